// The two clocks in the browser: how every agency stood on a day, as far as the lists out on another could tell. The same
// rules as facts/clocks.py, on data/roster.json (made by explore/packed.py); tests/explore holds both to equal answers.

export const FAR = "9999-12-31";

type Few = [string[], number[]];

interface Columns {
  id: string[];
  name: string[];
  ori: string[];
  officers: (number | null)[];
  people: (number | null)[];
  fips: string[];
  lat: (number | null)[];
  lon: (number | null)[];
  state: Few;
  kind: Few;
  level: Few;
  rurality: Few;
  bound: Few;
  point: Few;
}

type PackedTrack = [string, number, number[], string | null, number, [number, number][], [string, string | null][], string | null];
type PackedPending = [string, number, number, string, string, string | null, string | null];

export interface Packed {
  dates: string[];
  places: number[];
  lists: string[];
  models: string[];
  states: Record<string, string>;
  counties: Record<string, string>;
  /** People of counties that a listed body governs, and of states, at the census of 2020; territories left out. */
  people: Record<string, number>;
  state_people: Record<string, number>;
  agencies: Columns;
  olds: string[];
  redirects: [number, number, string][];
  tracks: PackedTrack[];
  pending: PackedPending[];
}

export interface Others {
  counties: Record<string, string>;
  agencies: Columns;
  unclear: number[];
}

/** One body, with what is so of it on every day. */
export interface Body {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly kind: string;
  readonly level: string;
  readonly fips: readonly string[];
  readonly county: string;
  readonly ori: string;
  readonly officers: number | null;
  readonly people: number | null;
  readonly rurality: string;
  readonly bound: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly point: string;
  readonly key: string;
  readonly unclear: boolean;
}

/** What puts a body into a view: an agreement, or a run on the pending lists. */
export interface Entry {
  readonly id: string;
  readonly model: string;
  readonly signed: string | null;
  readonly first: string;
  readonly last: string | null;
  readonly absent: string | null;
  /** Whether the list that speaks for the day has it. */
  readonly listed: boolean;
}

export interface Standing {
  readonly status: string;
  readonly entries: readonly Entry[];
  readonly pending: readonly Entry[];
}

interface Life {
  readonly isHeld: boolean;
  readonly isListed: boolean;
  readonly entry: Entry;
}

const at = <T>(list: readonly T[], n: number): T => list[n] as T;

export function bodiesOf(columns: Columns, counties: Record<string, string>, unclear: readonly number[] = []): Body[] {
  const few = (column: Few, n: number): string => at(column[0], at(column[1], n));
  const doubted = new Set(unclear);
  return columns.name.map((name, n) => {
    const fips = at(columns.fips, n) ? at(columns.fips, n).split(";") : [];
    const id = columns.id[n] ?? "";
    const state = few(columns.state, n);
    const ori = at(columns.ori, n);
    return {
      id, name, state, ori, fips, kind: few(columns.kind, n), level: few(columns.level, n), county: counties[fips[0] ?? ""] ?? "",
      officers: at(columns.officers, n), people: at(columns.people, n), rurality: few(columns.rurality, n), bound: few(columns.bound, n),
      lat: at(columns.lat, n), lon: at(columns.lon, n), point: few(columns.point, n), key: id || ori || `${name}, ${state}`,
      unclear: doubted.has(n),
    }; // prettier-ignore
  });
}

/** How many of the sorted days are on or before a day. */
function upTo(days: readonly string[], day: string): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(days, middle) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Clock {
  readonly bodies: Body[];
  private readonly since = new Map<number, [string, number]>();

  constructor(readonly data: Packed) {
    this.bodies = bodiesOf(data.agencies, data.counties);
    for (const [old, now, day] of data.redirects) this.since.set(old, [day, now]);
  }

  get first(): string {
    return at(this.data.dates, 0);
  }

  get newest(): string {
    return at(this.data.dates, this.data.dates.length - 1);
  }

  /** Place of the list that speaks for a day as known on another; -1 before the first. */
  position(asOf: string, knownOn: string): number {
    const day = [asOf || FAR, knownOn || FAR].sort()[0] as string;
    return upTo(this.data.dates, day) - 1;
  }

  /** The number an agency went by on a day: a merge that later lists brought is not yet made. */
  private known(printed: number, knownOn: string): number {
    let seen = printed;
    for (;;) {
      const next = this.since.get(seen);
      if (!next || (knownOn && next[0] > knownOn)) return seen;
      seen = next[1];
    }
  }

  /** How every agency stands, by its place in `bodies`. */
  on(asOf: string, knownOn: string): Standing[] {
    const place = this.position(asOf, knownOn);
    const lives = this.lives(asOf, knownOn, place);
    const runs = this.runs(asOf, knownOn, lives);
    return this.bodies.map((_, n) => {
      const some = lives[n] ?? [];
      const waiting = (runs[n] ?? []).filter((r) => r.waits).map((r) => r.entry);
      const held = some.filter((l) => l.isHeld).map((l) => l.entry);
      if (held.length) return { status: "listed", entries: held, pending: waiting };
      if (waiting.length) return { status: "pending", entries: waiting, pending: waiting };
      if (some.length) return { status: "left", entries: some.map((l) => l.entry), pending: [] };
      const told = (runs[n] ?? []).map((r) => r.entry);
      return { status: told.length ? "announced" : "", entries: told, pending: [] };
    });
  }

  /** What stands on one list, by its place among the believed ones. */
  listed(place: number): { body: Body; entry: Entry }[] {
    return this.lives("", "", place).flatMap((some, n) => some.filter((l) => l.isListed).map((l) => ({ body: at(this.bodies, n), entry: l.entry })));
  }

  private lives(asOf: string, knownOn: string, place: number): Life[][] {
    const { dates, models } = this.data;
    const out: Life[][] = [];
    if (place < 0) return out;
    const known = knownOn ? upTo(dates, knownOn) : dates.length;
    const day = asOf || at(dates, place);
    const until = knownOn || FAR;
    const listed = new Set<string>();
    const signedOnly: { holder: number; now: number; model: string; life: Life }[] = [];
    for (const [id, modelAt, runs, starts, merged, holders, days] of this.data.tracks) {
      const first = at(runs, 0);
      if (first >= known) continue;
      let before = false;
      let later = false;
      let isListed = false;
      let last: string | null = null;
      let absent: string | null = null;
      for (let r = 0; r < runs.length; r += 2) {
        const start = at(runs, r);
        const stop = at(runs, r + 1) < 0 ? Infinity : at(runs, r + 1);
        if (start <= place) {
          last = at(dates, Math.min(stop - 1, place));
          absent = stop <= place ? at(dates, stop) : null;
        }
        if (start >= known || isListed) continue;
        if (start <= place && place < stop) isListed = true;
        else if (start > place) later = true;
        else before = true;
      }
      let signed = (days[0] as [string, string | null])[1];
      for (const [since, value] of days.slice(1)) if (since <= until) signed = value;
      const isOmitted = !isListed && later && before;
      const isLeft = !isListed && !later && before && !merged;
      const isSigned = !isListed && later && !before && starts !== null && starts <= day && signed !== null && signed <= day;
      if (!isListed && !isOmitted && !isLeft && !isSigned) continue;
      const printedAt = at(this.data.places, Math.min(isListed ? place : Math.max(place, first), this.data.places.length - 1));
      let printed = (holders[0] as [number, number])[1];
      for (const [from, who] of holders.slice(1)) if (from <= printedAt) printed = who;
      const holder = this.known(printed, knownOn);
      const now = this.known(holder, "");
      const model = at(models, modelAt);
      const entry = { id, model, signed, first: at(dates, first), last, absent, listed: isListed };
      const life = { isHeld: !isLeft, isListed, entry };
      if (isSigned) signedOnly.push({ holder, now, model, life });
      else {
        if (isListed) listed.add(`${holder} ${model}`);
        (out[now] ??= []).push(life);
      }
    }
    for (const s of signedOnly) if (!listed.has(`${s.holder} ${s.model}`)) (out[s.now] ??= []).push(s.life);
    for (const some of out) some?.sort((a, b) => order(a.entry, b.entry));
    return out;
  }

  private runs(asOf: string, knownOn: string, lives: Life[][]): { entry: Entry; waits: boolean }[][] {
    const known = knownOn || FAR;
    const day = [asOf || FAR, known].sort()[0] as string;
    const out: { entry: Entry; waits: boolean }[][] = [];
    for (const [id, agency, modelAt, begun, last, gone, listed] of this.data.pending) {
      if (begun > day) continue;
      const isOn = gone === null || gone > day;
      const isListed = listed !== null && listed <= (isOn ? day : known);
      const model = at(this.data.models, modelAt);
      const holds = (lives[agency] ?? []).some((l) => l.isHeld && l.entry.model === model);
      const entry = { id, model, signed: null, first: begun, last: last < day ? last : day, absent: null, listed: false };
      (out[agency] ??= []).push({ entry, waits: !isListed && isOn && !holds });
    }
    return out;
  }
}

function order(a: Entry, b: Entry): number {
  for (const key of ["model", "first", "id"] as const) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
  return 0;
}
