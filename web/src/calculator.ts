// The money calculator: fields, address and results. The arithmetic is flow.ts; nothing leaves the browser.

import { chart } from "./chart.ts";
import { div, dollars, fixed, ONE, plain, sum, whole } from "./decimal.ts";
import type { Dec } from "./decimal.ts";
import { central, dayOf } from "./flow.ts";
import type { Case, Line, Model, Part, Plan, Published } from "./flow.ts";
import { asPercent, between, commandOf, fieldsOf, modelOf, payOf, read, startOf } from "./inputs.ts";
import type { Field, Known, Values } from "./inputs.ts";
import { byId, fill, root, speaker, written } from "./page.ts";
import type { Seed } from "./random.ts";
import { about, chances } from "./rounding.ts";
import type { RunPlan, Runs, Spread } from "./runs.ts";

type Data = Published & { seed: Seed; draws: number; states: Record<string, string> };
interface Prefill {
  agencies: Record<string, Known>;
  /** Of a county whose sheriff ICE has listed: that agency. */
  counties: Record<string, Known | { agency: string }>;
}

const SUMS: Part[] = ["claimed", "received", "granted", "jail_income", "extra", "net", "pay_due", "full_net"];
const DETAIL: Part[] = [
  "extra", "new_pay", "overtime", "payroll_tax", "training", "stand_ins", "supervision", "transport", "liability", "outfitting",
  "equipment", "vehicle_running", "jail", "suit", "interest", "claimed", "received", "granted", "jail_income", "net", "pay_due",
  "full_net", "hours",
]; // prettier-ignore
const BY_MODEL: Part[] = ["claimed", "extra", "net", "full_net", "hours"];
/** Milliseconds without a further key before the runs are asked for. */
const PAUSE = 150;
const MODELS: Model[] = ["TFM", "JEM", "WSO"];

const form = byId<HTMLFormElement>("calc");
if (form) void open(form);

async function open(form: HTMLFormElement): Promise<void> {
  const words = JSON.parse(form.dataset["words"] ?? "{}") as Record<string, string>;
  try {
    const published = await json<Data>("data/calculator.json");
    start(form, words, published, await knownOf(published));
  } catch {
    const failed = byId("calc-failed");
    if (failed) failed.textContent = words["failed"] ?? "";
  }
}

async function json<T>(path: string): Promise<T> {
  const answer = await fetch(root + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** What is known of the agency or county that the address names; null if it names none or nobody knows it. */
async function knownOf(published: Data): Promise<Known | null> {
  const asked = new URLSearchParams(location.search);
  const agency = asked.get("agency") ?? "";
  const county = asked.get("county") ?? "";
  const code = agency ? published.states[agency.slice(0, 2)] : county.slice(0, 2);
  if (!code || !Object.values(published.states).includes(code)) return null;
  const found = await json<Prefill>(`data/prefill/${code}.json`).catch(() => null);
  if (!found) return null;
  const of = (id: string): Known | null => (Object.hasOwn(found.agencies, id) ? (found.agencies[id] ?? null) : null);
  if (agency) return of(agency);
  const held = Object.hasOwn(found.counties, county) ? found.counties[county] : undefined;
  return held && "agency" in held ? of(held.agency) : (held ?? null);
}

function start(form: HTMLFormElement, words: Record<string, string>, published: Data, known: Known | null): void {
  const months = (form.dataset["months"] ?? "").split(",");
  const today = form.dataset["today"] ?? "";
  const fields = fieldsOf(published);
  const touched = new Set<string>();
  const results = byId("results");
  const state = byId("calc-state");
  const answer = byId("answer");
  if (!results || !state || !answer) return;
  const say = speaker(state, 1200);
  const word = (key: string, given: Record<string, string | number> = {}): string => fill(words[key] ?? key, given);
  const fieldOf = (name: string): HTMLInputElement | HTMLSelectElement | null => byId<HTMLInputElement>(`f-${name}`);

  /** What a field holds until the reader changes it. */
  const defaultOf = (field: Field, model: string): string => {
    if (field.name === "model") return modelOf(known);
    if (field.name === "start") return startOf(known, model, today, published);
    if (field.name === "grant") return known?.grant ?? "0";
    if (field.name === "vehicle") return "1";
    if (field.name === "new_posts") return "0";
    if (field.name === "officers") return String(known?.officers ?? "");
    if (field.name === "salary") return String(payOf(known, model)?.[0] ?? "");
    if (field.name === "benefits") return known ? asPercent(published.benefits) : "";
    return field.central ?? "";
  };

  const valuesNow = (): Values => {
    const values: Values = {};
    for (const field of fields) {
      const input = fieldOf(field.name);
      values[field.name] = !input ? (field.central ?? "") : input instanceof HTMLInputElement && input.type === "checkbox" ? (input.checked ? "1" : "0") : input.value.trim();
    }
    return values;
  };

  const fromAddress = (): void => {
    const given = new URLSearchParams(location.search);
    const model = MODELS.find((m) => m === given.get("model")?.toUpperCase()) ?? modelOf(known);
    for (const field of fields) {
      const input = fieldOf(field.name);
      if (!input) continue;
      const value = field.name === "model" ? model : (given.get(field.name) ?? defaultOf(field, model));
      if (input instanceof HTMLInputElement && input.type === "checkbox") input.checked = value !== "0";
      else input.value = value;
      if (given.has(field.name)) touched.add(field.name);
    }
    show();
  };

  const toAddress = (values: Values): void => {
    const given = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = values[field.name] ?? "";
      if (value === defaultOf(field, values["model"] ?? "TFM")) given.delete(field.name);
      else given.set(field.name, value);
    }
    const text = given.toString();
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
  };

  const show = (): void => {
    const values = valuesNow();
    const { plan, errors, missing } = read(values, fields, published, known?.force || null, words);
    for (const field of fields) {
      const error = errors[field.name] ?? (missing.includes(field.name) ? word("e_empty") : "");
      mark(field.name, touched.has(field.name) ? error : "");
    }
    sources(values);
    results.hidden = plan === null;
    if (plan === null) state.textContent = Object.keys(errors).length ? word("wrong") : word("need");
    else {
      const guessed = known && fields.some((f) => ["officers", "salary", "benefits"].includes(f.name) && values[f.name] === defaultOf(f, plan.model));
      state.textContent = guessed ? `${word("done")} ${word("estimates")}` : word("done");
      draw(plan, values);
    }
  };

  const mark = (name: string, error: string): void => {
    const place = byId(`e-${name}`);
    const input = fieldOf(name);
    if (place && place.textContent !== error) place.textContent = error;
    if (error) {
      input?.setAttribute("aria-invalid", "true");
      input?.closest("details")?.setAttribute("open", "");
    } else input?.removeAttribute("aria-invalid");
  };

  /** Of every assumption: the value used, and whether it is the reader's or ours. */
  const original = new Map<string, Node[]>();
  const sources = (values: Values): void => {
    for (const field of fields) {
      const row = field.central === null ? null : byId(`a-${field.name}`);
      const from = row?.querySelector(".from");
      if (!row || !from) continue;
      const output = row.querySelector("output");
      if (output) output.textContent = values[field.name] ?? "";
      if (!original.has(field.name)) original.set(field.name, [...from.childNodes]);
      if (values[field.name] !== field.central) from.textContent = word("input");
      else from.replaceChildren(...(original.get(field.name) ?? []));
    }
  };

  const money = (value: Dec): string => (value < 0n ? word("gain", { sum: dollars(value) }) : dollars(value));

  const draw = (plan: Plan, values: Values): void => {
    const found = central(plan, published);
    const first = found.years[0];
    const used = { paid: values["paid_purchases"] ?? "", pay: values["paid_pay"] ?? "", delay: values["payment_delay"] ?? "", months: plan.months };
    const after = plan.until === null ? null : afterCliff(found, plan);
    answer.textContent =
      word("answer", { ...used, claimed: dollars(first?.claimed ?? 0n), net: money(first?.net ?? 0n), total: money(found.total.net) }) +
      (after === null ? "" : ` ${word("cliff_answer", { extra: dollars(after.extra), late: dollars(after.received) })}`);
    ask(plan, values);
    tiles(found, plan);
    table("by-year", [...found.years.map((y, n): [string, Line] => [String(n + 1), y]), [word("total"), found.total]], SUMS);
    const named = found.months.map((m): [string, Line] => [`${months[Number(m.label.slice(5)) - 1] ?? ""} ${m.label.slice(0, 4)}`, m]);
    table("by-month", named, DETAIL, (n) => fixed(found.months[n]?.officers ?? 0n, 2));
    table("by-model", MODELS.map((model): [string, Line] => [model, model === plan.model ? found.total : central({ ...plan, model }, published).total]), BY_MODEL);
    const income = found.total.received + found.total.granted + found.total.jail_income;
    byId("chart")?.replaceChildren(
      chart(found, plan.until === null ? null : cliffAt(plan), {
        alt: word("chart_alt", { cost: dollars(found.total.extra), money: dollars(income), months: plan.months }),
        cost: word("line_cost"), money: word("line_in"), cliff: word("cliff"),
      }),
    ); // prettier-ignore
    given(values);
    const command = byId("command");
    if (command) command.textContent = commandOf(address("agency") || address("county"), known, plan, fields, values);
  };

  const address = (key: string): string => new URLSearchParams(location.search).get(key) ?? "";

  // The runs are a worker's; an answer that came too late for what is asked now is dropped.
  const worker = new Worker(`${root}assets/worker.js`);
  let asked = 0;
  let soon = 0;
  const ask = (plan: Plan, values: Values): void => {
    asked++;
    const fixed: Record<string, number> = {};
    for (const field of fields) {
      if (field.central !== null && values[field.name] !== field.central) fixed[field.name] = Number(plain(plan.assumptions.get(field.name) ?? 0n));
    }
    const number = (value: Dec): number => Number(plain(value));
    const sent: RunPlan = {
      model: plan.model, officers: plan.officers, newPosts: plan.newPosts, salary: number(plan.salary), benefits: number(plan.benefits),
      start: plan.start, until: plan.until, months: plan.months, vehicle: plan.vehicle, grant: number(plan.grant), fixed,
    }; // prettier-ignore
    byId("runs")?.setAttribute("data-state", "busy");
    clearTimeout(soon);
    soon = setTimeout(() => worker.postMessage({ number: asked, plan: sent, published, count: published.draws }), PAUSE);
  };
  worker.addEventListener("message", (event: MessageEvent<{ number: number; found: Runs; milliseconds: number }>) => {
    if (event.data.number === asked) tell(event.data.found, event.data.milliseconds);
  });

  const tell = (found: Runs, milliseconds: number): void => {
    const place = byId("runs");
    if (!place) return;
    const cost = (value: number): string => {
      const sum = about(value);
      return sum === "$0" ? word("about_zero") : word(value > 0 ? "cost_of" : "gain_of", { sum });
    };
    const range = (s: Spread): Record<string, string> => ({ low: cost(s.low), middle: cost(s.middle), high: cost(s.high) });
    const share = (value: number): string => chances(value, word("runs_under"), word("runs_over"), word("runs_in"));
    const lines: [string, string, string][] = [
      ["cost", word("chance_cash"), `${share(found.costChance)}; ${word("runs_range", range(found.net))}`],
      ["hours", word("chance_hours"), `${share(found.costChanceWithHours)}; ${word("runs_range", range(found.netWithHours))}`],
      ["replaced", word("chance_replaced"), `${share(found.costChanceReplaced)}; ${word("runs_range", range(found.netReplaced))}`],
      ["advance-runs", word("advance"), word("runs_sums", { low: about(found.advance.low), middle: about(found.advance.middle), high: about(found.advance.high) })],
    ];
    place.replaceChildren(
      ...lines.flatMap(([key, name, value]) => {
        const dt = document.createElement("dt");
        const dd = document.createElement("dd");
        dt.textContent = name;
        dd.textContent = value;
        dd.id = `r-${key}`;
        return [dt, dd];
      }),
    );
    place.dataset["state"] = "done";
    place.dataset["milliseconds"] = String(Math.round(milliseconds));
    place.dataset["runs"] = JSON.stringify(found);
    say(`${lines[0]?.[1] ?? ""}: ${lines[0]?.[2] ?? ""}`);
  };

  const tiles = (found: Case, plan: Plan): void => {
    const even = found.breakEven;
    const never = even !== null && even > ONE;
    const force = known?.force ?? null;
    const share = force ? fixed(div(found.hoursAMonth * 1200n, whole(force * published.work_hours_a_year)), 1) : "";
    const all: [string, string, string, string][] = [
      ["net", word("net_tile", { months: plan.months }), dollars(found.total.net), word("net_tile_note")],
      ["advance", word("advance"), dollars(found.largestAdvance), word("advance_note")],
      [
        "even", word("even"), even === null ? word("even_none") : word("even_value", { share: fixed(even * 100n, 1) }),
        word(even === null ? "even_none_note" : never ? "even_never" : "even_note"),
      ],
      ["hours", word("hours"), fixed(found.hoursAMonth, 2), force ? word("hours_force", { share, force }) : word("hours_note")],
    ]; // prettier-ignore
    byId("tiles")?.replaceChildren(
      ...all.map(([key, name, value, note]) => {
        const box = document.createElement("div");
        const dt = document.createElement("dt");
        const dd = document.createElement("dd");
        const small = document.createElement("small");
        dt.textContent = name;
        dd.textContent = value;
        dd.id = `t-${key}`;
        small.textContent = note;
        dd.append(small);
        box.append(dt, dd);
        return box;
      }),
    );
  };

  const table = (id: string, lines: readonly [string, Line][], parts: readonly Part[], before?: (n: number) => string): void => {
    const body = document.querySelector(`#${id} tbody`);
    body?.replaceChildren(
      ...lines.map(([name, line], n) => {
        const tr = document.createElement("tr");
        const th = document.createElement("th");
        th.scope = "row";
        th.textContent = name;
        tr.append(th, ...(before ? [cell(before(n))] : []), ...parts.map((part) => cell(part === "hours" ? fixed(line[part], 2) : dollars(line[part]))));
        return tr;
      }),
    );
  };

  const cell = (text: string): HTMLTableCellElement => {
    const td = document.createElement("td");
    td.className = "n";
    td.textContent = text;
    return td;
  };

  /** Every input with where it came from; assumptions have their own table. */
  const given = (values: Values): void => {
    const own = fields.filter((f) => f.central === null && values[f.name]);
    byId("given")?.replaceChildren(
      ...own.map((field) => {
        const li = document.createElement("li");
        const label = document.querySelector(`label[for="f-${field.name}"]`) ?? fieldOf(field.name)?.closest("label");
        const name = [...(label?.childNodes ?? [])].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent?.trim() ?? "").join("");
        const value = values[field.name] ?? "";
        const ours = value === defaultOf(field, values["model"] ?? "TFM");
        const shown = field.kind === "flag" ? word(value === "1" ? "yes" : "no") : field.kind === "day" ? written(value, months) : field.kind === "percent" ? `${value}%` : value;
        const hint = byId(`k-${field.name}`)?.textContent ?? "";
        li.textContent = `${name}: ${shown} (${ours ? hint || word("default") : word("input")})`;
        return li;
      }),
    );
  };

  const hints = (model: string): void => {
    const put = (name: string, text: string): void => {
      const place = byId(`k-${name}`);
      if (place) place.textContent = text;
    };
    const asked = /[?&](agency|county)=/.test(location.search);
    const who = byId("who");
    if (who) who.textContent = known ? word("for", { name: known.name }) : asked ? word("unknown_agency") : "";
    if (!known) return;
    const signed = known.signed?.[model];
    const force = known.force === null ? "" : word("known_force", { n: known.force, year: known.year ?? "" });
    const pay = payOf(known, model);
    put("officers", [force, known.officers === null ? "" : word("estimate_officers")].filter(Boolean).join(" "));
    put("salary", word(pay ? "estimate_pay" : "no_pay", { area: pay?.[1] ?? "" }));
    put("benefits", word("estimate_benefits"));
    put("model", known.signed ? word(model in known.signed ? "known_model" : "known_not") : "");
    put("start", signed ? word("known_start", { day: written(signed, months) }) : "");
    put("grant", known.programme ? word("known_grant", { programme: known.programme }) : "");
  };

  const changed = (event: Event): void => {
    const input = event.target as HTMLInputElement | HTMLSelectElement;
    if (!input.name) return;
    if (event.type === "change" || input.getAttribute("aria-invalid")) touched.add(input.name);
    if (input.name === "model") {
      for (const field of fields.filter((f) => ["start", "salary"].includes(f.name) && !new URLSearchParams(location.search).has(f.name))) {
        const own = fieldOf(field.name);
        if (own) own.value = defaultOf(field, input.value);
      }
    }
    if (input.name === "model") hints(input.value);
    toAddress(valuesNow());
    show();
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fields.forEach((field) => touched.add(field.name));
    show();
    const wrong = form.querySelector<HTMLElement>("[aria-invalid]");
    if (wrong) wrong.focus();
    else {
      results.focus({ preventScroll: true });
      results.scrollIntoView({ block: "start" });
    }
  });
  window.addEventListener("popstate", fromAddress);
  hints(MODELS.find((m) => m === new URLSearchParams(location.search).get("model")?.toUpperCase()) ?? modelOf(known));
  form.hidden = false;
  fromAddress();
}

/** Where the federal money ends, in months from the start. */
function cliffAt(plan: Plan): number {
  const until = plan.until ?? 0;
  const day = new Date(until * 86_400_000);
  const length = dayOf(day.getUTCFullYear(), day.getUTCMonth() + 2, 1) - dayOf(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
  return between(plan.start, until) - 1 + day.getUTCDate() / length;
}

/** What is spent and comes in over the twelve months after that in which the federal money ends; null if they are not looked at. */
function afterCliff(found: Case, plan: Plan): { extra: Dec; received: Dec } | null {
  const first = between(plan.start, plan.until ?? 0);
  const year = found.months.slice(first, first + 12);
  return year.length === 12 ? { extra: sum(year.map((m) => m.extra)), received: sum(year.map((m) => m.received)) } : null;
}

