// The roster: every agency in one table that filters, sorts, searches and counts as you go. The view is the address; CSV, JSON,
// command and citation are of exactly that view. Answers are computed in asking.ts, words come from the page.

import { ask, csv, findSpot, modelsOf, reaching, record, signedOf } from "./asking.ts";
import type { Places, Row, Spot } from "./asking.ts";
import { arcsOf, ringOf } from "./geometry.ts";
import type { LonLat, Shapes } from "./geometry.ts";
import { bodiesOf, Clock } from "./clock.ts";
import type { Body, Others, Packed } from "./clock.ts";
import { byId, count, fill, home, root, written } from "./page.ts";
import { address, command, OFF_LIST, PLAIN, read } from "./view.ts";
import type { Many, One, View } from "./view.ts";

const PER_PAGE = 50;
const PLOT_WIDE = 640;
const PLOT_HIGH = 180;

const words = JSON.parse(byId("words")?.textContent ?? "{}") as Record<string, string>;
const months = (words["months"] ?? "").split(",");
const say = (key: string, values: Record<string, string | number> = {}): string => fill(words[key] ?? key, values);
const day = (iso: string | null): string => (iso ? written(iso, months) : "");

function json<T>(name: string): Promise<T> {
  return fetch(`${root}data/${name}`).then((answer) => {
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json() as Promise<T>;
  });
}

function made<K extends keyof HTMLElementTagNameMap>(tag: K, text = "", more: Record<string, string> = {}): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
  return element;
}

const form = byId<HTMLFormElement>("filters");
const body = byId<HTMLTableSectionElement>("roster-rows");
const said = byId("roster-count");
if (form && body && said) {
  json<Packed>("roster.json")
    .then((data) => start(new Clock(data), form, body, said))
    .catch(() => {
      said.textContent = say("roster_failed");
    });
}

function start(clock: Clock, form: HTMLFormElement, body: HTMLTableSectionElement, said: HTMLElement): void {
  let others: Body[] | null = null;
  let places: Places | null = null;
  let view: View = PLAIN;
  let rows: Row[] = [];
  let shapes: { of: Shapes; arcs: LonLat[][] } | null = null;
  let spot: Spot | null = null;
  let at = 0;
  let asked = 0;

  const field = (name: string): HTMLInputElement | HTMLSelectElement | null => form.elements.namedItem(name) as HTMLInputElement | null;
  const boxes = (name: string): HTMLInputElement[] => [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"][type="checkbox"]`)];

  /** The fields as the address has them. */
  const toForm = (): void => {
    for (const key of ["state", "kind", "rurality", "bound"] as const) choose(key, view[key]);
    for (const box of [...boxes("model"), ...boxes("status")]) box.checked = view[box.name as Many].includes(box.value);
    for (const key of ["near", "miles", "signed-from", "signed-to", "as-of", "known-on", "name", "sort", "county"] as const) {
      const input = field(key);
      if (input && document.activeElement !== input) input.value = view[key] || (key === "miles" ? "50" : "");
    }
  };
  /** A list of one choice; several from an address become a choice of their own. */
  const choose = (key: Many, values: readonly string[]): void => {
    const list = field(key) as HTMLSelectElement | null;
    if (!list) return;
    list.querySelector("[data-own]")?.remove();
    const value = values.join(",");
    if (value && ![...list.options].some((o) => o.value === value)) list.append(made("option", value, { value, "data-own": "" }));
    list.value = value;
  };
  const fromForm = (): View => {
    const search = new URLSearchParams();
    const put = (key: string, value: string): void => {
      if (value) search.set(key, value);
    };
    for (const key of ["state", "kind", "rurality", "bound", "near", "signed-from", "signed-to", "as-of", "known-on", "name", "sort", "county"]) put(key, field(key)?.value ?? "");
    if (field("near")?.value) put("miles", field("miles")?.value ?? "");
    for (const key of ["model", "status"]) put(key, boxes(key).filter((b) => b.checked).map((b) => b.value).join(",")); // prettier-ignore
    return read(search.toString()).view;
  };

  const go = (next: View, keep: "push" | "replace" | "none"): void => {
    view = next;
    at = 0;
    const query = address(view);
    const where = `${location.pathname}${query ? `?${query}` : ""}`;
    if (keep === "push") history.pushState(null, "", where);
    else if (keep === "replace") history.replaceState(null, "", where);
    void answer();
  };

  const answer = async (): Promise<void> => {
    const mine = ++asked;
    toForm();
    try {
      if (view.status.some((s) => OFF_LIST.includes(s)) && !others) {
        said.textContent = say("roster_loading");
        const more = await json<Others>("bodies.json");
        others = bodiesOf(more.agencies, more.counties, more.unclear);
      }
      spot = null;
      let trouble = "";
      if (view.near) {
        places ??= await json<Places>("places.json");
        const found = findSpot(view.near, places, clock.data.states);
        if (Array.isArray(found)) trouble = say("roster_which", { place: view.near, states: found.join(", ") });
        else if (found) spot = found;
        else trouble = say("roster_no_place", { place: view.near });
      }
      if (spot && !shapes) {
        const of = await json<Shapes>("county-shapes.json");
        shapes = { of, arcs: arcsOf(of) };
      }
      if (mine !== asked) return;
      if (view["as-of"] && clock.position(view["as-of"], view["known-on"]) < 0) trouble = say("roster_too_early", { day: day(clock.first) });
      rows = trouble ? [] : ask(clock, view, spot, others ?? []);
      show(trouble);
    } catch {
      said.textContent = say("roster_failed");
    }
  };

  const show = (trouble: string): void => {
    const place = clock.position(view["as-of"], view["known-on"]);
    const agreements = rows.reduce((n, r) => n + (r.status === "listed" ? r.entries.length : 0), 0);
    const people = say("roster_list", { day: day(clock.data.dates[place] ?? ""), list: clock.data.lists[place] ?? "" });
    const near = spot ? say("roster_near", { place: spot.name, miles: view.miles }) : "";
    said.textContent = trouble || [say("roster_count", { bodies: count(rows.length), agreements: count(agreements) }), near && `${near},`, people].filter(Boolean).join(" ");
    land();
    said.dataset["bodies"] = String(rows.length);
    said.dataset["agreements"] = String(agreements);
    said.dataset["ready"] = address(view);
    chips();
    page();
    heads();
    tools();
    if (plot?.open) drawPlot();
  };

  /** Near a place: whose county comes nearer than its office, and what the miles are. */
  const land = (): void => {
    const place = byId("roster-land");
    if (!place) return;
    place.hidden = !spot;
    place.replaceChildren();
    if (!spot || !shapes) return;
    const { of, arcs } = shapes;
    place.append(made("p", say("roster_miles_note"), { class: "note" }));
    const found = reaching(clock, view, spot, (fips) => (of.counties[fips] ?? []).map((ring) => ringOf(arcs, ring)));
    if (!found.length) return;
    place.append(made("p", say("roster_reaching")));
    const list = made("ul", "", { id: "roster-reaching" });
    for (const { row, miles } of found) {
      const item = made("li");
      item.append(made("a", `${row.body.name}, ${row.body.state}`, { href: `${home}agency/${row.body.id}/` }), ` (${modelsOf(row).join(", ")}): ${say("roster_land_miles", { miles })}`);
      list.append(item);
    }
    place.append(list);
  };

  // The filters in words, each to be taken off by itself.
  const chips = (): void => {
    const list = byId("roster-chips");
    if (!list) return;
    const kept = filtersSaid(view, clock);
    list.replaceChildren(
      ...kept.map(([key, text]) => {
        const item = made("li");
        const off = made("button", `${text} ×`, { type: "button", "aria-label": say("roster_take_off", { filter: text }) });
        off.addEventListener("click", () => {
          const bare = { ...view, [key]: PLAIN[key] };
          if (key === "near") bare.miles = "";
          go(bare, "push");
          said.focus();
        });
        item.append(off);
        return item;
      }),
    );
    const all = byId<HTMLAnchorElement>("roster-all");
    if (all) all.hidden = !kept.length;
  };

  const page = (): void => {
    body.replaceChildren(...rows.slice(at * PER_PAGE, (at + 1) * PER_PAGE).map((r) => line(r, view)));
    const pages = Math.max(Math.ceil(rows.length / PER_PAGE), 1);
    const where = byId("roster-where");
    if (where) where.textContent = rows.length ? say("roster_rows", { from: count(at * PER_PAGE + 1), to: count(Math.min((at + 1) * PER_PAGE, rows.length)), all: count(rows.length) }) : say("roster_none");
    for (const [id, step] of [["roster-first", -Infinity], ["roster-back", -1], ["roster-next", 1], ["roster-last", Infinity]] as const) {
      const button = byId<HTMLButtonElement>(id);
      if (!button) continue;
      button.disabled = step < 0 ? at === 0 : at >= pages - 1;
      button.onclick = () => {
        at = Math.min(Math.max(step === -Infinity ? 0 : step === Infinity ? pages - 1 : at + step, 0), pages - 1);
        page();
        byId("roster-table")?.scrollIntoView({ block: "start" });
        byId("roster-table")?.focus({ preventScroll: true });
      };
    }
    const miles = byId("head-miles");
    if (miles) miles.hidden = !spot;
  };

  const heads = (): void => {
    const by = view.sort.replace(/^-/, "");
    for (const button of document.querySelectorAll<HTMLButtonElement>("#roster-table thead button[data-sort]")) {
      const cell = button.closest("th");
      const mine = button.dataset["sort"] === by;
      if (mine) cell?.setAttribute("aria-sort", view.sort.startsWith("-") ? "descending" : "ascending");
      else cell?.removeAttribute("aria-sort");
      button.onclick = () => go({ ...view, sort: mine && !view.sort.startsWith("-") ? `-${by}` : (button.dataset["sort"] ?? "state") }, "push");
    }
  };

  const head = Object.keys(record({ body: clock.bodies[0] as Body, status: "", entries: [], pending: [], miles: null }));
  const named = (end: string): string => `roster${address(view) ? `-${address(view).replace(/[^A-Za-z0-9]+/g, "-").slice(0, 80)}` : ""}.${end}`;
  const save = (text: string, type: string, name: string): void => {
    const link = made("a", "", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const tools = (): void => {
    const place = clock.position(view["as-of"], view["known-on"]);
    const link = location.origin + location.pathname + (address(view) ? `?${address(view)}` : "");
    const texts: Record<string, string> = {
      "roster-command": command(view),
      "roster-cite": say("roster_citation", {
        view: filtersSaid(view, clock).map(([, t]) => t).join("; ") || say("roster_whole"), bodies: count(rows.length), list: clock.data.lists[place] ?? "",
        day: day(clock.data.dates[place] ?? ""), link,
      }),
    }; // prettier-ignore
    for (const [id, text] of Object.entries(texts)) {
      const element = byId(id);
      if (element) element.textContent = text;
    }
    const other = byId<HTMLAnchorElement>("roster-map");
    if (other) other.href = `${home}map/${address(view) ? `?${address(view)}` : ""}`;
  };
  byId("roster-csv")?.addEventListener("click", () => save(csv(rows, head), "text/csv", named("csv")));
  byId("roster-json")?.addEventListener("click", () => {
    const place = clock.position(view["as-of"], view["known-on"]);
    const whole = { view: address(view), list: clock.data.lists[place], day: clock.data.dates[place], bodies: rows.length, rows: rows.map(record) };
    save(`${JSON.stringify(whole, null, 1)}\n`, "application/json", named("json"));
  });
  const copied = byId("roster-copied");
  byId("roster-copy")?.addEventListener("click", () => {
    const link = location.origin + location.pathname + (address(view) ? `?${address(view)}` : "");
    navigator.clipboard.writeText(link).then(
      () => copied && (copied.textContent = say("roster_copied")),
      () => copied && (copied.textContent = link),
    );
  });

  // Bodies of the view on every list's day.
  const plot = byId<HTMLDetailsElement>("roster-plot");
  plot?.addEventListener("toggle", () => plot.open && drawPlot());
  const drawPlot = (): void => {
    const place = byId("roster-plot-place");
    if (!place) return;
    const days = [...new Set(clock.data.dates)].filter((d) => !view["known-on"] || d <= view["known-on"]);
    const mine = asked;
    const points: [string, number][] = [];
    const step = (): void => {
      if (mine !== asked) return;
      const until = performance.now() + 30;
      while (points.length < days.length && performance.now() < until) {
        const d = days[points.length] as string;
        points.push([d, ask(clock, { ...view, "as-of": d }, spot, others ?? []).length]);
      }
      if (points.length < days.length) requestAnimationFrame(step);
      else place.replaceChildren(plotOf(points), tableOf(points));
    };
    step();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(fromForm(), "push");
  });
  form.addEventListener("change", () => go(fromForm(), "push"));
  let typing = 0;
  for (const key of ["name"]) {
    field(key)?.addEventListener("input", () => {
      clearTimeout(typing);
      typing = window.setTimeout(() => go(fromForm(), "replace"), 200);
    });
  }
  byId("roster-all")?.addEventListener("click", (event) => {
    event.preventDefault();
    go(PLAIN, "push");
  });
  const fromAddress = (): void => {
    const found = read(location.search);
    go(found.view, "none");
  };
  window.addEventListener("popstate", fromAddress);
  const controls = byId("roster-whole");
  if (controls) controls.hidden = false;
  fromAddress();
}

/** The filters of a view in words, by key. */
function filtersSaid(view: View, clock: Clock): [Many | One, string][] {
  const out: [Many | One, string][] = [];
  const each = (key: Many, tell: (value: string) => string): void => {
    if (view[key].join() !== PLAIN[key].join()) out.push([key, view[key].map(tell).join(say("or"))]);
  };
  each("state", (s) => clock.data.states[s] ?? s);
  if (view.county) out.push(["county", clock.data.counties[view.county] ?? view.county]);
  if (view.near) out.push(["near", say("roster_near", { place: view.near, miles: view.miles })]);
  each("model", (m) => words[m] ?? m);
  each("kind", (k) => words[k] ?? k);
  each("status", (s) => words[`status_${s}`] ?? s);
  if (view["signed-from"]) out.push(["signed-from", say("roster_signed_from", { day: day(view["signed-from"]) })]);
  if (view["signed-to"]) out.push(["signed-to", say("roster_signed_to", { day: day(view["signed-to"]) })]);
  each("rurality", (r) => words[`rural_${r}`] ?? r);
  each("bound", (b) => words[`binding_${b}`] ?? b);
  if (view["as-of"]) out.push(["as-of", say("roster_as_of", { day: day(view["as-of"]) })]);
  if (view["known-on"]) out.push(["known-on", say("roster_known_on", { day: day(view["known-on"]) })]);
  if (view.name) out.push(["name", `“${view.name}”`]);
  return out;
}

/** One body's line; on a phone a card, each cell with its heading. */
function line(row: Row, view: View): HTMLTableRowElement {
  const { body } = row;
  const out = made("tr");
  const name = made("th", "", { scope: "row" });
  if (body.id) name.append(made("a", body.name, { href: `${home}agency/${body.id}/` }));
  else name.textContent = body.name;
  out.append(name);
  const add = (key: string, text: string, type = ""): HTMLTableCellElement => {
    const cell = made("td", text, { "data-head": words[`col_${key}`] ?? key });
    if (type) cell.className = type;
    out.append(cell);
    return cell;
  };
  add("state", body.state);
  const county = add("county", "");
  if (body.fips[0] && body.county) county.append(made("a", body.county, { href: `${home}county/${body.fips[0]}/` }));
  add("kind", words[body.kind] ?? body.kind);
  add("status", words[`status_${row.status}`] ?? row.status);
  const models = add("models", "");
  for (const model of modelsOf(row)) {
    const badge = made("abbr", model, { title: words[model] ?? model, class: `badge ${model.toLowerCase()}` });
    models.append(badge, " ");
  }
  const more = row.pending.length && row.status === "listed" ? say("roster_pending", { models: [...new Set(row.pending.map((e) => e.model))].sort().join(", ") }) : "";
  if (more) models.append(made("small", more));
  const last = row.entries.map((e) => e.last ?? "").sort().at(-1); // prettier-ignore
  add("signed", day(signedOf(row).at(-1) ?? null));
  add("listed", row.status === "left" ? say("roster_until", { first: day(row.entries.map((e) => e.first).sort()[0] ?? ""), last: day(last ?? "") }) : day(row.entries.map((e) => e.first).sort()[0] ?? null)); // prettier-ignore
  add("ori", body.ori);
  add("officers", body.officers === null ? "" : count(body.officers), "n");
  add("people", body.people === null ? "" : count(body.people), "n");
  if (view.near) add("miles", row.miles === null ? say("roster_whole_state") : row.miles.toFixed(1), "n");
  return out;
}

const SVG = "http://www.w3.org/2000/svg";

function drawn(tag: string, values: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  return element;
}

/** The view over time as a step line: it holds from a list to the next. */
function plotOf(points: readonly [string, number][]): SVGElement {
  const time = (d: string): number => Date.parse(d) / 864e5;
  const [first, last] = [time(points[0]?.[0] ?? ""), time(points.at(-1)?.[0] ?? "")];
  const most = Math.max(...points.map(([, n]) => n), 1);
  const x = (d: string): number => 4 + ((time(d) - first) / Math.max(last - first, 1)) * (PLOT_WIDE - 60);
  const y = (n: number): number => PLOT_HIGH - 22 - (n / most) * (PLOT_HIGH - 44);
  const out = drawn("svg", { viewBox: `0 0 ${PLOT_WIDE} ${PLOT_HIGH}`, role: "img", "aria-label": say("roster_plot_label", { most: count(most) }), class: "roster-plot" });
  out.append(drawn("line", { class: "grid", x1: 0, x2: PLOT_WIDE - 50, y1: y(0), y2: y(0) }));
  for (let year = Number(points[0]?.[0].slice(0, 4)) + 1; year <= Number(points.at(-1)?.[0].slice(0, 4)); year++) {
    out.append(drawn("text", { class: "tick", x: x(`${year}-01-01`), y: PLOT_HIGH - 6 }, String(year)));
  }
  let path = "";
  points.forEach(([d, n], i) => {
    path += i ? `H${x(d).toFixed(1)}V${y(n).toFixed(1)}` : `M${x(d).toFixed(1)} ${y(n).toFixed(1)}`;
  });
  out.append(drawn("path", { class: "line held", d: path }));
  const end = points.at(-1);
  if (end) out.append(drawn("text", { class: "plot-end", x: x(end[0]) + 5, y: y(end[1]) + 4 }, count(end[1])));
  return out;
}

/** The same as a table, a line for each day on which the number changed. */
function tableOf(points: readonly [string, number][]): HTMLElement {
  const details = made("details");
  details.append(made("summary", say("roster_plot_table")));
  const table = made("table");
  const top = made("tr");
  top.append(made("th", words["col_day"] ?? "", { scope: "col" }), made("th", words["col_bodies"] ?? "", { scope: "col" }));
  const headRow = made("thead");
  headRow.append(top);
  const rows = made("tbody");
  points.forEach(([d, n], i) => {
    if (i && points[i - 1]?.[1] === n && i < points.length - 1) return;
    const row = made("tr");
    row.append(made("td", day(d)), made("td", count(n), { class: "n" }));
    rows.append(row);
  });
  table.append(headRow, rows);
  details.append(table);
  return details;
}

