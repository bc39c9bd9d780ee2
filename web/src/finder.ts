// Finds whatever a person types: the browser's copy of resolver/finder.py. tests/site/test_search_parity.py asks both
// the same thousands of questions.

import { begunCounty, cleaned, keyOf, named, slipsAllowed, squeezed } from "./reading.ts";
import { Asking } from "./reading.ts";
import type { Named, Reading } from "./reading.ts";
import { bitsIn, compare, distance, fold, lettersOf, mayBe } from "./fold.ts";
import { Keys } from "./keys.ts";
import type { Area, Body, Parts, Topic } from "./parts.ts";
import { Resolver, SHOWN } from "./resolver.ts";
import type { Answer } from "./resolver.ts";

export type Kind = "town" | "county" | "state" | "agency" | "body" | "law" | "model";
export type How = "exact" | "several" | "begun" | "near" | "nothing";

export interface Hit {
  readonly kind: Kind;
  readonly key: string;
  readonly state: string;
  readonly area?: Area;
  readonly body?: Body;
  readonly topic?: Topic;
  /** By which kind of code it was found. */
  readonly by?: "zip" | "fips";
}

export interface Found {
  readonly how: How;
  readonly hits: readonly Hit[];
  readonly zip: string;
}

const LONGEST = 200;
const DOUBTED = 10;
const MEANT = 100;
const SELDOM = 4;
const FEW = 4;
const KINDS: readonly Kind[] = ["town", "county", "state", "agency", "body", "law", "model"];
const RIVAL = 100_000;
const STATE = 30_000_000;
const CODE =
  /^(?:(?:zip(?:\s*code)?|c[oó]digo postal|c\.?p\.?)[\s:#]*(\d{5}(?:-\d{4})?)|fips[\s:#]*(\d{4,5})|geoid[\s:#]*(\d{5,10})|ori[\s:#]*((?=.*\d)[a-z0-9]{7,9}))$/i;
const CAMPUS = /\b(?:university|universidad)\b.*\S\s|\S\s+(?:university|universidad)\b/i;
const LAW = /^(?:the|la|el)?\s*(?:law|ley|bill|act|proyecto(?: de ley)?)\b(?:\s+(?:of|de|del)\b)?\s*/i;
const BILLS = [["senate bill", "sb"], ["house bill", "hb"], ["assembly bill", "ab"], ["proyecto del senado", "sb"]] as const; // prettier-ignore
const NOTHING: Found = { how: "nothing", hits: [], zip: "" };

/** A law's or a model's name as it is compared: "S.B. 8", "Senate Bill 8" and "sb-8" are one. */
export function topicKey(text: string): string {
  let words = (fold(text).match(/[a-z0-9]+/g) ?? []).join(" ");
  for (const [long, short] of BILLS) words = words.replace(new RegExp(`\\b${long}\\b`, "g"), short);
  return words.replace(/\b([a-z]{1,3})(?: no| n)? (\d)/g, "$1$2");
}

type Ranked = [people: number, kind: number, key: string, hit: Hit];

export class Finder {
  private readonly asking: Asking;
  private readonly resolver: Resolver;
  private readonly called = new Map<string, Topic[]>();

  constructor(private readonly parts: Parts) {
    const keys = new Keys(parts);
    this.asking = new Asking(parts, keys);
    this.resolver = new Resolver(parts, keys, this.asking);
    for (const topic of parts.topics) for (const name of topic.names) this.called.set(name, [...(this.called.get(name) ?? []), topic]);
  }

  /** What a text means, by the parts that are here; `parts.missing` says which others it takes to be sure. */
  find(question: string): Found {
    this.parts.missing = new Set();
    let text = squeezed(question);
    if (text.length > LONGEST || !/[a-z0-9]/.test(fold(text))) return NOTHING;
    text = cleaned(text);
    return this.byCode(text) ?? this.byTopic(text) ?? this.byName(text) ?? this.begunOrLike(text) ?? this.byBody(text, false) ?? this.near(text) ?? NOTHING;
  }

  // codes ------------------------------------------------------------------------------------------------

  private byCode(text: string): Found | null {
    const said = CODE.exec(text);
    if (said?.[1]) return this.ofZip(said[1].slice(0, 5)) ?? NOTHING;
    if (said?.[3]) return this.ofGeoid(said[3]) ?? NOTHING;
    if (said?.[2]) return this.ofFips(said[2].padStart(5, "0")) ?? NOTHING;
    if (/^\d{5}-\d{4}$/.test(text)) return this.ofZip(text.slice(0, 5)) ?? NOTHING;
    if (/^\d{4,5}$/.test(text)) {
      const code = text.padStart(5, "0");
      const zip = this.ofZip(code);
      const fips = this.ofFips(code);
      if (zip && fips) return { how: "several", hits: first([...zip.hits, ...fips.hits]), zip: code };
      return zip ?? fips ?? NOTHING;
    }
    if (/^(?:\d{7}|\d{10})$/.test(text)) return this.ofGeoid(text) ?? NOTHING;
    if (/^\d+$/.test(text)) return NOTHING;
    if (said?.[4] || /^(?:[a-z]{2}-[a-z0-9-]+|(?=.*\d)[A-Za-z]{2}[A-Za-z0-9]{5,7})$/.test(text)) {
      const found = this.resolver.byCode(said?.[4] ?? text);
      return found && ofBodies(found);
    }
    return null;
  }

  private ofZip(code: string): Found | null {
    const codes = this.parts.zip(code).flatMap((fips) => this.parts.heirs(fips) ?? [fips]);
    const counties = [...new Set(codes)].flatMap((fips) => this.parts.county(fips) ?? []);
    const hits = counties.sort((a, b) => b.people - a.people || compare(a.code, b.code)).slice(0, SHOWN).map((area): Hit => ({ ...hitOf(area), by: "zip" }));
    return hits.length ? { how: hits.length === 1 ? "exact" : "several", hits, zip: code } : null;
  }

  private ofFips(code: string): Found | null {
    const heirs = this.parts.heirs(code);
    const hits = (heirs ?? [code]).slice(0, SHOWN).flatMap((f) => this.parts.county(f) ?? []).map((area): Hit => ({ ...hitOf(area), by: "fips" }));
    return hits.length ? { how: hits.length === 1 ? "exact" : "several", hits, zip: "" } : null;
  }

  private ofGeoid(code: string): Found | null {
    if (code.length === 5) return this.ofFips(code);
    const state = this.parts.stateOfFips.get(code.slice(0, 2));
    const area = state && this.parts.areasOf(state).find((a) => a.code === code);
    return area ? { how: "exact", hits: [hitOf(area)], zip: "" } : null;
  }

  // laws and models ----------------------------------------------------------------------------------------

  private byTopic(text: string): Found | null {
    for (const reading of this.asking.readings(text.replace(LAW, "").trim() || text)) {
      const found = (this.called.get(topicKey(reading.name)) ?? []).filter((t) => !reading.state || !t.state || t.state === reading.state);
      if (!found.length) continue;
      const ranked = found.map((topic): Hit => ({ kind: topic.kind, key: topic.key, state: topic.state, topic }));
      ranked.sort((a, b) => (b.topic?.people ?? 0) - (a.topic?.people ?? 0) || compare(a.kind, b.kind) || compare(a.key, b.key));
      return { how: ranked.length === 1 ? "exact" : "several", hits: ranked.slice(0, SHOWN), zip: "" };
    }
    return null;
  }

  // names --------------------------------------------------------------------------------------------------

  private byName(text: string): Found | null {
    const whole = this.asking.readState(text);
    const [how, areas, state] = this.borne(text);
    let hits = areas.map(hitOf);
    if (whole) {
      const own: Hit = { kind: "state", key: whole, state: whole };
      const isFirst = !(state && areas.length);
      const rivals = areas.some((a) => a.people >= RIVAL);
      hits = isFirst ? [own, ...hits] : [hits[0]!, own, ...hits.slice(1)];
      return { how: rivals && isFirst ? "several" : "exact", hits: first(hits), zip: "" };
    }
    if (hits.length && how) {
      if (state && how !== "several") hits = [...hits, ...(this.resolver.called(text)?.bodies ?? []).filter((b) => b.agency).map(hitOfBody)];
      return { how, hits: first(hits), zip: "" };
    }
    return this.byBody(text, true);
  }

  private borne(text: string): [How | null, Area[], string | null] {
    for (const reading of this.asking.readings(text)) {
      const found = reading.state ? this.inState(reading.name, reading.state) : this.anywhere(reading.name);
      if (found.length) return [certainty(found, reading, this.isCityAlone(found[0]!)), found, reading.state];
    }
    return [null, [], null];
  }

  /** Whether a town is an independent city: no county's, so that the county of its name is as likely to be meant. */
  private isCityAlone(area: Area): boolean {
    return !isCounty(area) && this.parts.countiesOf(area.state).some((c) => c.isCityAlone && area.counties.includes(c.code));
  }

  private byBody(text: string, isStated: boolean): Found | null {
    const isAgency = this.asking.asksAgency(text);
    if (isStated && !isAgency && !this.asking.readings(text).some((r) => r.state)) return null;
    const found = isAgency ? this.resolver.resolve(text) : this.resolver.called(text);
    return found && ofBodies(found);
  }

  private inState(text: string, state: string): Area[] {
    const [name, county] = this.asking.keys.countySaid(state, text);
    const asked = named(name);
    let found = take(this.parts.areasByKey(state), asked);
    if (!found.length) found = take(this.parts.areasJoined(state), { key: asked.key.replaceAll(" ", ""), want: asked.want, whole: asked.whole.replaceAll(" ", "") });
    return ordered(found.filter((a) => !county || a.counties.includes(county)), asked);
  }

  private everywhere(key: string): Area[] {
    return this.parts.states.flatMap((s) => this.parts.areasByKey(s.postal, true).get(key) ?? []);
  }

  private anywhere(text: string): Area[] {
    const asked = named(text);
    const found = take({ get: (key) => this.everywhere(key) }, asked);
    const heavy = new Map(found.filter(isCounty).map((a) => [`${a.state}${a.code}`, counted(a, asked, SELDOM)]));
    const weight = (a: Area): number => (isCounty(a) ? counted(a, asked, SELDOM) : Math.max(a.people, ...a.counties.map((f) => heavy.get(a.state + f) ?? 0)));
    return withoutDoubles(found).sort((a, b) => weight(b) - weight(a) || Number(isCounty(a)) - Number(isCounty(b)) || compare(a.code, b.code));
  }

  // beginnings ---------------------------------------------------------------------------------------------

  private begun(text: string): Found | null {
    const found = new Map<string, Ranked>();
    const put = (areas: Iterable<Area>): void => {
      for (const a of areas) if (!found.has(`${a.kind} ${a.code}`)) found.set(`${a.kind} ${a.code}`, [a.people, KINDS.indexOf(a.kind), a.code, hitOf(a)]);
    };
    let isCertain = false;
    for (const reading of this.asking.readings(text)) {
      const key = keyOf(reading.name);
      if (reading.isLead || key.length < (reading.state ? 1 : 2)) continue;
      const states = reading.state ? [reading.state] : this.parts.states.map((s) => s.postal);
      const starts = (state: string, isAll: boolean): Area[] => {
        const { keys, areas } = this.parts.namesOf(state, isAll);
        return areas.filter((_, n) => keys[n]!.startsWith(key));
      };
      if (reading.state) {
        isCertain ||= reading.certain;
        put(starts(reading.state, false));
      } else if (!found.size) for (const s of states) put(starts(s, true));
      const county = begunCounty(key);
      if (county) for (const s of states) put((this.parts.areasByKey(s, !reading.state).get(county) ?? []).filter(isCounty));
    }
    if (!isCertain) {
      for (const [name, state] of this.asking.begunStates(text)) put(this.inState(name, state));
      const folded = fold(text);
      if (folded.length > 1) for (const s of this.asking.statesBegun(folded)) found.set(`state ${s}`, [STATE, 2, s, { kind: "state", key: s, state: s }]);
      const wanted = topicKey(text);
      for (const t of wanted.length > 2 ? this.parts.topics : []) {
        if (t.names.some((n) => n.startsWith(wanted))) found.set(`${t.kind} ${t.key}`, [t.people, KINDS.indexOf(t.kind), t.key, { kind: t.kind, key: t.key, state: t.state, topic: t }]);
      }
    }
    const ranked = [...found.values()].sort((a, b) => b[0] - a[0] || a[1] - b[1] || compare(a[2], b[2]));
    return ranked.length ? { how: "begun", hits: ranked.slice(0, SHOWN).map((r) => r[3]), zip: "" } : null;
  }

  private begunOrLike(text: string): Found | null {
    const found = this.begun(text);
    const near = found && found.hits.length < FEW ? this.near(text) : null;
    return found && near ? { how: found.how, hits: first([...found.hits, ...near.hits]), zip: "" } : found;
  }

  // likeness -----------------------------------------------------------------------------------------------

  private near(text: string): Found | null {
    if (CAMPUS.test(text)) return null; // no place is like a university
    let stated: { name: string; state: string | null; certain: boolean }[] = this.asking.readings(text).filter((r) => r.state);
    const slip = stated.length ? null : this.asking.misspeltState(text);
    if (slip) stated = [{ name: slip[0], state: slip[1], certain: false }];
    for (const { name, state, certain } of stated) {
      const hits = this.like(named(name), [state ?? ""], false, MEANT);
      if (hits.length) return { how: "near", hits, zip: "" };
      if (certain) return null;
    }
    const hits = this.like(named(text), this.parts.states.map((s) => s.postal), true, SELDOM);
    return hits.length ? { how: "near", hits, zip: "" } : null;
  }

  private like(asked: Named, states: readonly string[], isAll: boolean, seldom: number): Hit[] {
    const names = [...new Set([asked.whole, asked.key])].map((name) => ({ name, most: slipsAllowed(name.length), bits: lettersOf(name) }));
    const costs = new Map<string, [number, Area]>();
    for (const state of states) {
      const { keys, bits: others, areas } = this.parts.namesOf(state, isAll);
      const here = new Map<Area, number>();
      for (let n = 0; n < keys.length; n++) {
        for (const { name, most, bits } of names) {
          const slips = slipsOf(name, bits, keys[n]!, others[n]!, most);
          if (slips !== Infinity) here.set(areas[n]!, Math.min(slips, here.get(areas[n]!) ?? Infinity));
        }
      }
      for (const [area, slips] of here) {
        const id = `${area.kind} ${area.code}`;
        if (!costs.has(id)) costs.set(id, [slips, area]);
      }
    }
    const ranked = [...costs.values()].map(([slips, area]): [number, number, Area] => {
      let people = counted(area, asked, seldom);
      for (const f of area.counties) {
        const [cost, held] = costs.get(`county ${f}`) ?? [];
        if (held && cost === slips) people = Math.max(people, counted(held, asked, seldom));
      }
      const isWrong = asked.want !== "any" && (asked.want === "county") !== isCounty(area);
      return [slips - 7 * bitLength(people) + (isWrong ? 60 : 0), people, area];
    });
    ranked.sort(([a, m, x], [b, n, y]) => a - b || n - m || KINDS.indexOf(x.kind) - KINDS.indexOf(y.kind) || compare(x.code, y.code));
    return ranked.slice(0, SHOWN).map(([, , area]) => hitOf(area));
  }

}

/** What the difference of two names costs; Infinity if it is too much. */
function slipsOf(asked: string, bits: number, held: string, others: number, most: number): number {
  if (mayBe(asked, bits, held, others, most)) {
    const off = distance(asked, held, most);
    if (off <= most) return 100 * off + (asked[0] !== held[0] ? 40 : 0);
  }
  if (bitsIn(bits & ~others) && bitsIn(others & ~bits)) return Infinity;
  const [few, many] = asked.length <= held.length ? [asked, held] : [held, asked];
  return few.length > 4 && many.includes(few) && ` ${many} `.includes(` ${few} `) ? 260 : Infinity;
}

function bitLength(n: number): number {
  return n ? 32 - Math.clz32(n) : 0;
}

function isCounty(area: Area): boolean {
  return area.kind === "county";
}

/** An area's people as they count in the ranking: a county is seldom named without the word. */
function counted(area: Area, asked: Named, seldom: number): number {
  return isCounty(area) && asked.want === "any" ? Math.floor(area.people / seldom) : area.people;
}

function take(table: { get(key: string): readonly Area[] | undefined }, asked: Named): Area[] {
  const whole = table.get(asked.whole) ?? [];
  const found = table.get(asked.key) ?? [];
  if (asked.want === "county") {
    const counties = found.filter(isCounty);
    const alone = counties.filter((a) => !a.isCityAlone);
    const own = alone.length ? alone : counties;
    return [...own, ...whole.filter((a) => !own.includes(a))];
  }
  if (whole.length || (asked.want === "any" && asked.key === asked.whole)) return [...whole];
  return asked.want === "town" ? found.filter((a) => !isCounty(a) || a.isCityAlone) : [...found];
}

/** Each place once; of an independent city and the town that it is, the town. */
function withoutDoubles(areas: readonly Area[]): Area[] {
  const every = [...new Map(areas.map((a) => [`${a.kind} ${a.code}`, a])).values()];
  const inside = new Set(every.filter((a) => !isCounty(a)).flatMap((a) => a.counties));
  return every.filter((a) => !(a.isCityAlone && inside.has(a.code)));
}

/** Towns before counties, unless the county has so many more people that it is likelier meant. */
function ordered(areas: readonly Area[], asked: Named): Area[] {
  const most = (a: Area, b: Area): number => b.people - a.people || compare(a.code, b.code);
  const kept = withoutDoubles(areas);
  const towns = kept.filter((a) => !isCounty(a)).sort(most);
  const counties = kept.filter(isCounty).sort(most);
  const [town, county] = [towns[0], counties[0]];
  if (town && county && asked.want === "any" && !town.counties.includes(county.code) && county.people >= MEANT * Math.max(town.people, 1)) return [...counties, ...towns];
  return asked.want === "county" ? [...counties, ...towns] : [...towns, ...counties];
}

/** Whether the first of the places that bear the name is the only one to. */
function certainty(found: readonly Area[], reading: Reading, isAlone: boolean): How {
  const one = found[0]!;
  let others = found.slice(1).filter((a) => !(isCounty(a) && one.counties.includes(a.code)));
  const isDoubted = isAlone && named(reading.name).want === "any";
  if (reading.state) others = others.filter((a) => a.kind === one.kind || isCounty(one) || a.people >= DOUBTED * Math.max(one.people, 1) || isDoubted);
  return others.length ? "several" : "exact";
}

function hitOf(area: Area): Hit {
  return { kind: area.kind, key: area.code, state: area.state, area };
}

function hitOfBody(body: Body): Hit {
  return body.agency ? { kind: "agency", key: body.agency, state: body.state, body } : { kind: "body", key: body.ori || `${body.state} ${body.name}`, state: body.state, body };
}

function ofBodies(found: Answer): Found {
  return { how: found.how, hits: first(found.bodies.map(hitOfBody)), zip: "" };
}

function first(hits: readonly Hit[]): Hit[] {
  const every = new Map<string, Hit>();
  for (const hit of hits) {
    const id = `${hit.kind} ${hit.key}`;
    if (!every.has(id)) every.set(id, hit);
  }
  return [...every.values()].slice(0, SHOWN);
}

