// The laws page on any day: repaints the map, the counts and the table from data/laws.json, the day in the address.

import { byId, fill, root, speaker, written } from "./page.ts";

/** From, to, posture, key of the words for its certainty, ids of laws: see site/law_days.py. */
type Spell = [string | null, string | null, string, string, string[]];

interface Law {
  bill: string;
  effective: string | null;
  source: string;
  url: string;
  confidence: string;
  /** The best kind of source that was read. */
  basis: string;
  /** No source was read for its first day. */
  assumed: boolean;
}

interface Laws {
  /** Certainties that the map marks. */
  unsure: string[];
  laws: Record<string, Law>;
  states: Record<string, Spell[]>;
}

const form = byId<HTMLFormElement>("law-form");
const field = byId<HTMLInputElement>("law-day");
const table = byId("law-table");
const when = byId("law-when");
if (form && field && table && when) {
  fetch(`${root}data/laws.json`)
    .then((answer) => answer.json() as Promise<Laws>)
    .then((data) => start(data, form, field, table, when))
    .catch(() => undefined); // the page stands as it was printed
}

/** The spell a day falls in: days in ISO form compare as text. */
export function spellOn(spells: readonly Spell[], day: string): Spell | undefined {
  return spells.find(([from, to]) => (from === null || from <= day) && (to === null || day < to));
}

function start(data: Laws, form: HTMLFormElement, field: HTMLInputElement, table: HTMLElement, when: HTMLElement): void {
  const words = table.dataset;
  const months = (when.dataset["months"] ?? "").split(",");
  const error = byId("law-day-error");
  const say = speaker(when, 600);
  const today = byId("law-today")?.dataset["day"] ?? field.value;
  const names = new Map<string, string>();

  const show = (day: string): void => {
    const counts = new Map<string, number>();
    for (const [state, spells] of Object.entries(data.states)) {
      const spell = spellOn(spells, day);
      if (!spell) continue;
      const [, , posture, certainty, ids] = spell;
      counts.set(posture, (counts.get(posture) ?? 0) + 1);
      tile(state, posture, data.unsure.includes(certainty), certainty === "law_in_part");
      line(state, posture, certainty, ids);
    }
    document.querySelectorAll<HTMLElement>("#law-legend .count").forEach((n) => {
      n.textContent = String(counts.get(n.id.slice(2)) ?? 0);
    });
    when.textContent = fill(when.dataset["text"] ?? "", { day: written(day, months) });
    say(`${when.textContent}: ${[...counts].map(([p, n]) => `${n} ${words[p] ?? p}`).join(", ")}`);
  };

  const tile = (state: string, posture: string, unsure: boolean, stayed: boolean): void => {
    const a = byId<SVGAElement>(`s-${state}`);
    a?.setAttribute("class", `tile ${posture}${unsure ? " unsure" : ""}${stayed ? " stayed" : ""}`);
    a?.setAttribute("aria-label", `${nameOf(state)}: ${words[posture] ?? posture}`);
  };

  const nameOf = (state: string): string => {
    const kept = names.get(state) ?? document.querySelector(`#r-${state} th`)?.textContent ?? state;
    names.set(state, kept);
    return kept;
  };

  const line = (state: string, posture: string, certainty: string, ids: readonly string[]): void => {
    const [does, bill, effective, source] = document.querySelectorAll<HTMLElement>(`#r-${state} td`);
    if (!does || !bill || !effective || !source) return;
    const found = ids.flatMap((id) => data.laws[id] ?? []);
    const first = found[0];
    does.textContent = (words[posture] ?? posture) + (certainty ? ` (${words[certainty] ?? certainty})` : "");
    bill.textContent = found.map((law) => law.bill).join("; ");
    effective.textContent = first ? partial(first.effective) + (first.assumed ? ` (${words["assumed"] ?? ""})` : "") : "";
    source.replaceChildren();
    if (!first) return;
    const place = document.createElement(first.url.startsWith("https://") ? "a" : "span");
    place.lang = "en";
    place.textContent = first.source;
    if (place instanceof HTMLAnchorElement) {
      place.href = first.url;
      place.rel = "external noreferrer";
    }
    source.append(place, ` (${words[first.confidence] ?? ""}; ${words[first.basis] ?? ""})`);
  };

  /** A day as far as its source gives it: a month, a year or a time between two stays one. */
  const partial = (text: string | null): string => (text === null ? (words["unknown"] ?? "") : /^\d{4}-\d\d-\d\d$/.test(text) ? written(text, months) : text.replace("/", "–"));

  const pick = (day: string): void => {
    const good = /^\d{4}-\d\d-\d\d$/.test(day) && day >= field.min && day <= field.max;
    if (error) error.textContent = good ? "" : (error.dataset["text"] ?? "");
    field.setAttribute("aria-invalid", String(!good));
    if (!good) return;
    history.replaceState(null, "", day === today ? location.pathname + location.search : `#${day}`);
    show(day);
  };

  const fromAddress = (): void => {
    const day = location.hash.slice(1);
    const given = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) ? day : today;
    field.value = given;
    if (given !== today || shownOther) pick(given);
  };
  let shownOther = false;

  field.addEventListener("change", () => {
    shownOther = true;
    pick(field.value);
  });
  byId("law-today")?.addEventListener("click", () => {
    field.value = today;
    pick(today);
  });
  window.addEventListener("hashchange", fromAddress);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    pick(field.value);
  });
  form.hidden = false;
  fromAddress();
  shownOther = true;
}
