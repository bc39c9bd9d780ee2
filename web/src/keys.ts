// What a name says: the office, the place's words, its form, its number. The browser's copy of resolver/keys.py and of
// what of registry/words.py and registry/numerals.py it uses; the words themselves come from the index.

import { distance, fold } from "./fold.ts";
import { Institutions } from "./institutions.ts";
import type { NameKey, Parts } from "./parts.ts";

const ROMAN: Record<string, string> = { i: "1", ii: "2", iii: "3", iv: "4", v: "5", vi: "6", vii: "7", viii: "8", ix: "9", x: "10" };
const VALUES: Record<string, number> = { "": 0, i: 1, ii: 2, iii: 3, iv: 4, v: 5, vi: 6, vii: 7, viii: 8, ix: 9 };
const NUMBERED = new Set(["precinct", "district", "ward", "circuit", "place", "no", "number", "constables", "troop"]);
const COUNTED = new Set(["precinct", "district", "ward", "circuit", "no", "number", "place", "zone", "troop", "unit", "region"]);
const AFTER_COUNTED = new Set([...COUNTED, "constables", "marshals"]);
const BEFORE_COUNTED = new Set(["precinct", "district", "ward", "circuit", "judicial", "place", "zone"]);
const JAIL = new Set(["jail", "detention", "corrections", "correctional", "prison", "penitentiary"]);
const FORMS = ["city", "town", "village", "borough", "township"];
const TOWN_STATES = new Set(["NY", "WI"]);
const COMPASS: Record<string, string> = { n: "north", s: "south", e: "east", w: "west", no: "north" };
const SPANISH = /\b(?:alguacil|condado|policia|departamento|comisaria|oficina)\b/;
const OF_THE = /\b(alguacil|condado|polic[ií]a|departamento|comisar[ií]a|oficina|sheriff)\s+del?\s+(?:el\s+)?/gi;
const SAID = /^(.+?)\s*[,(]\s*([^,()]+?)\s+(?:county|co\.?|parish)\s*\)?\s*((?:p\.?d\.?|police\b.*)?)$/i;
const BETWEEN = /^([^(]+?)\s*\(\s*([^(),]+?)\s+(?:county|co\.?|parish)\s*\)\s*([^)]+)$/i;
const ROLES = new Set(["county", "parish", "sheriffs", "police", "department", "office", "constables", "marshals", "public", "safety"]);
const OFFICES = new Set([...JAIL, "sheriffs", "police", "constables", "marshals", "marshal"]);
export const MUNICIPAL = new Set(["police", "public_safety", "marshal"]);

/** Whether a municipal form makes another body than the bare name: a township, a tribe, a town of NY or WI. */
export function isApart(state: string, form: string): boolean {
  return form === "township" || form === "tribe" || (form === "town" && TOWN_STATES.has(state));
}

export class Keys {
  private readonly roles: string[];
  private readonly roleSet: Set<string>;
  private readonly right: Set<string>;
  private readonly filler: Set<string>;
  private readonly railways: Set<string>;
  private readonly tags: Set<string>;
  private readonly stateWords = new Map<string, string[]>();
  private readonly setRightKept = new Map<string, string>();
  private readonly kept = new Map<string, NameKey>();
  private readonly institutions: Institutions;

  constructor(private readonly parts: Parts) {
    const w = parts.words;
    this.institutions = new Institutions(parts);
    this.roleSet = new Set(w.roles);
    this.roles = [...w.roles, ...w.singular].filter((role) => role.length >= 5);
    this.right = new Set(w.right);
    this.filler = new Set(w.filler);
    this.railways = new Set(w.railways);
    this.tags = new Set(parts.states.map((s) => s.postal.toLowerCase()));
    for (const s of parts.states) this.stateWords.set(s.postal, fold(s.name).split(" "));
  }

  /** The name without the county that is said after a comma or in brackets, and that county's FIPS. */
  countySaid(state: string, text: string): [string, string | null] {
    const said = SAID.exec(text.trim()) ?? BETWEEN.exec(text.trim());
    if (!said) return [text, null];
    const fips = this.parts.countySaid(state, fold(said[2] ?? ""));
    const rest = `${said[1] ?? ""} ${said[3] ?? ""}`.trim();
    return fips && this.nameKey(state, rest).base ? [rest, fips] : [text, null];
  }

  /** Lower-case words and commas, abbreviations spelt out, role words set right, numbers in digits. */
  private wordsOf(text: string): string[] {
    const plain = text.replace(/\(\s*addendum\s*\)/gi, " ").replace(/\b([A-Z])\.(?=[A-Z]\.)/g, "$1");
    const folded = fold(plain.replaceAll("&", " and ").replaceAll("/", " , ").replaceAll(":", " , "));
    const raw: string[] = folded.match(/[a-z0-9]+|,/g) ?? [];
    for (const [letters, joined] of Object.entries(this.parts.words.letters)) {
      const split = letters.split(" ");
      if (raw.length > split.length && raw.slice(-split.length).join(" ") === letters) raw.splice(-split.length, split.length, joined);
    }
    return this.inDigits(raw.flatMap((word, n) => this.speltOut(raw, n, word).split(" ")));
  }

  private speltOut(raw: string[], n: number, word: string): string {
    if (word === "so") return n && raw.slice(n + 1).every((w) => w === "," || this.tags.has(w)) ? "sheriffs office" : "south";
    const next = raw[1] ?? "";
    const direction = this.parts.words.directions[word];
    if (n === 0 && direction && /^[a-z]+$/.test(next) && next.length > 2) return direction;
    if (n && (word === "co" || word === "cty") && raw[n - 1] !== "," && !raw.some((w) => this.railways.has(w))) return "county";
    const known = own(this.parts.words.words, word) ?? word;
    return known === word && !this.roleSet.has(word) ? this.setRight(word) : known;
  }

  private setRight(word: string): string {
    const kept = this.setRightKept.get(word);
    if (kept !== undefined) return kept;
    const found = this.rightOf(word);
    if (this.setRightKept.size > 5000) this.setRightKept.clear();
    this.setRightKept.set(word, found);
    return found;
  }

  private rightOf(word: string): string {
    if (word === "councty") return "county";
    if (word.length < 5 || word === "country" || word === "patrol" || word === "districts") return word;
    if (word.endsWith("s") && this.roleSet.has(word.slice(0, -1))) return word.slice(0, -1);
    for (const role of this.roles) {
      if (Math.abs(role.length - word.length) > 2) continue;
      const limit = Math.min(role.length, word.length) >= 8 && word[0] === role[0] ? 2 : 1;
      if (distance(word, role, limit) <= limit) return this.right.has(word) ? word : (own(this.parts.words.words, role) ?? role);
    }
    return word;
  }

  private inDigits(words: string[]): string[] {
    const { ordinals, cardinals } = this.parts.words;
    const spelt = (some: string[]): [number, number] => {
      const first = some[0] ?? "";
      const tens = own(cardinals, first) ?? 0;
      if (tens >= 20 && some.length > 1) {
        const unit = own(ordinals, some[1] ?? "") || own(cardinals, some[1] ?? "") || 0;
        if (unit > 0 && unit < 10) return [tens + unit, 2];
      }
      const value = own(ordinals, first) || tens;
      return value ? [value, 1] : [0, 0];
    };
    const out: string[] = [];
    let i = 0;
    while (i < words.length) {
      const word = words[i] ?? "";
      const previous = out[out.length - 1] ?? "";
      let [value, taken] = spelt(words.slice(i));
      let after: string;
      let isCounted: boolean;
      if (value) {
        after = words[i + taken] ?? "";
        isCounted = AFTER_COUNTED.has(previous) || BEFORE_COUNTED.has(after);
      } else {
        value = roman(word);
        taken = 1;
        after = words[i + 1] ?? "";
        isCounted = AFTER_COUNTED.has(previous) || (word !== "i" && BEFORE_COUNTED.has(after));
      }
      if (/^\d+$/.test(word) && words[i + 1] === "judicial") {
        value = parseInt(word, 10);
        taken = 1;
        isCounted = true;
      }
      const isRank = Boolean(value) && (own(ordinals, words[i + taken - 1] ?? "") !== undefined || after === "judicial");
      out.push(value && isCounted ? (isRank ? rank(value) : String(value)) : word);
      i += value && isCounted ? taken : 1;
    }
    return out;
  }

  private words(text: string): string[] {
    let plain = text.replace(/\(\s*[A-Z]{3,6}\s*\)/g, " ");
    if (SPANISH.test(fold(plain))) plain = plain.replace(OF_THE, "$1 ");
    plain = plain.replaceAll("Police Department County Sheriff's Office", "County Police Department").replace(/\bcharter township\b/gi, "township");
    const words = this.wordsOf(plain.replace(/\bCo\.?(?=\s)/g, "County"));
    return words.flatMap((word) => (own(this.parts.words.short, word) ?? word).split(" ")).filter((w) => w !== ",");
  }

  private numberOf(words: string[]): [string[], string] {
    const kept: string[] = [];
    const numbers: string[] = [];
    words.forEach((word, i) => {
      const previous = words[i - 1] ?? "";
      const after = words[i + 1] ?? "";
      let number = /^(?:pct|precinct|district)?0*(\d+)(?:st|nd|rd|th)?$/.exec(word)?.[1] ?? "";
      if (!number && (NUMBERED.has(previous) || NUMBERED.has(after) || after === "judicial")) {
        const { ordinals, cardinals } = this.parts.words;
        const said = own(cardinals, word) ?? own(ordinals, word);
        number = said !== undefined ? String(said) : NUMBERED.has(previous) ? (ROMAN[word] ?? "") : "";
      }
      if (number) numbers.push(previous === "place" ? `p${number}` : number);
      else kept.push(word);
    });
    return [kept, numbers.join("-")];
  }

  /** The words of a name without those of offices, to compare letters by. */
  looseWords(text: string): string {
    return this.words(text).filter((w) => !ROLES.has(w)).join(" ");
  }

  /** Whether a text names an office of law enforcement, and not a place alone. */
  saysOffice(text: string): boolean {
    const bare = text.replaceAll(",", " ").replace(/[ )]+$/, "");
    const at = bare.lastIndexOf(" ");
    return [...this.words(at < 0 ? "" : bare.slice(0, at)), ...this.words(text)].some((w) => OFFICES.has(w));
  }

  /** The key of a name in a state. */
  nameKey(state: string, text: string): NameKey {
    const at = `${state} ${text}`;
    const kept = this.kept.get(at);
    if (kept) return kept;
    const found = this.keyOf(state, text);
    if (this.kept.size > 2000) this.kept.clear();
    this.kept.set(at, found);
    return found;
  }

  private keyOf(state: string, text: string): NameKey {
    let [words, number] = this.numberOf(this.words(text));
    const compass = COMPASS[words[0] ?? ""];
    if (words.length > 2 && compass) words = [compass, ...words.slice(1)];
    if (words[1] === "city" && this.parts.words.forms[state]?.includes(words[0] ?? "")) words = [...(this.stateWords.get(state) ?? []), ...words.slice(1)]; // Okla. City
    if (words.includes("police") && words.includes("chief")) words = words.filter((w) => w !== "chief"); // Police Chief of Boca Raton
    if (state === "MP" && words[0] === "cnmi") words = words.slice(1);
    let kept = words.filter((w) => !this.filler.has(w));
    const said = new Set(kept);
    const isJail = kept.some((w) => JAIL.has(w));
    const key = (role: string, base: string[], form = ""): NameKey => ({ role, base: base.join(" "), form, number });
    if (said.has("sheriffs") && !isJail) {
      const base = kept.filter((w) => !["sheriffs", "county", "parish", "city", "police"].includes(w));
      const form = said.has("county") || said.has("parish") ? "county" : said.has("city") ? "city" : "";
      return key("sheriff", [this.formerName(state, base)], form);
    }
    if (isJail) {
      kept = this.withoutOwnState(state, kept);
      const base = new Set(kept);
      for (const w of ["facility", "center", "parish", "county"]) base.delete(w);
      return key("jail", [...base].sort());
    }
    if (said.has("constables")) return key("constable", kept.filter((w) => !NUMBERED.has(w) && w !== "county" && w !== "constables"));
    const found = this.institutions.of(state, words);
    if (found) return key(...found);
    const rest = this.withoutOwnState(state, kept);
    if (rest.length < kept.length && !said.has("police")) {
      kept = rest;
      words = rest;
    }
    if (kept.join(" ") === "public safety") return key("public_safety", ["state"]);
    if (said.has("police")) return this.town(state, "police", words.filter((w) => w !== "police"), number);
    if (said.has("marshals")) return this.town(state, "marshal", words.filter((w) => w !== "marshals"), number);
    const last = kept[kept.length - 1] ?? "";
    if (hasInRow(kept, "public", "safety") && kept.indexOf("public") > 0 && (last === "safety" || last === "security")) {
      const town = words.slice(0, words.indexOf("public")).filter((w) => w !== "division" && w !== "bureau");
      return this.town(state, "public_safety", town, number);
    }
    if (kept.length === 1 && (last === "county" || last === "parish")) return key("sheriff", [], "county");
    if (kept.length > 1 && (last === "county" || last === "parish")) return key("sheriff", [this.formerName(state, kept.slice(0, -1))], "county");
    if (kept.length > 1 && kept[0] === "county") return key("sheriff", [this.formerName(state, kept.slice(1))], "county");
    return kept.length <= 5 ? this.town(state, "", words, number) : key("", kept);
  }

  private formerName(state: string, base: string[]): string {
    const text = base.join(" ");
    return this.parts.former[`${state} ${text}`] ?? text;
  }

  private withoutOwnState(state: string, words: string[]): string[] {
    const name = this.stateWords.get(state) ?? [];
    const rest = words.slice(name.length);
    const isOwn = words.slice(0, name.length).join(" ") === name.join(" ");
    return isOwn && rest.length && rest[0] !== "city" && rest[0] !== "county" ? rest : words;
  }

  private isWhole(state: string, words: string[]): boolean {
    return this.parts.whole.get(state)?.has(words.join(" ")) ?? false;
  }

  private town(state: string, role: string, words: string[], number: string): NameKey {
    let form = "";
    let body = words;
    while (body.length > 2 && ["department", "office", "of"].includes(body[0] ?? "")) body = body.slice(1);
    if (body.length > 2 && FORMS.includes(body[0] ?? "") && body[1] === "of") {
      form = body[0] ?? "";
      body = body.slice(2);
    }
    let kept = body.filter((w) => !this.filler.has(w));
    if (kept[1] === "state" || kept.includes("highway")) kept = this.withoutOwnState(state, kept);
    const last = kept[kept.length - 1] ?? "";
    if (!form && kept.length > 1 && FORMS.includes(last)) {
      if (last === "township" || !this.isWhole(state, kept)) {
        form = last;
        kept = kept.slice(0, -1);
      }
    } else if (form && last === form && kept.length > 1 && !this.isWhole(state, kept)) kept = kept.slice(0, -1);
    if (TOWN_STATES.has(state) && form === "township") form = "town";
    return { role, base: kept.join(" "), form, number };
  }
}

function own<T>(table: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function hasInRow(words: string[], first: string, second: string): boolean {
  return words.some((w, n) => w === first && words[n + 1] === second);
}

function roman(word: string): number {
  const match = /^(x{0,3})(ix|iv|v?i{0,3})$/.exec(word);
  return match && word ? 10 * (match[1] ?? "").length + (VALUES[match[2] ?? ""] ?? 0) : 0;
}

function rank(value: number): string {
  const last = ({ 1: "st", 2: "nd", 3: "rd" } as Record<number, string>)[value % 10] ?? "th";
  return `${value}${Math.floor(value / 10) % 10 === 1 ? "th" : last}`;
}
