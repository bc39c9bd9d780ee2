// Asks the roster: filters, order and records of a view, as explore/roster.py has them.

import { FAR } from "./clock.ts";
import type { Body, Clock, Entry, Standing } from "./clock.ts";
import { milesToLand } from "./geometry.ts";
import type { LonLat } from "./geometry.ts";
import { OFF_LIST } from "./view.ts";
import type { View } from "./view.ts";

export interface Row {
  readonly body: Body;
  readonly status: string;
  readonly entries: readonly Entry[];
  readonly pending: readonly Entry[];
  readonly miles: number | null;
}

export interface Spot {
  readonly name: string;
  readonly state: string;
  readonly lat: number;
  readonly lon: number;
}

export type Places = Record<"towns" | "counties", Record<string, [string, number, number][]>>;

/** The form two spellings of one name share; see reference/folding.py. */
export function fold(text: string): string {
  let folded = text.toLowerCase();
  // eslint-disable-next-line no-control-regex
  if (/[^\x00-\x7f]/.test(folded)) {
    folded = folded.replace(/['’‘ʻʼ`´′.]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").replace(/[-‐‑‒–—]/g, " "); // prettier-ignore
  }
  folded = folded.replace(/['`.]/g, "").replace(/-/g, " ");
  if (folded.includes("st") || folded.includes("saint")) folded = folded.replace(/(?<![\p{L}\p{N}_])(?:sainte|saint|ste|st)(?![\p{L}\p{N}_])/gu, "st");
  return folded.trim().replace(/\s+/g, " ");
}

export function milesBetween(a: readonly [number, number], b: readonly [number, number]): number {
  const k = Math.PI / 180;
  const north = Math.sin(((b[0] - a[0]) * k) / 2);
  const east = Math.sin(((b[1] - a[1]) * k) / 2);
  const part = north * north + Math.cos(a[0] * k) * Math.cos(b[0] * k) * east * east;
  return Number((3958.8 * 2 * Math.asin(Math.sqrt(Math.min(part, 1)))).toFixed(1));
}

/** The place somebody named; a list of states where several have one of the name; null where none is known. */
export function findSpot(text: string, places: Places, states: Record<string, string>): Spot | string[] | null {
  const pair = /^(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)$/.exec(text);
  if (pair) {
    const [lat, lon] = [Number(pair[1]), Number(pair[2])];
    return Math.abs(lat) > 90 || Math.abs(lon) > 180 ? null : { name: `${lat}, ${lon}`, state: "", lat, lon };
  }
  const comma = text.lastIndexOf(",");
  const said = fold(comma < 0 ? "" : text.slice(comma + 1));
  const state = said && Object.entries(states).find(([postal, name]) => said === postal.toLowerCase() || said === fold(name))?.[0];
  if (said && !state) return null;
  const name = fold(comma < 0 ? text : text.slice(0, comma));
  for (const kind of ["towns", "counties"] as const) {
    const found: Spot[] = [];
    for (const [postal, some] of Object.entries(places[kind])) {
      if (state && postal !== state) continue;
      for (const [title, lat, lon] of some) if (fold(title) === name) found.push({ name: `${title}, ${postal}`, state: postal, lat, lon });
    }
    const one = found[0];
    if (one && found.length === 1) return one;
    if (found.length) return [...new Set(found.map((f) => f.state))];
  }
  return null;
}

export interface Reaching {
  readonly row: Row;
  readonly miles: number;
}

/** No county's land is so many miles from its own office. */
const FARTHEST = 250;

/** Near a place: county bodies of a view whose office is farther off, and whose county comes nearer. */
export function reaching(clock: Clock, view: View, spot: Spot, ringsOf: (fips: string) => LonLat[][]): Reaching[] {
  const found: Reaching[] = [];
  const here: [number, number] = [spot.lat, spot.lon];
  const limit = Number(view.miles);
  for (const row of ask(clock, { ...view, near: "", miles: "", status: view.status.filter((s) => !OFF_LIST.includes(s)) }, null, [])) {
    const { lat, lon, level, fips } = row.body;
    if (level !== "county" || lat === null || lon === null) continue;
    const away = milesBetween(here, [lat, lon]);
    if (away <= limit || away > limit + FARTHEST) continue;
    const land = fips.map((f) => milesToLand(here, ringsOf(f))).filter((m): m is number => m !== null);
    const nearest = Math.min(...land);
    if (nearest <= limit) found.push({ row, miles: nearest });
  }
  return found.sort((a, b) => a.miles - b.miles || compare(a.row.body.key, b.row.body.key));
}

/** The rows a view leaves, in its order. `others` are the bodies on no list, where the view asks for them. */
export function ask(clock: Clock, view: View, spot: Spot | null, others: readonly Body[]): Row[] {
  const rows: Row[] = [];
  const words = fold(view.name).split(" ").filter(Boolean);
  const take = (body: Body, standing: Standing): void => {
    if (!view.status.includes(standing.status) || !fits(view, words, body)) return;
    const entries = standing.entries.filter((e) => entryFits(view, e));
    if (standing.entries.length && !entries.length) return;
    const row = { body, status: standing.status, entries, pending: standing.pending, miles: null };
    const near = nearEnough(view, spot, row);
    if (near) rows.push(near);
  };
  if (view.status.some((s) => !OFF_LIST.includes(s))) {
    const standings = clock.on(view["as-of"], view["known-on"]);
    clock.bodies.forEach((body, n) => take(body, standings[n] as Standing));
  }
  if (view.status.some((s) => OFF_LIST.includes(s)) && !view.model.length && !view["signed-from"] && !view["signed-to"]) {
    for (const body of others) take(body, { status: body.unclear ? "unclear" : "never", entries: [], pending: [] });
  }
  return ordered(rows, view.sort);
}

function fits(view: View, words: readonly string[], body: Body): boolean {
  const among = (some: readonly string[], value: string): boolean => !some.length || some.includes(value);
  if (!among(view.state, body.state) || !among(view.kind, body.kind) || !among(view.rurality, body.rurality) || !among(view.bound, body.bound)) return false;
  if (view.county && (body.level === "state" || !body.fips.includes(view.county))) return false;
  if (!words.length) return true;
  const text = fold(`${body.name} ${body.county} ${body.state} ${body.ori}`);
  return words.every((w) => text.includes(w));
}

function entryFits(view: View, entry: Entry): boolean {
  if (view.model.length && !view.model.includes(entry.model)) return false;
  const [from, to] = [view["signed-from"], view["signed-to"]];
  if (!from && !to) return true;
  return entry.signed !== null && from <= entry.signed && entry.signed <= (to || FAR);
}

function nearEnough(view: View, spot: Spot | null, row: Row): Row | null {
  if (!view.near) return row;
  if (!spot) return null;
  if (row.body.level === "state") return spot.state === row.body.state ? row : null;
  if (row.body.lat === null || row.body.lon === null) return null;
  const miles = milesBetween([spot.lat, spot.lon], [row.body.lat, row.body.lon]);
  return miles <= Number(view.miles) ? { ...row, miles } : null;
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

function ordered(rows: Row[], sort: string): Row[] {
  const back = sort.startsWith("-");
  const by = sort.replace(/^-/, "");
  const keyed = rows.map((row) => ({ row, name: fold(row.body.name), value: value(row, by) }));
  keyed.sort((a, b) => compare(a.row.body.state, b.row.body.state) || compare(a.name, b.name) || compare(a.row.body.key, b.row.body.key));
  if (by === "state") return (back ? keyed.reverse() : keyed).map((k) => k.row);
  const known = keyed.filter((k) => k.value !== null);
  known.sort((a, b) => (back ? -1 : 1) * compare(a.value as string, b.value as string));
  return [...known, ...keyed.filter((k) => k.value === null)].map((k) => k.row);
}

export function signedOf(row: Row): string[] {
  return row.entries.flatMap((e) => e.signed ?? []).sort();
}

export function modelsOf(row: Row): string[] {
  return [...new Set(row.entries.map((e) => e.model))].sort();
}

function value(row: Row, by: string): string | number | null {
  if (by === "name") return fold(row.body.name);
  if (by === "signed") return signedOf(row).at(-1) ?? null;
  if (by === "listed") return least(row.entries.map((e) => e.first));
  return by === "people" ? row.body.people : by === "officers" ? row.body.officers : row.miles;
}

const least = (some: readonly string[]): string | null => [...some].sort()[0] ?? null;
const most = (some: readonly (string | null)[]): string | null => some.filter((s) => s !== null).sort().at(-1) ?? null; // prettier-ignore

export type Cell = string | number | null;

/** A row under the names of the command's CSV and JSON, in their order. */
export function record(row: Row): Record<string, Cell> {
  const { body, entries, pending } = row;
  const signed = signedOf(row);
  return {
    agency_id: body.id || null, name: body.name, state: body.state, kind: body.kind, jurisdiction_level: body.level,
    county: body.county || null, county_fips: body.fips.join(";") || null, ori: body.ori || null, officers: body.officers,
    people: body.people, rurality: body.rurality || null, bound: body.bound, status: row.status, models: modelsOf(row).join(",") || null,
    agreements: entries.length, signed_first: signed[0] ?? null, signed_last: signed.at(-1) ?? null,
    first_listed_date: least(entries.map((e) => e.first)), last_listed_date: most(entries.map((e) => e.last)),
    first_list_without: row.status === "left" ? most(entries.map((e) => e.absent)) : null,
    pending_models: [...new Set(pending.map((e) => e.model))].sort().join(",") || null, pending_since: least(pending.map((e) => e.first)),
    miles: row.miles, latitude: body.lat, longitude: body.lon, point: body.point || null,
  }; // prettier-ignore
}

/** Columns of numbers with a part after the point: the command writes one even where it is nought. */
const PARTS = new Set(["miles", "latitude", "longitude"]);

/** A cell as CSV: text that a spreadsheet would run as a formula has an apostrophe before it. */
function cell([name, value]: [string, Cell]): string {
  if (value === null) return "";
  if (typeof value === "number") return PARTS.has(name) && Number.isInteger(value) ? `${value}.0` : String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(rows: readonly Row[], head: readonly string[]): string {
  return [head.join(","), ...rows.map((r) => Object.entries(record(r)).map(cell).join(","))].join("\n") + "\n";
}
