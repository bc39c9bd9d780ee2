// Resolves what names an agency: one body, several, or those like it. The browser's copy of resolver/resolve.py,
// resolver/suggestions.py and the part of resolver/codes.py that is about ids and ORIs.

import type { Asking } from "./reading.ts";
import { compare, distance, lettered, lettersOf, mayBe, similarity, unique } from "./fold.ts";
import type { Lettered } from "./fold.ts";
import { isApart } from "./keys.ts";
import type { Keys } from "./keys.ts";
import { bears, initialsIn } from "./institutions.ts";
import { InEnglish } from "./spanish.ts";
import { byRank } from "./parts.ts";
import type { Body, NameKey, Parts } from "./parts.ts";

export const SHOWN = 8;
const MANY = 10;
const LIKE = 0.75;
const FEW = 0.8;
const STATES = 12;
const PLAIN = new Set(
  "city town village borough township county north south east west new beach park state highway lake".split(" "),
);

export type Answer = { readonly how: "exact" | "several" | "near"; readonly bodies: Body[] };

const NONE: ReadonlySet<string> = new Set();

export class Resolver {
  private readonly inEnglish: InEnglish;
  private readonly campusesOf = new Map<string, ReadonlySet<string>>();

  constructor(private readonly parts: Parts, private readonly keys: Keys, private readonly asking: Asking) {
    this.inEnglish = new InEnglish(parts.words.spanish, asking);
  }

  /** What bears the name or its initials; what is like it where nothing does. */
  resolve(question: string): Answer | null {
    const text = this.inEnglish.of(question);
    if (this.asking.readState(text)) return null;
    const called = this.called(text) ?? this.byInitials(text);
    if (called) return called;
    const near = this.nearOf(text);
    return near.length ? { how: "near", bodies: near } : null;
  }

  /** What bears this very name, in any reading of it. */
  called(text: string): Answer | null {
    const found = new Set<Body>();
    for (const [name, state] of this.readings(text)) {
      for (const one of state ? [state] : this.statesNaming(name)) for (const body of this.calledIn(name, one)) found.add(body);
    }
    const bodies = [...found].sort(byRank);
    if (bodies.length === 1) return this.sure(bodies[0]!);
    return bodies.length ? { how: "several", bodies } : null;
  }

  /** The body of a code: our id, or an ORI. Null if the text is no code of a body's. */
  byCode(code: string): Answer | null {
    if (/^[a-z]{2}-[a-z0-9-]+$/.test(code)) {
      const state = code.slice(0, 2).toUpperCase();
      if (!this.parts.states.some((s) => s.postal === state)) return null;
      const id = this.parts.moved(state, code);
      const body = this.parts.bodiesOf(id.slice(0, 2).toUpperCase()).find((b) => b.agency === id);
      return body ? { how: "exact", bodies: [body] } : null;
    }
    if (!/^(?=.*\d)[A-Za-z]{2}[A-Za-z0-9]{5}(?:[A-Za-z0-9]{2})?$/.test(code)) return null;
    const ori = code.toUpperCase().padEnd(9, "0");
    const prefix = this.parts.oriPrefixes[ori.slice(0, 2)] ?? ori.slice(0, 2);
    if (!this.parts.states.some((s) => s.postal === prefix)) return null;
    const bodies = this.parts.bodiesOf(prefix).filter((b) => b.ori === ori);
    return bodies.length ? { how: bodies.length === 1 ? "exact" : "several", bodies } : null;
  }

  private byInitials(text: string): Answer | null {
    for (const [name, where] of this.readings(text)) {
      const [initials, rest] = initialsIn(name);
      if (!initials || !(rest || where)) continue;
      const found = new Set<Body>();
      for (const one of where ? [where] : this.statesNaming(rest)) {
        const place = rest ? this.keys.nameKey(one, rest).base : "";
        for (const body of this.parts.bodiesOf(one)) {
          if (!body.byCode && body.keys.some((k) => bears(initials, k) && (!place || place === k.base))) found.add(body);
        }
      }
      const bodies = [...found].sort(byRank);
      if (bodies.length === 1 && rest && where) return this.sure(bodies[0]!);
      if (bodies.length) return { how: "near", bodies: bodies.slice(0, SHOWN) };
    }
    return null;
  }

  private sure(body: Body): Answer {
    const here = this.parts.bodiesOf(body.state);
    const others = body.beside.flatMap((n) => here[n] ?? []);
    return others.length ? { how: "near", bodies: [body, ...others] } : { how: "exact", bodies: [body] };
  }

  private readings(text: string): [string, string | null][] {
    const [bare, state, certain] = this.asking.splitState(text);
    const out: [string, string | null][] = state ? [[bare, state]] : [];
    if (!(state && certain)) {
      out.push([text, null]);
      const lead = this.asking.leadingState(text);
      if (lead && this.keys.nameKey(lead[1], lead[0]).base) out.push(lead);
    }
    return out;
  }

  private statesNaming(text: string): string[] {
    return this.parts.states.map((s) => s.postal).filter((state) => {
      const base = this.keys.nameKey(state, this.keys.countySaid(state, text)[0]).base;
      return base && (this.parts.isBase(state, base) || this.campusStates(base).has(state));
    });
  }

  /** States with a university of several campuses that is called so. */
  private campusStates(base: string): ReadonlySet<string> {
    const { campus } = this.parts.words.institutions;
    if (!base.split(" ").some((w) => campus.includes(w))) return NONE;
    const kept = this.campusesOf.get(base);
    if (kept) return kept;
    const found = new Set(this.parts.bases().filter(([held]) => held.startsWith(`${base} `)).flatMap(([, states]) => states));
    if (this.parts.bases().length) this.campusesOf.set(base, found);
    return found;
  }

  private calledIn(text: string, state: string): Body[] {
    const [name, county] = this.keys.countySaid(state, text);
    const asked = this.keys.nameKey(state, name);
    if (!asked.base) return [];
    const here = this.parts.bodiesOf(state).filter((b) => !b.byCode && !(county && b.counties.length && !b.counties.includes(county)));
    for (const spaced of [true, false]) {
      const same: Body[] = [];
      let fitting: Body[] = [];
      for (const body of here) {
        const kept = body.keys.filter((k) => says(asked, k, spaced));
        if (kept.some((k) => k.form === asked.form)) same.push(body);
        else if (kept.some((k) => !(asked.form && (k.form || isApart(state, asked.form))))) fitting.push(body);
      }
      if (fitting.length === 1 && fitting[0]!.keys.every((k) => !asked.form && k.isOther)) fitting = [];
      let called = same.length ? same : fitting;
      if (!called.some((b) => b.agency)) called = [...called, ...(called.length ? campuses(asked, here).filter((b) => !called.includes(b)) : [])];
      if (called.length) return [...called, ...ofCounty(asked, here, Math.max(...called.map((b) => b.people)))];
    }
    return campuses(asked, here);
  }

  private nearOf(text: string): Body[] {
    const all = this.readings(text);
    const own = this.asking.namesItsState(text);
    for (const [name, state] of [...all.filter((r) => r[1]), ...all.filter((r) => !r[1])]) {
      if (own && state !== own) continue;
      const near = this.near(name, state);
      if (near.length) return near;
    }
    return [];
  }

  private near(text: string, state: string | null): Body[] {
    const ranked: [number, Body][] = [];
    for (const one of state ? [state] : this.statesNear(text)) {
      const asked = this.asked(one, text);
      for (const body of this.parts.bodiesOf(one)) {
        if (body.byCode) continue;
        const score = asked.like(body.keys);
        if (score) ranked.push([Number(score.toFixed(2)), body]);
      }
    }
    ranked.sort((a, b) => b[0] - a[0] || byRank(a[1], b[1]));
    return ranked.slice(0, SHOWN).map((r) => r[1]);
  }

  private asked(state: string, text: string) {
    const [bare] = this.keys.countySaid(state, text);
    const key = this.keys.nameKey(state, bare);
    const words = key.base ? unique([key.base, `${key.base} ${key.form}`.trim(), this.keys.looseWords(bare)]).filter(Boolean).map(lettered) : [];
    const kept = new Map<string, number>();
    return {
      key,
      words,
      like: (held: readonly NameKey[]): number => {
        let most = 0;
        for (const k of held) most = Math.max(most, likeOf(key, words, k, kept));
        return most;
      },
    };
  }

  /** The states whose index has names like this one, nearest first; of an office without a place, the greatest. */
  private statesNear(text: string): readonly string[] {
    const { key, words } = this.asked("TX", text);
    if (!words.length) return key.role ? this.parts.greatest(key.role) : [];
    const found = new Map<string, number>();
    const bits = this.parts.basesBits();
    const put = (state: string, score: number): void => void found.set(state, Math.max(found.get(state) ?? 0, score));
    const table = this.parts.bases();
    for (const word of words) {
      const near: [number, readonly string[]][] = [];
      table.forEach(([base, states], n) => {
        const score = similarity(word, base, bits[n]!, LIKE);
        if (score > 0) near.push([score, states]);
      });
      near.sort((a, b) => b[0] - a[0]);
      for (const [score, states] of near.slice(0, 40)) for (const state of states) put(state, score);
    }
    if (!found.size) { // none is like it by letters
      table.forEach(([base, states], n) => {
        let like = 0;
        for (const word of words) like = Math.max(like, (word.name.length > 3 ? partOf : letters)(word, base, bits[n]!));
        if (like) for (const state of states) put(state, like);
      });
    }
    return [...found].sort((a, b) => b[1] - a[1] || compare(a[0], b[0])).slice(0, STATES).map(([state]) => state);
  }
}

function says(asked: NameKey, held: NameKey, spaced: boolean): boolean {
  const isSame = spaced ? asked.base === held.base : asked.base.replaceAll(" ", "") === held.base.replaceAll(" ", "");
  const isOffice = asked.role === held.role || (!asked.role && held.role !== "school" && held.role !== "tribe");
  return isSame && asked.number === held.number && isOffice;
}

/** Campuses of the university that is named without one: each may be meant, and none before the others. */
function campuses(asked: NameKey, here: readonly Body[]): Body[] {
  if (asked.role !== "campus") return [];
  return here.filter((b) => b.keys.some((k) => k.role === "campus" && k.base.startsWith(`${asked.base} `)));
}

/** A county's police that a bare name may mean rather than the town's. */
function ofCounty(asked: NameKey, here: readonly Body[], people: number): Body[] {
  if (asked.role !== "police" || asked.form || asked.base.endsWith(" county")) return [];
  const whole = (k: NameKey): boolean => k.role === asked.role && k.base === `${asked.base} county` && !k.form && k.number === asked.number;
  return here.filter((b) => b.people > MANY * people && b.keys.some(whole));
}

function likeOf(asked: NameKey, words: readonly Lettered[], held: NameKey, kept: Map<string, number>): number {
  const office = asked.role === held.role ? 0.2 : asked.role ? 0 : 0.1;
  if (!asked.base) return asked.role && asked.role === held.role ? 1 : 0;
  if (asked.number && held.number && asked.number !== held.number) return 0; // another precinct
  if (asked.base === held.base) return 1.5 + office + (asked.number === held.number ? 0.1 : 0);
  const form = ["", "county", asked.form].includes(held.form) ? 0.02 : 0;
  let like = 0;
  if (asked.form === "township" && held.form === "township") { // "township" in both is no likeness
    for (const { name } of words) like = Math.max(like, lettersOfTwo(name.replace(/ township$/, ""), held.base));
    const isShared = asked.base.split(" ").some((w) => held.base.split(" ").includes(w));
    if (!like && isShared) for (const { name } of words) like = Math.max(like, lettersOfTwo(name, `${held.base} township`)); // S. Clair, St. Clair
    return like ? like * 0.8 + office + form : 0;
  }
  for (let n = 0; n < (held.form ? 2 : 1); n++) {
    const name = n ? `${held.base} ${held.form}` : held.base;
    let most = kept.get(name);
    if (most === undefined) {
      most = 0;
      for (const word of words) most = Math.max(most, letters(word, name, held.bits?.[n] ?? lettersOf(name)));
      kept.set(name, most);
    }
    like = Math.max(like, most);
  }
  return like ? like * 0.8 + office + form : 0;
}

function lettersOfTwo(asked: string, held: string): number {
  return letters(lettered(asked), held, lettersOf(held));
}

/** Likeness of two names by their letters; a slip in a short word, or a part of the name, counts too. */
function letters(word: Lettered, held: string, others: number): number {
  const like = similarity(word, held, others, LIKE);
  if (like) return like;
  const { name: asked, bits } = word;
  if (Math.min(asked.length, held.length) > 2 && mayBe(asked, bits, held, others, 1) && distance(asked, held, 1) <= 1) return LIKE;
  return partOf(word, held, others);
}

/** Likeness of two names of which one is the other's beginning or end. */
function partOf({ name: asked, bits }: Lettered, held: string, others: number): number {
  if (isBegunByWords(asked, held)) return FEW; // Jeff Davis
  if (bits & ~others && others & ~bits) return 0;
  const [few, many] = asked.length < held.length ? [asked, held] : [held, asked];
  if (!(many.startsWith(`${few} `) || many.endsWith(` ${few}`)) || PLAIN.has(few)) return 0;
  return few.replaceAll(" ", "").length > 3 ? FEW : 0;
}

/** Whether each word of two names, of two words or more, is the beginning of the other's. */
function isBegunByWords(a: string, b: string): boolean {
  if (a[0] !== b[0] || !a.includes(" ") || !b.includes(" ")) return false;
  const [one, other] = [a.split(" "), b.split(" ")];
  return one.length === other.length && one.every((w, n) => Math.min(w.length, other[n]!.length) > 2 && (w.startsWith(other[n]!) || other[n]!.startsWith(w)));
}
