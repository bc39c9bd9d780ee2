// Finds places by what people type: accents, abbreviations, joined words and typing errors are allowed.
//
// Each word of the question is compared with every word that occurs in a name (some five thousand), by equality,
// beginning, or edit distance; a place's score is the weighted mean over the words of the question. Rare words weigh
// more than "county" or "police".

import type { Place } from "./places.ts";

export interface Found {
  readonly place: Place;
  readonly score: number;
}

/** Other ways to write a word: abbreviations, and the Spanish of what names are made of. */
const SAME: Record<string, readonly string[]> = {
  st: ["saint"], ste: ["sainte"], saint: ["st"], sainte: ["ste"], ft: ["fort"], mt: ["mount"], co: ["county"],
  cty: ["county"], pd: ["police"], so: ["sheriff"], sheriffs: ["sheriff"], dept: ["department"], condado: ["county"],
  alguacil: ["sheriff"], policia: ["police"], departamento: ["department"], oficina: ["office"], ciudad: ["city"],
  parroquia: ["parish"], carcel: ["jail", "corrections"], correccionales: ["corrections"], nuevo: ["new"],
  nueva: ["new"], norte: ["north"], sur: ["south"], oeste: ["west"], tejas: ["texas"], misuri: ["missouri"],
  misisipi: ["mississippi"], islas: ["islands"], virgenes: ["virgin"],
}; // prettier-ignore
/** Words that say little: they count for a place that has them, hardly against one that has not. */
const SMALL = new Set(["of", "the", "and", "de", "del", "la", "el", "los", "y", "in", "en", "estado", "state", "usa", "us"]);
const KINDS = new Set(["county", "parish", "borough", "municipio", "city", "sheriff", "office", "police", "department", "s"]);
const ENOUGH = 0.62;
/** How like two words are to one that joins them. */
const JOINED = 0.96;
/** What a word is worth that is in the name of a place's state and not in its own. */
const BY_STATE = 0.97;

export function fold(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/['’`.]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

const LONGEST = 64;
let before = new Uint8Array(LONGEST + 1);
let above = new Uint8Array(LONGEST + 1);
let here = new Uint8Array(LONGEST + 1);

/** Edit distance in which two neighbours changed over count as one error; anything above `most` is `most + 1`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST || b.length > LONGEST) return most + 1;
  for (let j = 0; j <= b.length; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    here[0] = i;
    let least = i;
    const code = a.charCodeAt(i - 1);
    for (let j = 1; j <= b.length; j++) {
      const other = b.charCodeAt(j - 1);
      let value = Math.min((above[j] ?? 0) + 1, (here[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (code === other ? 0 : 1));
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) value = Math.min(value, (before[j - 2] ?? 0) + 1);
      here[j] = value;
      if (value < least) least = value;
    }
    if (least > most) return most + 1;
    [before, above, here] = [above, here, before];
  }
  return above[b.length] ?? most + 1;
}

/** Which letters and digits a word has, one bit each: words that differ in many bits are many errors apart. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let n = 0; n < word.length; n++) bits |= 1 << word.charCodeAt(n) % 31;
  return bits;
}

function bitsIn(value: number): number {
  let count = 0;
  for (let rest = value; rest; rest &= rest - 1) count++;
  return count;
}

interface Row {
  readonly place: Place;
  readonly text: string;
  /** Words of the name, without those of its state. */
  readonly size: number;
}

function listed(lists: Map<string, number[]>, word: string): number[] {
  const list = lists.get(word) ?? [];
  lists.set(word, list);
  return list;
}

export class Search {
  private readonly rows: Row[] = [];
  private readonly words: string[] = [];
  private readonly letters: number[] = [];
  /** word -> rows that have it in their name */
  private readonly having = new Map<string, number[]>();
  /** word -> rows that have it in the name of their state only */
  private readonly placed = new Map<string, number[]>();
  private readonly weights = new Map<string, number>();
  private readonly known = new Map<string, Float64Array>();

  constructor(places: readonly Place[]) {
    for (const place of places) {
      const at = this.rows.length;
      const name = fold(place.name).replace(/\bsheriffs\b/g, "sheriff");
      const words = name.split(" ");
      this.rows.push({ place, text: name, size: words.length });
      const all = new Set(words);
      if (place.kind === "county") all.add(place.where.slice(7, 12)); // its FIPS code
      for (let n = 0; n + 1 < words.length; n++) {
        const pair = `${words[n] ?? ""}${words[n + 1] ?? ""}`;
        if (!KINDS.has(words[n + 1] ?? "")) all.add(pair);
      }
      for (const word of all) listed(this.having, word).push(at);
      for (const word of new Set([...fold(place.stateName).split(" "), place.state.toLowerCase()])) {
        if (!all.has(word)) listed(this.placed, word).push(at);
      }
    }
    this.words = [...new Set([...this.having.keys(), ...this.placed.keys()])];
    this.letters = this.words.map(lettersOf);
    for (const word of this.words) {
      const many = (this.having.get(word)?.length ?? 0) + (this.placed.get(word)?.length ?? 0);
      this.weights.set(word, Math.log(1 + this.rows.length / many));
    }
  }

  /** The best places for a question, best first; none if nothing is like it. */
  find(question: string, most = 8): Found[] {
    const text = fold(question);
    if (text.length < 2) return [];
    const asked = text.split(" ").slice(0, 10);
    const scores = new Float64Array(this.rows.length);
    let total = 0;
    const common = Math.log(1 + this.rows.length / 2);
    asked.forEach((word, n) => {
      const last = n === asked.length - 1;
      const near = this.near(word, last);
      const joined = this.joined(asked[n - 1], word, asked[n + 1]);
      let weight = SMALL.has(word) ? 0.3 : Math.min(this.weights.get(word) ?? common, common);
      if (last && word.length < 3) weight = Math.min(weight, 2);
      total += weight;
      for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) + weight * (near[at] ?? 0);
      for (const at of joined) scores[at] = (scores[at] ?? 0) + weight * Math.max(JOINED - (near[at] ?? 0), 0);
    });
    const found: Found[] = [];
    this.rows.forEach((row, at) => {
      const mean = (scores[at] ?? 0) / total;
      if (mean < ENOUGH) return;
      let score = mean - 0.012 * Math.max(row.size - asked.length, 0);
      if (row.text === text) score += 0.1;
      else if (row.text.startsWith(text)) score += 0.05;
      if (row.place.kind === "state") score += row.size <= asked.length || row.text.startsWith(text) ? 0.06 : -0.02;
      else if (row.place.kind === "county") score += 0.03;
      else if (row.place.standing === "gone") score -= 0.05;
      else if (row.place.standing === "pending") score -= 0.02;
      found.push({ place: row.place, score });
    });
    found.sort((a, b) => b.score - a.score || (a.place.label < b.place.label ? -1 : 1));
    return found.slice(0, most);
  }

  /** Of every row, how like this word its likest word is. Kept: the words before the one being typed stay. */
  private near(word: string, unfinished: boolean): Float64Array {
    const key = unfinished ? `${word}*` : word;
    const kept = this.known.get(key);
    if (kept) return kept;
    const out = new Float64Array(this.rows.length);
    const put = (name: string, score: number): void => {
      for (const at of this.having.get(name) ?? []) if ((out[at] ?? 0) < score) out[at] = score;
      for (const at of this.placed.get(name) ?? []) if ((out[at] ?? 0) < score * BY_STATE) out[at] = score * BY_STATE;
    };
    put(word, 1);
    for (const other of SAME[word] ?? []) put(other, 0.98);
    const errors = /\d/.test(word) ? 0 : word.length >= 7 ? 2 : word.length >= 4 ? 1 : 0;
    const letters = lettersOf(word);
    this.words.forEach((name, n) => {
      if (name === word) return;
      if (word.length >= 2 && name.startsWith(word)) {
        put(name, unfinished ? 0.94 - 0.005 * (name.length - word.length) : 0.8);
        return;
      }
      if (!errors || name.length < 4) return;
      const score = this.misspelt(word, name, errors, unfinished, letters, this.letters[n] ?? 0);
      if (score) put(name, name.charCodeAt(0) === word.charCodeAt(0) ? score : score - 0.06);
    });
    if (this.known.size > 60) this.known.clear();
    this.known.set(key, out);
    return out;
  }

  /** How like a word is to a name it may be a typing error of, whole or begun; 0 if it is none. */
  private misspelt(word: string, name: string, errors: number, unfinished: boolean, letters: number, others: number): number {
    if (Math.abs(word.length - name.length) <= errors && bitsIn(letters ^ others) <= 2 * errors) {
      const off = distance(word, name, errors);
      if (off <= errors) return 0.9 - 0.13 * off;
    }
    const begun = unfinished && word.length >= 5 && name.length > word.length && bitsIn(letters & ~others) <= 1;
    return begun && distance(word, name.slice(0, word.length), 1) <= 1 ? 0.68 : 0;
  }

  /** Rows in which this word and a neighbour are written as one: "de kalb" for DeKalb. */
  private joined(before: string | undefined, word: string, after: string | undefined): readonly number[] {
    return [before && before + word, after && word + after].flatMap((pair) => (pair ? (this.having.get(pair) ?? []) : []));
  }
}
