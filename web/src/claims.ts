// The claims page: when, where and of what a number was so, from data/counts.json; the number stands in the address.

import { byId, count, fill, home, root, speaker, written } from "./page.ts";

/** Place of a list in `days` from which a count stands, and the count: see claims/table.py. */
type Runs = [number, number][];

interface Table {
  days: string[];
  /** By place (US or a state), model ("" for all) and unit. */
  counts: Record<string, Record<string, Record<string, Runs>>>;
}

interface Spell {
  place: string;
  model: string;
  unit: string;
  first: string;
  last: string;
  /** It was less on the first and more on the last list, or the other way: some time between it was so. */
  between?: boolean;
}

const MOST = 60;

const UNITS: [string, RegExp][] = [
  ["agreements", /\b(?:agreements?|MOAs?|acuerdos?|convenios?)\b/i],
  ["sheriffs", /\b(?:sheriffs?|alguaciles|alguacil)\b/i],
  ["agencies", /\b(?:agenc(?:y|ies)|departments?|agencias?|departamentos)\b/i],
  ["counties", /\b(?:count(?:y|ies)|condados?)\b/i],
  ["states", /\b(?:states|estados)\b/i],
];
const MODELS: [string, RegExp][] = [
  ["TFM", /task[- ]force|fuerza de tarea|grupo de trabajo|\bTFM\b/i],
  ["JEM", /\bjail|c[áa]rcel|\bJEM\b/i],
  ["WSO", /warrant|[óo]rdenes|\bWSO\b/i],
];

/** The first number of a sentence that is neither the program's own nor a year; null if there is none. */
export function numberIn(text: string): { value: number; end: number } | null {
  for (const found of text.replace(/287 ?\(?g\)?/gi, (all) => " ".repeat(all.length)).matchAll(/\d{1,3}(?:[.,]\d{3})+|\d+/g)) {
    const value = Number(found[0].replace(/[.,]/g, ""));
    const isYear = /^(?:19|20)\d\d$/.test(found[0]) && text.trim() !== found[0];
    const isDay = /(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? $/.test(text.slice(0, found.index)) || /^ de [a-z]+/i.test(text.slice(found.index + found[0].length));
    if (!isYear && !isDay) return { value, end: found.index + found[0].length };
  }
  return null;
}

/** When a number was so, the country first. */
export function whenSo(table: Table, number: number, unit: string, place: string, model: string): Spell[] {
  const out: Spell[] = [];
  const places = Object.keys(table.counts).sort((a, b) => (a === "US" ? -1 : b === "US" ? 1 : a < b ? -1 : 1));
  for (const where of places) {
    if (place && where !== place) continue;
    for (const [which, units] of Object.entries(table.counts[where] ?? {})) {
      if (model && which !== model) continue;
      for (const [what, runs] of Object.entries(units)) {
        if (unit && what !== unit) continue;
        runs.forEach(([at, value], n) => {
          if (value !== number) return;
          const end = (runs[n + 1]?.[0] ?? table.days.length) - 1;
          out.push({ place: where, model: which, unit: what, first: table.days[at] ?? "", last: table.days[end] ?? "" });
        });
      }
    }
  }
  return out;
}

/** Where one list shows less and the next more, or the other way: a number no list shows was passed between them. */
export function passed(table: Table, number: number, unit: string, place: string, model: string): Spell[] {
  const out: Spell[] = [];
  for (const [what, runs] of Object.entries(table.counts[place || "US"]?.[model] ?? {})) {
    if (unit && what !== unit) continue;
    runs.forEach(([at, value], n) => {
      const was = runs[n - 1]?.[1];
      if (was === undefined || (was - number) * (value - number) >= 0) return;
      out.push({ place: place || "US", model, unit: what, first: table.days[at - 1] ?? "", last: table.days[at] ?? "", between: true });
    });
  }
  return out;
}

const form = byId<HTMLFormElement>("when-form");
const said = byId<HTMLInputElement>("when-said");
const told = byId("when-told");
const body = byId<HTMLTableElement>("when-table");
if (form && said && told && body) start(form, said, told, body);

function start(form: HTMLFormElement, said: HTMLInputElement, told: HTMLElement, body: HTMLTableElement): void {
  const words = form.dataset;
  const months = (words["months"] ?? "").split(",");
  const field = (name: string): HTMLSelectElement | null => byId<HTMLSelectElement>(`when-${name}`);
  const speak = speaker(told, 800);
  let table: Promise<Table> | null = null;
  const load = (): Promise<Table> =>
    (table ??= fetch(`${root}data/counts.json`).then((answer) => answer.json() as Promise<Table>));

  const show = async (): Promise<void> => {
    const asked = said.value;
    const found = numberIn(asked);
    const rows = body.tBodies[0];
    if (!rows) return;
    rows.replaceChildren();
    body.hidden = true;
    if (!found) {
      told.textContent = asked.trim() ? (words["bad"] ?? "") : "";
      form.dataset["ready"] = asked;
      return;
    }
    let data: Table;
    try {
      data = await load();
    } catch {
      table = null;
      told.textContent = words["failed"] ?? "";
      return;
    }
    if (said.value !== asked) return; // a newer question is being answered
    const chosen = [field("unit")?.value ?? "", field("place")?.value ?? "", field("model")?.value ?? ""] as const;
    const exact = whenSo(data, found.value, ...chosen);
    const spells = exact.length ? exact : passed(data, found.value, ...chosen);
    const text = exact.length
      ? fill(words[exact.length > MOST ? "many" : "some"] ?? "", { number: count(found.value), n: MOST, all: count(exact.length) })
      : fill(words["none"] ?? "", { number: count(found.value), first: written(data.days[0] ?? "", months), last: written(data.days[data.days.length - 1] ?? "", months) });
    told.textContent = text;
    speak(text);
    for (const spell of spells.slice(0, MOST)) {
      const row = rows.insertRow();
      row.dataset["spell"] = `${spell.place} ${spell.model} ${spell.unit} ${spell.first} ${spell.last}`;
      const head = document.createElement("th");
      head.scope = "row";
      head.textContent = option("unit", spell.unit) + (spell.between ? ` (${words["between"] ?? ""})` : "");
      row.append(head);
      const place = row.insertCell();
      if (spell.place === "US") place.textContent = words["country"] ?? "";
      else {
        const link = document.createElement("a");
        link.href = `${home}state/${spell.place.toLowerCase()}/`;
        link.textContent = option("place", spell.place);
        place.append(link);
      }
      row.insertCell().textContent = spell.model ? option("model", spell.model) : (words["all_models"] ?? "");
      row.insertCell().textContent = written(spell.first, months);
      row.insertCell().textContent = written(spell.last, months);
      for (const [n, cell] of [...row.cells].entries()) if (n) cell.dataset["head"] = body.tHead?.rows[0]?.cells[n]?.textContent ?? "";
    }
    body.hidden = spells.length === 0;
    form.dataset["ready"] = asked;
  };

  function option(name: string, value: string): string {
    return [...(field(name)?.options ?? [])].find((o) => o.value === value)?.textContent ?? value;
  }

  /** Unit, place and model that a sentence names are put into the fields, where a person can change them. */
  const read = (): void => {
    const text = said.value;
    const found = numberIn(text);
    if (!found || text.trim().length < 12) return;
    const near = text.slice(found.end);
    const first = (some: [string, RegExp][], where: string): string =>
      some.map(([name, pattern]) => [name, where.search(pattern)] as const).filter(([, at]) => at >= 0).sort((a, b) => a[1] - b[1])[0]?.[0] ?? "";
    const places = [...(field("place")?.options ?? [])].filter((o) => o.value.length === 2 && o.value !== "US" && text.includes(o.textContent ?? "\0"));
    const longest = places.sort((a, b) => (b.textContent ?? "").length - (a.textContent ?? "").length)[0];
    const put = (name: string, value: string): void => {
      const select = field(name);
      if (select) select.value = value;
    };
    put("unit", first(UNITS, near) || first(UNITS, text));
    put("model", first(MODELS, near));
    put("place", longest?.value ?? "");
  };

  const names = ["unit", "place", "model"];
  const address = (): void => {
    const query = new URLSearchParams();
    if (said.value.trim()) query.set("said", said.value.trim());
    for (const name of names) if (field(name)?.value) query.set(name, field(name)?.value ?? "");
    const text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
  };
  const restore = (): void => {
    const query = new URLSearchParams(location.search);
    said.value = query.get("said") ?? "";
    for (const name of names) {
      const select = field(name);
      if (select) select.value = [...select.options].some((o) => o.value === query.get(name)) ? (query.get(name) ?? "") : "";
    }
    void show();
  };
  said.addEventListener("input", () => {
    read();
    address();
    void show();
  });
  form.addEventListener("change", (event) => {
    if (event.target !== said) {
      address();
      void show();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void show();
  });
  window.addEventListener("popstate", restore);
  form.hidden = false;
  restore();
}
