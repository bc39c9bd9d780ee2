// How a text is read: which part is a place's name, which its state, what form is said. The browser's copy of
// resolver/asking.py, resolver/states.py and key_of of resolver/areas.py.

import { distance, fold, unique } from "./fold.ts";
import type { Keys } from "./keys.ts";
import type { Parts } from "./parts.ts";

const SMALL = new Set(["of", "the", "and"]);
const LONG: Record<string, string> = { ft: "fort", mt: "mount", hts: "heights", twp: "township", cnty: "county", cty: "county" };
const HEADS_OF: Record<string, string> = { n: "north", s: "south", e: "east", w: "west", no: "north", so: "south" };
const COUNTY_FORMS = new Set(["county", "parish", "borough", "municipio", "condado", "parroquia", "co"]);
const TOWN_FORMS = new Set(["city", "town", "village", "borough", "township", "cdp", "ciudad"]);
const HEADS = new Set(["county", "parish", "borough", "municipio", "condado", "parroquia", "city", "town", "village", "township", "ciudad", "pueblo", "municipality", "villa"]);
const OF = new Set(["of", "de", "del"]);
const AGENCY = new Set(
  ("department dept departamento university universidad college patrol patrulla safety seguridad corrections correctional attorney prosecutor commission bureau " +
    "guard troopers enforcement dps doc sheriff sheriffs alguacil constable constables marshal marshals police policia pd jail carcel wildlife regional " +
    "district precinct pct").split(" "),
);
const NOISE = /\b287\s*\(?\s*g\s*\)?|[?!¿¡"“”]|,?\s+(?:usa|u\.s\.a\.?|united states|ee\.? ?uu\.?)\s*$/gi;
const ADDRESS = /^(.*[A-Za-z]{2}.*?)[\s,]+\d{5}(?:-\d{4})?$/;
const ERRORS = [[9, 3], [6, 2], [3, 1]] as const; // prettier-ignore

export type Want = "any" | "county" | "town";

export interface Named {
  readonly key: string;
  readonly want: Want;
  readonly whole: string;
}

export interface Reading {
  readonly name: string;
  readonly state: string | null;
  readonly certain: boolean;
  readonly isLead: boolean;
}

export function squeezed(text: string): string {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

/** The words of a place's name as they are compared. */
export function keyOf(text: string): string {
  let words: string[] = fold(text.replaceAll("&", " and ").replaceAll("/", " ")).match(/[a-z0-9]+/g) ?? [];
  if (words.length > 1) {
    words[0] = own(HEADS_OF, words[0] ?? "");
    words = words.map((w) => own(LONG, w));
    const kept = words.filter((w) => !SMALL.has(w));
    if (kept.length) words = kept;
  }
  return words.join(" ");
}

function own(table: Record<string, string>, word: string): string {
  return Object.hasOwn(table, word) ? (table[word] ?? word) : word;
}

/** A text without what says nothing of the place: the program's name, a country, a ZIP code after an address. */
export function cleaned(text: string): string {
  let bare = squeezed(text.replace(NOISE, " "));
  if (bare !== text) bare = bare.replace(/^(?:in|en|ice in)\s+(?=\S+\s)/i, "");
  const address = ADDRESS.exec(bare);
  if (address && !/\b(?:zip|fips|geoid|ori|postal|cp)\b/i.test(bare)) bare = (address[1] ?? "").replace(/[ ,]+$/, "");
  return bare || text;
}

/** A place's name without the form that is said with it. */
export function named(text: string): Named {
  const words = keyOf(text).split(" ").filter(Boolean);
  const whole = words.join(" ");
  const head = words[0] ?? "";
  const last = words[words.length - 1] ?? "";
  const but = (count: number): string => words.slice(0, words.length - count).join(" ");
  if (HEADS.has(head) && new RegExp(`^\\W*${head}\\s+(?:of|del?)\\b`).test(fold(text))) {
    let rest = words.slice(1);
    if (OF.has(rest[0] ?? "")) rest = rest.slice(1);
    if (rest.length) return { key: rest.join(" "), want: COUNTY_FORMS.has(head) ? "county" : "town", whole };
  }
  if (words.length > 1 && COUNTY_FORMS.has(last)) return { key: but(1), want: last === "borough" ? "any" : "county", whole };
  const two = words.slice(-2).join(" ");
  if (words.length > 2 && (two === "planning region" || two === "census area")) return { key: but(2), want: "county", whole };
  if (words.length > 1 && TOWN_FORMS.has(last)) return { key: but(1), want: "town", whole };
  return { key: whole, want: "any", whole };
}

/** Slips that a name of so many letters may have and still be shown as like it. */
export function slipsAllowed(length: number): number {
  return ERRORS.find(([least]) => length >= least)?.[1] ?? 0;
}

/** The name where the last word is the beginning of "county". */
export function begunCounty(key: string): string | null {
  const at = key.lastIndexOf(" ");
  const last = key.slice(at + 1);
  const isBegun = last.length > 2 && ["county", "condado", "parish"].some((form) => form.startsWith(last));
  return at > 0 && isBegun ? key.slice(0, at) : null;
}

const OFFICE = String.raw`(?:sheriff|alguacil|constable|marshal|police|polic[ií]a|public safety|jail|s\.?o\.?(?=\W|$)|p\.?d\.?(?=\W|$)).*`;
const IS_OFFICE = new RegExp(`^${OFFICE}$`, "i");
const AFTER_COMMA = new RegExp(String.raw`^([^,]+?)\s*,\s*([^,]+?)\s+(${OFFICE})$`, "i"); // Goshen, NY police
const COUNTY = new Set(["county", "parish", "co"]);
const OF_STATES = new Set(["state", "highway", "department", "bureau", "division", "national", "attorney", "law", "fish"]);
const IS_NAMED_FOR = /\b(?:university|college|institute|universidad)\s+(?:of|de)(?:\s+the)?$/i;
const IN = /[\s,]+(?:in|of|en|,|-|–)$/i;

export class Asking {
  private readonly folded: [string, string][];

  constructor(private readonly parts: Parts, readonly keys: Keys) {
    this.folded = parts.states.map((s) => [fold(s.name), s.postal]);
  }

  /** The postal code of a state written as code, name or an abbreviation of it. */
  readState(text: string): string | null {
    const words = (fold(text).match(/[a-z0-9]+/g) ?? []).join(" ");
    return Object.hasOwn(this.parts.written, words) ? (this.parts.written[words] ?? null) : null;
  }

  /** Text without its state, the state, and whether it can be nothing else. */
  splitState(text: string): [string, string | null, boolean] {
    const bare = text.trim();
    const marked = /^(.+?)\s*[,(]\s*([^,()]+?)\s*\)?\s*$/.exec(bare);
    const state = marked && this.readState(marked[2] ?? "");
    if (marked && state) return [marked[1] ?? "", state, true];
    const ways: [RegExp, number, number[]][] = [
      [/^([^()]+?)\s*[([]\s*([^()]+?)\s*[)\]]\s*([^()]+)$/, 2, [1, 3]],
      [/^([^:,]+?)(?:\s*[:,–—]\s*|\s+-\s+)(.+)$/, 1, [2]],
      [/^(.+?)\s*,\s*([^,]+?)\s*,\s*(.+)$/, 2, [1, 3]],
      [AFTER_COMMA, 2, [1, 3]],
    ];
    for (const [pattern, where, rest] of ways) {
      const found = pattern.exec(bare);
      const named = found && this.readState(found[where] ?? "");
      if (found && named) return [rest.map((n) => found[n]).filter(Boolean).join(" "), named, true];
    }
    const words = text.split(/\s+/).filter(Boolean);
    for (const count of [3, 2, 1]) {
      if (words.length <= count) continue;
      const named = this.readState(words.slice(-count).join(" "));
      if (named && !IS_NAMED_FOR.test(words.slice(0, -count).join(" "))) return [words.slice(0, -count).join(" ").replace(IN, ""), named, false];
    }
    const found = this.beforeOffice(words);
    return found ? [...found, false] : [text, null, false];
  }

  /** The rest and the state where a state stands between a place and its office: "Bay County Florida Sheriff". */
  private beforeOffice(words: readonly string[]): [string, string] | null {
    const office = Math.max(0, words.findIndex((_, n) => IS_OFFICE.test(words.slice(n).join(" "))));
    for (const count of [3, 2, 1]) {
      if (office <= count) continue;
      const said = words.slice(office - count, office);
      const first = said[0] ?? "";
      const bare = fold(first).replace(/^\.+|\.+$/g, "");
      const isTold = first.length > 3 || /^\p{Lu}/u.test(first) || COUNTY.has(fold(words[office - count - 1] ?? "").replace(/^[.,]+|[.,]+$/g, ""));
      const state = isTold && bare !== "co" ? this.readState(said.join(" ")) : null;
      if (state) return [[...words.slice(0, office - count), ...words.slice(office)].join(" "), state];
    }
    return null;
  }

  /** (the rest, state) where a text begins with a state's name. */
  leadingState(text: string): [string, string] | null {
    const words = text.split(/\s+/).filter(Boolean);
    for (const count of [3, 2, 1]) {
      if (words.length <= count + 1) continue;
      const state = this.readState(words.slice(0, count).join(" "));
      const head = words.slice(0, count).join("");
      if (state && (head.length > 2 || (/[A-Z]/.test(head) && head === head.toUpperCase()))) return [words.slice(count).join(" "), state];
    }
    return null;
  }

  /** The state whose own body a text names by its name at the head: "Iowa State Patrol". */
  namesItsState(text: string): string | null {
    const found = this.leadingState(text);
    if (!found || (text.endsWith(found[0]) ? text.slice(0, text.length - found[0].length) : text).trim().length < 4) return null;
    return OF_STATES.has(fold(found[0]).split(" ")[0] ?? "") ? found[1] : null;
  }

  /** Ways to part a text into a name and a state, the likeliest first. */
  readings(text: string): Reading[] {
    const [said, state, certain] = this.splitState(text);
    const bare = said.replace(/[\s,]+(?:de|del)$/i, "");
    const out: Reading[] = state ? [{ name: bare, state, certain, isLead: false }] : [];
    if (certain) return out;
    out.push({ name: text, state: null, certain: false, isLead: false });
    let lead = this.leadingState(text);
    const words = text.split(/\s+/).filter(Boolean);
    const first = !lead && words.length === 2 ? this.readState(words[0] ?? "") : null;
    if (first) lead = [words[1] ?? "", first];
    if (lead) out.push({ name: lead[0], state: lead[1], certain: false, isLead: true });
    return out;
  }

  /** (name, state) for each state that the last words of a text may be the beginning of. */
  begunStates(text: string): [string, string][] {
    const words = text.replaceAll(",", " ").split(/\s+/).filter(Boolean);
    const out: string[] = [];
    for (const count of [3, 2, 1]) {
      if (words.length <= count) continue;
      const tail = fold(words.slice(-count).join(" "));
      for (const [name, postal] of this.folded) {
        if (name.startsWith(tail) || (count === 1 && postal.toLowerCase().startsWith(tail))) out.push(`${words.slice(0, -count).join(" ")}\t${postal}`);
      }
    }
    return unique(out).map((pair) => pair.split("\t") as [string, string]);
  }

  /** (name, state) where the last words of a text are a state's name but for a slip. */
  misspeltState(text: string): [string, string] | null {
    const words = text.replaceAll(",", " ").split(/\s+/).filter(Boolean);
    for (const count of [2, 1]) {
      if (words.length <= count) continue;
      const tail = fold(words.slice(-count).join(" "));
      if (tail.length < 4) continue;
      const near = this.folded.filter(([name]) => distance(tail, name, 1) <= 1);
      if (near.length === 1) return [words.slice(0, -count).join(" "), near[0]![1]];
    }
    return null;
  }

  /** States whose name begins so. */
  statesBegun(folded: string): string[] {
    return this.folded.filter(([name]) => name.startsWith(folded)).map(([, postal]) => postal);
  }

  /** Whether a text names an office, or has a word that agencies' names have and towns' have not. */
  asksAgency(text: string): boolean {
    return (fold(text).match(/[a-z0-9]+/g) ?? []).some((w) => AGENCY.has(w)) || this.keys.saysOffice(text);
  }
}
