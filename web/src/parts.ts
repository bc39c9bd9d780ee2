// The parts of the search's index, made by site/search_index.py: fetched when first needed, decoded when first used.

import { compare, lettersOf, unique } from "./fold.ts";

export interface Area {
  readonly kind: "town" | "county";
  readonly code: string;
  readonly name: string;
  readonly state: string;
  readonly counties: readonly string[];
  readonly people: number;
  readonly keys: readonly string[];
  readonly isCityAlone: boolean;
}

export interface NameKey {
  readonly role: string;
  readonly base: string;
  readonly form: string;
  readonly number: string;
  /** Of a body's key: its form makes it another than the town of the bare name, which there is. */
  readonly isOther?: boolean;
  /** Of a body's key: the letters of its words, without the form and with it. */
  readonly bits?: readonly [number, number];
}

export interface Body {
  /** Our id; empty for a body on no list. */
  readonly agency: string;
  readonly ori: string;
  readonly name: string;
  readonly state: string;
  readonly kind: string;
  readonly counties: readonly string[];
  readonly people: number;
  readonly active: number;
  readonly keys: readonly NameKey[];
  readonly byCode: boolean;
  /** Listed bodies it may be under another name, by their place among the state's. */
  readonly beside: readonly number[];
  /** Of a listed one: the number of its line among the answers. */
  readonly line: number;
}

export interface Topic {
  readonly kind: "law" | "model";
  readonly key: string;
  readonly state: string;
  readonly people: number;
  readonly names: readonly string[];
  readonly where: string;
  readonly labels: readonly [string, string];
}

export interface Words {
  words: Record<string, string>;
  short: Record<string, string>;
  directions: Record<string, string>;
  letters: Record<string, string>;
  railways: string[];
  roles: string[];
  singular: string[];
  filler: string[];
  right: string[];
  ordinals: Record<string, number>;
  cardinals: Record<string, number>;
  institutions: Record<"policing" | "campus" | "schools" | "of_schools" | "tribe" | "of_tribe", string[]> & { short: Record<string, Record<string, string>> };
  spanish: Spanish;
  /** One-word abbreviations of a state's name. */
  forms: Record<string, string[]>;
}

/** The rules of resolver/spanish.py: patterns and what stands for them, as Python writes both. */
export interface Spanish {
  said: string;
  no_name: string;
  towns: Record<string, string>;
  names: [string, string][];
  first: [string, string][];
  rest: [string, string][];
  campus: [string, string][];
}

interface First {
  states: [string, string, string][];
  written: Record<string, string>;
  counties: Record<string, string>;
  towns: Record<string, string>;
  topics: [Topic["kind"], string, string, number, string, string, string, string][];
  counties_said: Record<string, Record<string, string>>;
  now: Record<string, string>;
  former: Record<string, string>;
  zips: Record<string, string>;
  ori: Record<string, string>;
  whole: Record<string, string>;
  no_campus: Record<string, string>;
  words: Words;
  say: Record<string, [string, string]>;
}

interface BodyNames {
  names: string;
  listed: string;
  greatest: Record<string, string>;
}

interface OfState {
  towns: string;
  zips: string;
  bodies: string;
  moved: Record<string, string>;
}

export interface State {
  readonly postal: string;
  readonly fips: string;
  readonly name: string;
}

/** The towns and counties of a state by each of their names, one after another. */
export interface Names {
  readonly keys: readonly string[];
  readonly bits: Int32Array;
  readonly areas: readonly Area[];
}

export type Get = (part: string) => Promise<unknown>;

const number36 = (text: string | undefined): number => (text ? parseInt(text, 36) : 0);

/** Two letters each: "CTMA" is CT and MA. */
export function pairs(text: string): string[] {
  return text.match(/../g) ?? [];
}

export class Parts {
  readonly states: State[];
  readonly topics: Topic[];
  readonly words: Words;
  readonly whole = new Map<string, Set<string>>();
  /** Towns with words of an institution in their names. */
  readonly noCampus = new Map<string, Set<string>>();
  readonly former: Record<string, string>;
  readonly written: Record<string, string>;
  readonly oriPrefixes: Record<string, string>;
  readonly stateOfFips: Map<string, string>;
  /** Parts that were asked for and are not here. */
  missing = new Set<string>();
  private rest: Record<string, string> | null = null;
  private names: { table: [string, string[]][]; bits: Int32Array; of: Map<string, Set<string>>; greatest: Record<string, string[]> } | null = null;
  private readonly ofState = new Map<string, OfState>();
  private readonly areas = new Map<string, { isWhole: boolean; all: Area[]; byKey: Map<string, Area[]>; names: Names | null; joined: Map<string, Area[]> | null }>();
  private readonly bodies = new Map<string, Body[]>();
  private readonly said = new Map<string, Map<string, string>>();
  private readonly countyLines = new Map<string, Area[]>();
  private readonly zipLists = new Map<string, Map<string, string[]>>();
  private readonly asked = new Map<string, Promise<void>>();

  constructor(private readonly first: First, private readonly get: Get) {
    this.states = first.states.map(([postal, fips, name]) => ({ postal, fips, name }));
    this.topics = first.topics.map(([kind, key, state, people, names, where, en, es]) => ({ kind, key, state, people, names: names.split("|"), where, labels: [en, es] }));
    this.words = first.words;
    for (const [state, names] of Object.entries(first.whole)) this.whole.set(state, new Set(names.split("|")));
    for (const [state, names] of Object.entries(first.no_campus)) this.noCampus.set(state, new Set(names.split("|")));
    this.former = first.former;
    this.written = first.written;
    this.oriPrefixes = first.ori;
    this.stateOfFips = new Map(this.states.map((s) => [s.fips, s.postal]));
  }

  static async open(get: Get): Promise<Parts> {
    return new Parts((await get("first")) as First, get);
  }

  /** Fetch every part that was missed. Raises what the fetch raises; it may be tried again. */
  async load(parts: Iterable<string>): Promise<void> {
    await Promise.all([...parts].map((part) => this.loaded(part)));
  }

  private loaded(part: string): Promise<void> {
    let found = this.asked.get(part);
    if (!found) {
      found = this.get(part).then((value) => this.take(part, value)).catch((error: unknown) => {
        this.asked.delete(part);
        throw error;
      });
      this.asked.set(part, found);
    }
    return found;
  }

  private take(part: string, value: unknown): void {
    if (part === "rest") {
      this.rest = value as Record<string, string>;
      for (const [state, held] of this.areas) if (!held.isWhole) this.areas.delete(state);
    } else if (part === "bodies") this.names = namesOf(value as BodyNames);
    else {
      const state = part.toUpperCase();
      this.ofState.set(state, value as OfState);
      if (!this.areas.get(state)?.isWhole) this.areas.delete(state);
    }
  }

  private need(part: string): void {
    this.missing.add(part);
  }

  /** Words of the site's own, in a language. */
  say(key: string, language: "en" | "es"): string {
    return this.first.say[key]?.[language === "es" ? 1 : 0] ?? "";
  }

  // places ---------------------------------------------------------------------------------------------

  private held(state: string, isAll: boolean) {
    let found = this.areas.get(state);
    if (!found) {
      const small = this.rest?.[state] ?? this.ofState.get(state)?.towns;
      const all = [...this.townsOf(state, this.first.towns[state] ?? ""), ...this.townsOf(state, small ?? ""), ...this.countiesOf(state)];
      const byKey = new Map<string, Area[]>();
      for (const area of all) {
        for (const key of area.keys) {
          const list = byKey.get(key);
          if (list) list.push(area);
          else byKey.set(key, [area]);
        }
      }
      found = { isWhole: small !== undefined, all, byKey, names: null, joined: null };
      this.areas.set(state, found);
    }
    if (!found.isWhole) this.need(isAll ? "rest" : state.toLowerCase());
    return found;
  }

  /** Towns and counties of a state. `isAll`: one of all states that are looked through. */
  areasOf(state: string, isAll = false): readonly Area[] {
    return this.held(state, isAll).all;
  }

  /** Towns and counties of a state by what they are called. */
  areasByKey(state: string, isAll = false): ReadonlyMap<string, Area[]> {
    return this.held(state, isAll).byKey;
  }

  /** The same, name after name. */
  namesOf(state: string, isAll: boolean): Names {
    const held = this.held(state, isAll);
    if (!held.names) {
      const rows = held.all.flatMap((area) => area.keys.map((key): [string, Area] => [key, area]));
      const keys = rows.map(([key]) => key);
      held.names = { keys, bits: Int32Array.from(keys, lettersOf), areas: rows.map(([, area]) => area) };
    }
    return held.names;
  }

  /** The same by their names without spaces. */
  areasJoined(state: string): ReadonlyMap<string, Area[]> {
    const held = this.held(state, false);
    if (!held.joined) {
      held.joined = new Map();
      for (const [key, areas] of held.byKey) {
        const name = key.replaceAll(" ", "");
        held.joined.set(name, [...(held.joined.get(name) ?? []), ...areas]);
      }
    }
    return held.joined;
  }

  private fipsOf(state: string): string {
    return this.states.find((s) => s.postal === state)?.fips ?? "";
  }

  private townsOf(state: string, lines: string): Area[] {
    const fips = this.fipsOf(state);
    let before = 0;
    return rows(lines).map(([code = "", name = "", people, inside = "", keys]) => {
      let own = code.slice(1);
      if (!code.startsWith("=")) {
        before += number36(code);
        own = String(before).padStart(5, "0");
      }
      const counties = inside ? inside.split(",").map((f) => (f.length === 3 ? fips + f : f)) : [];
      return { kind: "town", code: fips + own, name, state, counties, people: number36(people), keys: keys ? keys.split("|") : [name.toLowerCase()], isCityAlone: false };
    });
  }

  countiesOf(state: string): readonly Area[] {
    let found = this.countyLines.get(state);
    if (!found) {
      const fips = this.fipsOf(state);
      found = rows(this.first.counties[state] ?? "").map(([own = "", stem = "", people, , keys, mark]) => {
        const code = fips + own;
        return { kind: "county", code, name: mark === "c" ? `${stem} County` : stem, state, counties: [code], people: number36(people), keys: keys ? keys.split("|") : [stem.toLowerCase()], isCityAlone: mark === "i" };
      });
      this.countyLines.set(state, found);
    }
    return found;
  }

  /** The county of a FIPS; null if none of today has it. */
  county(fips: string): Area | null {
    const state = this.stateOfFips.get(fips.slice(0, 2));
    if (!state) return null;
    const found = this.countiesOf(state).filter((c) => c.code === fips); // also under a former county's name, ranked low
    return found.reduce<Area | null>((most, c) => (most && most.people >= c.people ? most : c), null);
  }

  /** Counties that took the place of a code that is no more. */
  heirs(fips: string): readonly string[] | null {
    const now = this.first.now[fips];
    return now === undefined ? null : now.split(",").filter(Boolean);
  }

  /** The county that is said after a comma, by its folded base name. */
  countySaid(state: string, base: string): string | null {
    let found = this.said.get(state);
    if (!found) {
      found = new Map(this.countiesOf(state).filter((c) => c.keys.length === 1 && !c.isCityAlone).map((c) => [c.keys[0] ?? "", c.code]));
      for (const [name, fips] of Object.entries(this.first.counties_said[state] ?? {})) {
        if (fips) found.set(name, fips);
        else found.delete(name);
      }
      this.said.set(state, found);
    }
    return found.get(base) ?? null;
  }

  /** Counties of a ZIP code. */
  zip(code: string): string[] {
    const out: string[] = [];
    for (const state of pairs(this.first.zips[code.slice(0, 3)] ?? "")) {
      let lists = this.zipLists.get(state);
      if (!lists) {
        const part = this.stateOf(state);
        if (!part) continue;
        const fips = this.fipsOf(state);
        lists = new Map(rows(part.zips).map(([county = "", ...zips]) => [fips + county, zips]));
        this.zipLists.set(state, lists);
      }
      for (const [fips, zips] of lists) if (zips.includes(code)) out.push(fips);
    }
    return out;
  }

  // bodies -----------------------------------------------------------------------------------------------

  private stateOf(state: string): OfState | null {
    const found = this.ofState.get(state);
    if (!found) this.need(state.toLowerCase());
    return found ?? null;
  }

  /** Every body known in a state. */
  bodiesOf(state: string): readonly Body[] {
    let found = this.bodies.get(state);
    if (!found) {
      const part = this.stateOf(state);
      if (!part) return [];
      found = rows(part.bodies).map(([slug, ori = "", name = "", kind = "", counties, people, active, keys, mark, beside, line]) => ({
        agency: slug ? `${state.toLowerCase()}-${slug}` : "", ori, name, state, kind, counties: counties ? counties.split(",") : [],
        people: number36(people), active: Number(active ?? 0), keys: (keys ?? "").split(";").filter(Boolean).map(keyOf), byCode: mark === "c",
        beside: beside ? beside.split(",").map(Number) : [], line: number36(line),
      })); // prettier-ignore
      this.bodies.set(state, found);
    }
    return found;
  }

  /** The id that an older id of a state leads to. */
  moved(state: string, id: string): string {
    return this.stateOf(state)?.moved[id] ?? id;
  }

  private table() {
    if (!this.names) this.need("bodies");
    return this.names;
  }

  /** Whether some body of a state bears these words. */
  isBase(state: string, base: string): boolean {
    return this.table()?.of.get(base)?.has(state) ?? false;
  }

  /** Names of bodies of the reference tables, and the states that have them. */
  bases(): readonly [string, string[]][] {
    return this.table()?.table ?? [];
  }

  /** The letters of each of these names. */
  basesBits(): Int32Array {
    return this.table()?.bits ?? new Int32Array();
  }

  /** The states whose bodies of an office serve most people. */
  greatest(role: string): readonly string[] {
    return this.table()?.greatest[role] ?? [];
  }
}

function rows(lines: string): string[][] {
  return lines ? lines.split("\n").map((line) => line.split("\t")) : [];
}

function keyOf(text: string): NameKey {
  const [role = "", base = "", form = "", number = "", other] = text.split("|");
  return { role, base, form, number, isOther: other === "1", bits: [lettersOf(base), lettersOf(base + form)] };
}

function namesOf(value: BodyNames) {
  const table = rows(value.names).map(([name = "", states = ""]): [string, string[]] => [name, pairs(states)]);
  const of = new Map(table.map(([name, states]) => [name, new Set(states)]));
  for (const [name = "", states = ""] of rows(value.listed)) of.set(name, new Set([...(of.get(name) ?? []), ...pairs(states)]));
  const greatest = Object.fromEntries(Object.entries(value.greatest).map(([role, states]) => [role, unique(pairs(states))]));
  return { table, bits: Int32Array.from(table, ([name]) => lettersOf(name)), of, greatest };
}

/** Bodies with most people first, then with most agreements. */
export function byRank(a: Body, b: Body): number {
  return b.people - a.people || b.active - a.active || compare(a.state, b.state) || compare(a.agency || a.ori || a.name, b.agency || b.ori || b.name);
}
