// The calculator's inputs: from fields to a plan, each problem said beside its field.

import { div, mul, parse, plain, whole } from "./decimal.ts";
import type { Dec } from "./decimal.ts";
import { readDay, writeDay } from "./flow.ts";
import type { Model, Plan, Published } from "./flow.ts";
import { fill } from "./page.ts";

export type Kind = "model" | "count" | "pay" | "percent" | "number" | "day" | "flag";

export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly required: boolean;
  /** Of assumptions: its central value, as the field shows it. */
  readonly central: string | null;
}

/** What is known of an agency or county: see site/calculator.py. */
export interface Known {
  name: string;
  people: number | null;
  force: number | null;
  year: number | null;
  grant: string | null;
  programme: string | null;
  /** An estimate of the officers who take part; null where nobody counts the force. */
  officers: number | null;
  /** BLS's mean pay and its area, of patrol officers (TFM) and of jailers (JEM); null where BLS released none. */
  pay: { TFM: [number, string] | null; JEM: [number, string] | null };
  /** Of agencies: models held on the newest list, with the day ICE prints. */
  signed?: Record<string, string | null>;
}

export type Values = Record<string, string>;
export type Errors = Record<string, string>;

const HUNDRED = whole(100);

/** A share as its field shows it, in per cent: 0.38 is 38. */
export const asPercent = (share: string): string => plain(mul(parse(share) ?? 0n, HUNDRED));

export function fieldsOf(published: Published): Field[] {
  const own: [string, Kind, boolean?][] = [
    ["model", "model"], ["officers", "count", true], ["new_posts", "count"], ["salary", "pay", true], ["benefits", "percent", true],
    ["start", "day", true], ["until", "day"], ["vehicle", "flag"], ["grant", "number"], ["months", "count"],
  ]; // prettier-ignore
  return [
    ...own.map(([name, kind, required]): Field => ({ name, kind, required: required ?? false, central: null })),
    ...published.assumptions.map((a): Field => {
      const share = a.unit.startsWith("share");
      return { name: a.name, kind: share ? "percent" : "number", required: false, central: share ? asPercent(a.central) : plain(parse(a.central) ?? 0n) };
    }),
  ];
}

/** The first model held that rules pay for, else the first held, else TFM. */
export function modelOf(known: Known | null): Model {
  const held = Object.keys(known?.signed ?? {});
  return (["TFM", "JEM", "WSO"] as const).find((m) => held.includes(m)) ?? "TFM";
}

/** The pay that stands in for a body under a model, with its area; null where none can. */
export const payOf = (known: Known | null, model: string): [number, string] | null => known?.pay[model === "TFM" ? "TFM" : "JEM"] ?? null;

/** The month after signing, not before the rules began; unsigned, the month after today. */
export function startOf(known: Known | null, model: string, today: string, published: Published): string {
  const signed = known?.signed?.[model] ?? today;
  const [year = 2025, month = 1] = signed.split("-").map(Number);
  const following = `${year + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-01`;
  const began = published.rules.filter((r) => r.rule === "salary_and_benefits").map((r) => r.from).sort()[0] ?? following;
  return following > began ? following : began;
}

export interface Read {
  plan: Plan | null;
  errors: Errors;
  /** Needed and still empty. */
  missing: string[];
}

/** The plan that fields speak of, or what is wrong with each. */
export function read(values: Values, fields: readonly Field[], published: Published, force: number | null, words: Record<string, string>): Read {
  const errors: Errors = {};
  const missing: string[] = [];
  const say = (key: string, given: Record<string, string | number> = {}): string => fill(words[key] ?? key, given);
  const text = (name: string): string => (values[name] ?? "").trim();

  const number = (name: string, low: Dec, high: Dec | null, message: string): Dec => {
    const value = parse(text(name));
    if (value === null || value < low || (high !== null && value > high)) errors[name] = message;
    return value ?? 0n;
  };
  const count = (name: string, low: number, high: number, empty: number): number => {
    if (!text(name)) return empty;
    const value = /^[\d,]{1,9}$/.test(text(name)) ? Number(text(name).replace(/,/g, "")) : NaN;
    if (!(value >= low && value <= high)) errors[name] = say("e_whole", { least: low, most: high.toLocaleString("en-US") });
    return value;
  };
  const day = (name: string): number | null => {
    if (!text(name)) return null;
    const value = readDay(text(name));
    if (value === null) errors[name] = say("e_day");
    return value;
  };
  for (const field of fields) if (field.required && !text(field.name)) missing.push(field.name);

  const officers = count("officers", 1, 100_000, 0);
  const newPosts = count("new_posts", 0, 100_000, 0);
  if (!errors["new_posts"] && !errors["officers"] && officers && newPosts > officers) errors["new_posts"] = say("e_new", { most: officers });
  if (force !== null && !errors["officers"] && officers > force) errors["officers"] = say("e_force", { force });
  const salary = text("salary") ? number("salary", 1n, whole(10_000_000), say("e_pay")) : 0n;
  const start = day("start");
  const until = day("until");
  if (start !== null && until !== null && until < start) errors["until"] = say("e_until");
  const months = count("months", 1, published.max_months, Math.min(start !== null && until !== null ? between(start, until) + 12 : 36, published.max_months));

  const assumptions = new Map<string, Dec>();
  let benefits: Dec = 0n;
  for (const field of fields) {
    if (field.kind === "percent") {
      if (!text(field.name) && field.central === null) continue;
      const value = div(number(field.name, 0n, HUNDRED, say("e_between", { least: 0, most: 100 })), HUNDRED);
      if (field.name === "benefits") benefits = value;
      else assumptions.set(field.name, value);
    } else if (field.central !== null) assumptions.set(field.name, number(field.name, 0n, null, say("e_number")));
  }
  const grant = text("grant") ? number("grant", 0n, null, say("e_number")) : 0n;
  const model = values["model"];
  const good = !missing.length && !Object.keys(errors).length && start !== null && (model === "TFM" || model === "JEM" || model === "WSO");
  return {
    plan: good ? { model, officers, newPosts, salary, benefits, start, until, months, vehicle: values["vehicle"] === "1", grant, assumptions } : null,
    errors,
    missing,
  };
}

/** Months from that of `start` to that of `end`, both counted. */
export function between(start: number, end: number): number {
  const [a, b] = [new Date(start * 86_400_000), new Date(end * 86_400_000)];
  return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth() + 1;
}

/** The command that computes the same plan. */
export function commandOf(body: string, known: Known | null, plan: Plan, fields: readonly Field[], values: Values): string {
  const option = (name: string, value: string): string => ` --${name} ${value}`;
  const set = fields
    .filter((f) => f.central !== null && values[f.name] !== f.central)
    .map((f) => option("assume", `${f.name}=${plain(plan.assumptions.get(f.name) ?? 0n)}`));
  return [
    `deputized money agency ${body || "AGENCY"} --officers ${plan.officers} --salary ${plain(plan.salary)} --benefits ${plain(plan.benefits)}`,
    option("model", plan.model), option("start", writeDay(plan.start)), plan.until === null ? "" : option("until", writeDay(plan.until)),
    option("months", String(plan.months)), plan.newPosts ? option("new-posts", String(plan.newPosts)) : "", plan.vehicle ? "" : " --no-vehicle",
    plan.grant === (parse(known?.grant ?? "0") ?? 0n) ? "" : option("grant", plain(plan.grant)),
    ...set,
  ].join(""); // prettier-ignore
}

