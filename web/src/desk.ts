// The changes desk: what changed by place and period, and two lists side by side. The address is the view, by the names of
// `deputized changes`: ?state=GA&since=2026-04-01&until=2026-04-30. The same answers as explore/desk.py.

import { Clock } from "./clock.ts";
import type { Packed } from "./clock.ts";
import { byId, count, fill, home, root, written } from "./page.ts";

type Change = [string, number, string, string, number, number, number | null, number | null, string, string, string];

interface Changes {
  groups: string[];
  lists: string[];
  agencies: [string, string, number | null][];
  lines: Change[];
}

interface Asked {
  state: string;
  since: string;
  until: string;
  model: string;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
const NEWS = 6;
const SHOWN = 60;
const words = JSON.parse(byId("words")?.textContent ?? "{}") as Record<string, string>;
const months = (words["months"] ?? "").split(",");
const say = (key: string, values: Record<string, string | number> = {}): string => fill(words[key] ?? key, values);
const day = (iso: string): string => written(iso, months);

function made<K extends keyof HTMLElementTagNameMap>(tag: K, text = "", more: Record<string, string> = {}): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
  return element;
}

const json = <T>(name: string): Promise<T> =>
  fetch(`${root}data/${name}`).then((answer) => {
    if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
    return answer.json() as Promise<T>;
  });

const form = byId<HTMLFormElement>("desk-form");
const place = byId("desk");
if (form && place) {
  form.hidden = false;
  start(form, place);
}

function start(form: HTMLFormElement, place: HTMLElement): void {
  let data: Promise<[Changes, Clock]> | null = null;
  const load = (): Promise<[Changes, Clock]> =>
    (data ??= Promise.all([json<Changes>(form.dataset["data"] ?? ""), json<Packed>("roster.json").then((p) => new Clock(p))]));
  const field = (name: string): HTMLInputElement => form.elements.namedItem(name) as HTMLInputElement;
  const plain: Asked = { state: "", since: field("since").value, until: field("until").value, model: "" };

  const fromAddress = (): Asked => {
    const asked = new URLSearchParams(location.search);
    const given = (key: string, read: RegExp): string => {
      const value = (asked.get(key) ?? "").trim();
      return read.test(value) ? value : "";
    };
    const since = given("since", DAY);
    const until = given("until", DAY);
    const any = since || until;
    return {
      state: given("state", /^[a-z]{2}$/i).toUpperCase(), model: given("model", /^[a-z]{3,4}$/i).toUpperCase(),
      since: since || (any ? "2021-01-13" : plain.since), until: until || (any ? field("until").max || plain.until : plain.until),
    }; // prettier-ignore
  };
  const address = (asked: Asked): string => {
    const said = new URLSearchParams();
    if (asked.state) said.set("state", asked.state);
    said.set("since", asked.since);
    said.set("until", asked.until);
    if (asked.model) said.set("model", asked.model);
    return said.toString();
  };

  const show = async (asked: Asked): Promise<void> => {
    for (const key of ["state", "since", "until", "model"] as const) field(key).value = asked[key];
    const heading = byId("desk-said");
    if (!heading) return;
    if (asked.since > asked.until) {
      place.replaceChildren(heading);
      heading.textContent = say("desk_bad_period");
      return;
    }
    try {
      const [changes, clock] = await load();
      draw(place, heading, asked, changes, clock);
      const same = byId("desk-same");
      const command = byId("desk-command");
      if (same && command) {
        same.hidden = false;
        command.textContent = `deputized changes --desk${asked.state ? ` --state ${asked.state}` : ""} --since ${asked.since} --until ${asked.until}${asked.model ? ` --model ${asked.model.toLowerCase()}` : ""}`;
      }
    } catch {
      heading.textContent = say("desk_failed");
    }
  };

  const go = (asked: Asked): void => {
    const two = new URLSearchParams(location.search);
    const kept = ["from", "to"].flatMap((k) => (two.get(k) ? [`${k}=${encodeURIComponent(two.get(k) ?? "")}`] : []));
    history.pushState(null, "", `${location.pathname}?${[address(asked), ...kept].join("&")}`);
    void show(asked);
  };
  form.addEventListener("change", () => {
    if (!field("since").value || !field("until").value) return;
    go({ state: field("state").value, since: field("since").value, until: field("until").value, model: field("model").value });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const link of form.querySelectorAll<HTMLAnchorElement>("a[data-quick]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const asked = new URLSearchParams(new URL(link.href).search);
      go({ state: field("state").value, model: field("model").value, since: asked.get("since") ?? "", until: asked.get("until") ?? "" });
    });
  }
  const isAsked = (): boolean => /[?&](state|since|until|model)=/.test(location.search);
  window.addEventListener("popstate", () => void show(fromAddress()));
  if (isAsked()) void show(fromAddress());
  else place.dataset["ready"] = "";
  twoLists(load, fromAddress);
}

function draw(place: HTMLElement, heading: HTMLElement, asked: Asked, changes: Changes, clock: Clock): void {
  const lines = changes.lines.filter(
    ([date, , state, model]) => asked.since <= date && date <= asked.until && (!asked.state || state === asked.state) && (!asked.model || model === asked.model),
  );
  const { dates } = clock.data;
  const start = dates.filter((d) => d < asked.since).length - 1;
  const end = clock.position(asked.until, "");
  const before = byState(clock, start, asked.model);
  const after = byState(clock, end, asked.model);
  const sum = (held: Map<string, number>): number => (asked.state ? (held.get(asked.state) ?? 0) : [...held.values()].reduce((a, b) => a + b, 0));
  heading.textContent = say("desk_said", { place: clock.data.states[asked.state] ?? say("desk_everywhere"), since: day(asked.since), until: day(asked.until) });
  const tally = made("p", "", { id: "desk-news", role: "status" });
  changes.groups.slice(0, NEWS).forEach((group, n) => {
    const item = made("span", "", { class: "tally", "data-group": group });
    item.append(made("b", count(lines.filter((x) => x[1] === n).length)), ` ${say(`desk_${group}`).toLowerCase()}`);
    tally.append(item, " ");
  });
  const out: Node[] = [heading, tally, made("p", say("desk_held", { before: count(sum(before)), after: count(sum(after)) }), { id: "desk-held" })];
  const leads = leadsOf(lines, changes, before, after);
  if (leads.length) {
    const list = made("ul", "", { class: "leads" });
    for (const [reason, line] of leads) {
      const item = lineOf(line, changes);
      item.prepend(made("strong", `${say(`lead_${reason}`)}.`), " ");
      list.append(item);
    }
    out.push(made("h3", say("desk_leads")), list);
  }
  changes.groups.forEach((group, n) => {
    const some = lines.filter((x) => x[1] === n);
    if (!some.length) return;
    const title = `${say(`desk_${group}`)}: ${count(some.length)}`;
    const list = made("ul", "", { class: "lines" });
    list.append(...some.slice(0, SHOWN).map((x) => lineOf(x, changes)));
    const block: Node[] = [list];
    if (some.length > SHOWN) {
      const more = made("button", say("desk_all", { n: count(some.length) }), { type: "button" });
      more.addEventListener("click", () => {
        list.append(...some.slice(SHOWN).map((x) => lineOf(x, changes)));
        more.remove();
      });
      block.push(more);
    }
    if (n < NEWS) out.push(made("h3", title), ...block);
    else {
      const details = made("details");
      details.append(made("summary", title), ...block);
      out.push(details);
    }
  });
  if (!lines.length) out.push(made("p", say("desk_none")));
  place.replaceChildren(...out);
  place.dataset["ready"] = `${asked.state} ${asked.since} ${asked.until} ${asked.model}`;
}

/** A change in its sentence, with the agency as a link, its list and rows. */
function lineOf([, , , , agency, list, row, previous, , event, text]: Change, changes: Changes): HTMLLIElement {
  const item = made("li", "", { "data-event": event });
  const [id, name] = changes.agencies[agency] as [string, string, number | null];
  const where = text.indexOf(name);
  const link = made("a", name, { href: `${home}agency/${id}/` });
  if (where < 0) item.append(text);
  else item.append(text.slice(0, where), link, text.slice(where + name.length));
  const source = made("small");
  const listed = changes.lists[list] ?? "";
  source.append(made("a", listed, { href: `${home}lists/#${listed}` }));
  if (row !== null) source.append(`, ${say("desk_row", { row })}`);
  if (previous !== null) source.append(`${row === null ? "; " : ", "}${say("desk_was_row", { row: previous })}`);
  item.append(" ", source);
  return item;
}

/** Agreements on a list by the state of the agency that holds them. */
function byState(clock: Clock, at: number, model: string): Map<string, number> {
  const out = new Map<string, number>();
  for (const { body, entry } of clock.listed(at)) {
    if (!model || entry.model === model) out.set(body.state, (out.get(body.state) ?? 0) + 1);
  }
  return out;
}

/** The few lines that matter most, each for one reason; see explore/desk.py. */
function leadsOf(lines: Change[], changes: Changes, before: Map<string, number>, after: Map<string, number>): [string, Change][] {
  const found: [string, Change][] = [];
  const used = new Set<number>();
  const people = (line: Change): number => changes.agencies[line[4]]?.[2] ?? 0;
  const key = (line: Change): string => `${changes.lists[line[5]]}#${line[9]}`;
  const lead = (reason: string, some: Change[], most: number): void => {
    const ranked = [...some].sort((a, b) => people(b) - people(a) || (key(a) < key(b) ? -1 : 1));
    for (const line of ranked) {
      if (!most || used.has(line[4])) continue;
      used.add(line[4]);
      found.push([reason, line]);
      most--;
    }
  };
  const of = (group: string): Change[] => lines.filter((x) => changes.groups[x[1]] === group);
  const [joined, left] = [of("joined"), of("left")];
  const states = (some: Change[]): string[] => [...new Set(some.map((x) => x[2]))].sort();
  for (const state of states(joined)) if (!before.get(state)) lead("first_in_state", joined.filter((x) => x[2] === state), 1);
  for (const state of states(left)) if (!after.get(state)) lead("last_in_state", left.filter((x) => x[2] === state), 1);
  lead("came_back", of("back"), 3);
  lead("model_switched", of("changed").filter((x) => x[8] === "model_switched"), 3); // prettier-ignore
  lead("largest_left", left.filter((x) => people(x)), 2); // prettier-ignore
  lead("largest_joined", joined.filter((x) => people(x)), 3); // prettier-ignore
  return found;
}

/** Any two lists side by side: what only one of them has. */
function twoLists(load: () => Promise<[Changes, Clock]>, asked: () => Asked): void {
  const section = byId("two");
  const from = byId<HTMLSelectElement>("two-from");
  const to = byId<HTMLSelectElement>("two-to");
  const said = byId("two-said");
  const sides = byId("two-sides");
  if (!section || !from || !to || !said || !sides) return;
  section.hidden = false;
  const compare = (clock: Clock): void => {
    const { lists, dates } = clock.data;
    const [a, b] = [lists.indexOf(from.value), lists.indexOf(to.value)];
    if (a < 0 || b < 0) return;
    const [then, now] = [clock.listed(a), clock.listed(b)];
    const [old, young] = [new Set(then.map((x) => x.entry.id)), new Set(now.map((x) => x.entry.id))];
    const gone = then.filter((x) => !young.has(x.entry.id));
    const fresh = now.filter((x) => !old.has(x.entry.id));
    const names = { from: day(dates[a] ?? ""), to: day(dates[b] ?? "") };
    said.textContent = say("desk_two_said", { both: count(then.length - gone.length), gone: count(gone.length), new: count(fresh.length), ...names });
    said.dataset["gone"] = String(gone.length);
    said.dataset["new"] = String(fresh.length);
    sides.replaceChildren(
      ...([[lists[a], gone], [lists[b], fresh]] as const).map(([list, some]) => {
        const side = made("details");
        side.append(made("summary", `${say("desk_two_gone", { list: list ?? "" })}: ${count(some.length)}`));
        const rows = made("ul", "", { class: "columns" });
        const sorted = [...some].sort((x, y) => (x.body.state + x.body.name < y.body.state + y.body.name ? -1 : 1));
        for (const { body, entry } of sorted) {
          const item = made("li");
          item.append(made("a", `${body.name}, ${body.state}`, { href: `${home}agency/${body.id}/` }), ` (${entry.model})`);
          rows.append(item);
        }
        side.append(rows);
        return side;
      }),
    ); // prettier-ignore
  };
  const open = (): void => {
    load()
      .then(([, clock]) => {
        const { lists, dates } = clock.data;
        if (!from.options.length) {
          for (const select of [from, to]) {
            for (let n = lists.length - 1; n >= 0; n--) select.append(made("option", `${day(dates[n] ?? "")} (${lists[n]})`, { value: lists[n] ?? "" }));
          }
          const given = new URLSearchParams(location.search);
          const period = asked();
          const before = dates.filter((d) => d < period.since).length - 1;
          from.value = lists.includes(given.get("from") ?? "") ? (given.get("from") ?? "") : (lists[Math.max(before, 0)] ?? "");
          to.value = lists.includes(given.get("to") ?? "") ? (given.get("to") ?? "") : (lists[lists.length - 1] ?? "");
        }
        compare(clock);
      })
      .catch(() => {
        said.textContent = say("desk_failed");
      });
  };
  for (const select of [from, to]) {
    select.addEventListener("focus", open, { once: true });
    select.addEventListener("pointerdown", open, { once: true });
    select.addEventListener("change", () => {
      const now = new URLSearchParams(location.search);
      now.set("from", from.value);
      now.set("to", to.value);
      history.replaceState(null, "", `?${now.toString()}`);
      open();
    });
  }
  if (/[?&](from|to)=/.test(location.search)) open();
  else new IntersectionObserver((seen, watch) => {
    if (!seen.some((s) => s.isIntersecting)) return;
    watch.disconnect();
    open();
  }).observe(section); // prettier-ignore
}
