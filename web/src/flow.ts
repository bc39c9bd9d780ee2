// The central case of a plan, month by month: docs/methods/money.md ("The central case, step by step") in exact decimals.
// tests/site/test_calculator.py holds it equal to the library's to the cent.

import { div, floor, least, most, mul, ONE, parse, sum, whole } from "./decimal.ts";
import type { Dec } from "./decimal.ts";

export type Model = "TFM" | "JEM" | "WSO";

export interface Source {
  title: string;
  url: string;
  date: string;
  confidence: string;
}

/** data/calculator.json: what deputized.money.rules_json gives. */
export interface Published {
  work_hours_a_year: number;
  max_months: number;
  rules: { rule: string; value: string; from: string; to: string | null; models: string[]; source: Source }[];
  assumptions: { name: string; low: string; central: string; high: string; unit: string; source: string; source_url: string }[];
}

export interface Plan {
  model: Model;
  officers: number;
  newPosts: number;
  salary: Dec;
  benefits: Dec;
  /** Days since 1970. */
  start: number;
  /** Last day with federal money; null: it does not end in the time looked at. */
  until: number | null;
  months: number;
  vehicle: boolean;
  grant: Dec;
  assumptions: ReadonlyMap<string, Dec>;
}

export const PARTS = [
  "pay_due", "new_pay", "overtime", "training", "supervision", "transport", "liability", "equipment", "extra", "claimed",
  "received", "granted", "net", "full_net", "hours",
] as const; // prettier-ignore
export type Part = (typeof PARTS)[number];
export type Line = Record<Part, Dec>;

export interface Month extends Line {
  label: string;
  officers: Dec;
}

export interface Case {
  months: Month[];
  years: Line[];
  total: Line;
  largestAdvance: Dec;
  /** Share of all claims that must be paid for no net cost; null where nothing is claimed. */
  breakEven: Dec | null;
  hoursAMonth: Dec;
}

export const dayOf = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day) / 86_400_000;

/** A day in ISO form as days since 1970; null if it is none. */
export function readDay(text: string): number | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found) return null;
  const day = dayOf(Number(found[1]), Number(found[2]), Number(found[3]));
  return writeDay(day) === text ? day : null;
}

export const writeDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

export interface Span {
  year: number;
  number: number;
  first: number;
  /** First day after it. */
  end: number;
  yearDays: number;
}

export function monthsOf(start: number, count: number): Span[] {
  const begin = new Date(start * 86_400_000);
  return Array.from({ length: count }, (_, n) => {
    const at = begin.getUTCMonth() + n;
    const year = begin.getUTCFullYear() + Math.floor(at / 12);
    const number = (at % 12) + 1;
    const first = n === 0 ? start : dayOf(year, number, 1);
    return { year, number, first, end: dayOf(year, number + 1, 1), yearDays: dayOf(year + 1, 1, 1) - dayOf(year, 1, 1) };
  });
}

export interface Rule {
  name: string;
  /** As published. */
  text: string;
  value: Dec;
  from: number;
  to: number | null;
}

export function rulesFor(model: Model, published: Published): Rule[] {
  return published.rules
    .filter((r) => r.models.includes(model))
    .map((r) => ({ name: r.rule, text: r.value, value: parse(r.value) ?? 0n, from: readDay(r.from) ?? 0, to: r.to === null ? null : readDay(r.to) }));
}

const holding = (rules: readonly Rule[], name: string, day: number): Rule | undefined =>
  rules.find((r) => r.name === name && day >= r.from && (r.to === null || day < r.to));

/** Step 1: officers of `posts` in service each month, and those trained in it. */
function staffed(posts: number, hire: number, turnover: Dec, count: number, vacant: boolean): [Dec[], Dec[]] {
  const serving: Dec[] = [];
  const joined: Dec[] = [];
  const left: Dec[] = [];
  const begin = vacant ? hire : 0;
  const wait = Math.max(hire, 1);
  let now: Dec = 0n;
  for (let month = 0; month < count; month++) {
    const joining = (left[month - wait] ?? 0n) + (posts && month === begin ? whole(posts) : 0n);
    joined.push(joining);
    now += joining;
    serving.push(now);
    const leaving = mul(now, turnover) / 12n;
    left.push(leaving);
    now -= leaving;
  }
  return [serving, joined];
}

/** The tiers of the award for the quarter that ends on a day: least percent and dollars, the highest first. */
export function awardTiers(day: number, rules: readonly Rule[]): [number, number][] {
  const tiers: [number, number][] = [];
  for (const [percent, name] of [[90, "award_90"], [80, "award_80"], [70, "award_70"]] as const) {
    const tier = holding(rules, name, day);
    if (tier) tiers.push([percent, Number(tier.text)]);
  }
  return tiers;
}

/** The award of an officer for the quarter that ends on a day. */
function award(rate: Dec, day: number, rules: readonly Rule[]): Dec {
  const perCent = floor(rate * 100n + ONE / 1_000_000_000n);
  for (const [least, name] of [[90, "award_90"], [80, "award_80"], [70, "award_70"]] as const) {
    const tier = holding(rules, name, day);
    if (perCent >= least && tier) return tier.value;
  }
  return 0n;
}

/** Step 3: a vehicle with the first officers, and equipment for those trained so far and not yet equipped. */
function bought(plan: Plan, months: readonly Span[], trained: readonly Dec[], rules: readonly Rule[]): Dec[] {
  let bare: Dec = 0n;
  let anyone = false;
  let onFoot = plan.vehicle;
  return months.map((span, n) => {
    bare += trained[n] ?? 0n;
    anyone ||= bare > 0n;
    if (plan.until !== null && span.first > plan.until) return 0n;
    const day = Math.min(span.end - 1, plan.until ?? Infinity);
    const car = onFoot && anyone ? holding(rules, "vehicle", day) : undefined;
    const kit = holding(rules, "equipment", day);
    const spent = (car ? car.value : 0n) + (kit ? mul(bare, kit.value) : 0n);
    if (car) onFoot = false;
    if (kit) bare = 0n;
    return spent;
  });
}

export function central(plan: Plan, published: Published): Case {
  const a = (name: string): Dec => plan.assumptions.get(name) ?? 0n;
  const hours = whole(published.work_hours_a_year);
  const rules = rulesFor(plan.model, published);
  const months = monthsOf(plan.start, plan.months);
  const hire = floor(a("hire_months") + ONE / 2n);
  const [there, thereJoined] = staffed(plan.officers - plan.newPosts, hire, a("turnover"), plan.months, false);
  const [fresh, freshJoined] = staffed(plan.newPosts, hire, a("turnover"), plan.months, true);
  const pay = mul(plan.salary, ONE + plan.benefits);
  const hourly = div(pay, hours);
  const work = a(`work_${plan.model}`);
  const overtimeShare = mul(a("overtime_share"), work);
  const duty = mul(a("duty_share"), work);
  const training = a(`training_hours_${plan.model}`);
  const backfill = mul(mul(mul(training, hourly), a("backfill_share")), a("backfill_premium")) + (plan.model === "WSO" ? a("trainee_travel") : 0n);
  const paidShare = a("paid_share");

  const trained = months.map((_, n) => (thereJoined[n] ?? 0n) + (freshJoined[n] ?? 0n));
  const purchases = bought(plan, months, trained, rules);

  const lines = months.map((span, n): Month => {
    const k = (there[n] ?? 0n) + (fresh[n] ?? 0n);
    const j = trained[n] ?? 0n;
    const share = div(whole(span.end - span.first), whole(span.yearDays));
    const equipment = purchases[n] ?? 0n;

    let claim: Dec = 0n;
    for (const rule of rules) {
      const ends = Math.min(span.end, rule.to ?? Infinity, plan.until === null ? Infinity : plan.until + 1);
      const days = Math.max(ends - Math.max(span.first, rule.from), 0);
      const part = div(whole(days), whole(span.yearDays));
      if (rule.name === "salary_and_benefits") claim += mul(mul(mul(k, pay), rule.value), part);
      else if (rule.name === "overtime_cap") claim += mul(mul(mul(k, plan.salary), least(overtimeShare, rule.value)), part);
    }
    if (span.number % 3 === 0 && (plan.until === null || span.end - 1 <= plan.until)) {
      claim += mul(k, award(a("success_rate"), span.end - 1, rules));
    }

    const line: Month = {
      label: `${span.year}-${String(span.number).padStart(2, "0")}`,
      officers: k,
      pay_due: mul(mul(there[n] ?? 0n, pay), share),
      new_pay: mul(mul(fresh[n] ?? 0n, pay), share),
      overtime: mul(mul(mul(k, plan.salary), share), overtimeShare),
      training: mul(j, backfill),
      supervision: mul(mul(mul(mul(k, work), a("supervision_hours")), hourly), a("supervisor_premium")),
      transport: mul(mul(k, work), a("transport_cost")),
      liability: mul(k, a("liability_cost")) / 12n,
      equipment,
      extra: 0n,
      claimed: mul(claim, a("eligible_share")) + equipment,
      received: 0n,
      granted: 0n,
      net: 0n,
      full_net: 0n,
      hours: mul(mul(mul(k, duty), hours), share) + mul(j, training),
    };
    line.extra = line.new_pay + line.overtime + line.training + line.supervision + line.transport + line.liability + line.equipment;
    return line;
  });

  const delay = floor(a("payment_delay") + ONE / 2n);
  lines.forEach((line, n) => {
    const late = lines[n + delay];
    if (late) late.received = mul(line.claimed, paidShare);
  });
  grant(plan, lines, duty, paidShare, a);
  for (const line of lines) {
    line.net = line.extra - line.received - line.granted;
    line.full_net = line.net + line.pay_due;
  }

  let outlay: Dec = 0n;
  let advance: Dec = 0n;
  for (const line of lines) {
    outlay += line.claimed - line.received;
    advance = most(advance, outlay);
  }
  const total = together(lines);
  const years = [];
  for (let n = 0; n < lines.length; n += 12) years.push(together(lines.slice(n, n + 12)));
  return {
    months: lines, years, total, largestAdvance: advance, breakEven: total.claimed ? div(total.extra, total.claimed) : null,
    hoursAMonth: total.hours / BigInt(lines.length),
  }; // prettier-ignore
}

/** Step 6: state grants, at the end of each twelve months. */
function grant(plan: Plan, lines: Month[], duty: Dec, paidShare: Dec, a: (name: string) => Dec): void {
  if (!plan.grant) return;
  for (let start = 0; start < lines.length; start += 12) {
    const year = lines.slice(start, start + 12);
    let limit = mul((plan.grant * BigInt(year.length)) / 12n, a("grant_share"));
    if (start) limit = mul(limit, a("grant_again"));
    const unpaid = sum(year.map((m) => m.extra + mul(m.pay_due, duty) - mul(m.claimed, paidShare)));
    const last = year[year.length - 1];
    if (last) last.granted = least(most(unpaid, 0n), limit);
  }
}

function together(lines: readonly Line[]): Line {
  return Object.fromEntries(PARTS.map((part) => [part, sum(lines.map((line) => line[part]))])) as Line;
}
