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
  /** Benefits beside pay, as a share of it, where nobody gave them. */
  benefits: string;
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
  "pay_due", "new_pay", "overtime", "payroll_tax", "training", "stand_ins", "supervision", "transport", "liability", "outfitting",
  "equipment", "vehicle_running", "jail", "suit", "interest", "extra", "claimed", "received", "granted", "jail_income", "net",
  "full_net", "hours",
] as const; // prettier-ignore
export type Part = (typeof PARTS)[number];
export type Line = Record<Part, Dec>;
/** What a claim is made of; each is paid in a share of its own. */
export const CLAIMED = ["purchases", "pay", "overtime", "awards"] as const;
const COSTS = [
  "new_pay", "overtime", "payroll_tax", "training", "stand_ins", "supervision", "transport", "liability", "outfitting", "equipment",
  "vehicle_running", "jail", "suit",
] as const; // prettier-ignore

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
function bought(plan: Plan, months: readonly Span[], trained: readonly Dec[], rules: readonly Rule[]): { spent: Dec; driven: boolean }[] {
  let bare: Dec = 0n;
  let anyone = false;
  let onFoot = plan.vehicle;
  return months.map((span, n) => {
    bare += trained[n] ?? 0n;
    anyone ||= bare > 0n;
    if (plan.until !== null && span.first > plan.until) return { spent: 0n, driven: plan.vehicle && !onFoot };
    const day = Math.min(span.end - 1, plan.until ?? Infinity);
    const car = onFoot && anyone ? holding(rules, "vehicle", day) : undefined;
    const kit = holding(rules, "equipment", day);
    const spent = (car ? car.value : 0n) + (kit ? mul(bare, kit.value) : 0n);
    if (car) onFoot = false;
    if (kit) bare = 0n;
    return { spent, driven: plan.vehicle && !onFoot };
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
  const rises: Dec[] = [];
  const falls: Dec[] = [];
  for (let n = 0; n * 12 < plan.months; n++) {
    rises.push(n ? mul(rises[n - 1] ?? 0n, ONE + a("wage_growth")) : ONE);
    falls.push(n ? div(falls[n - 1] ?? 0n, ONE + a("discount_rate")) : ONE);
  }
  const work = a(`work_${plan.model}`);
  const overtimeShare = mul(a("overtime_share"), work);
  const duty = mul(a("duty_share"), work);
  const training = a(`training_hours_${plan.model}`);
  const travel = plan.model === "WSO" ? a("trainee_travel") : 0n;
  const lesson = mul(mul(training, a("backfill_share")), a("backfill_premium"));
  const shortfall = mul(mul(mul(duty, hours), a("vacancy")), a("backfill_premium"));
  const perHold = a("booking_cost") + a("hold_transport") + mul(a("hold_days"), a("bed_day_cost") + a("hold_medical"));

  const trained = months.map((_, n) => (thereJoined[n] ?? 0n) + (freshJoined[n] ?? 0n));
  const purchases = bought(plan, months, trained, rules);

  const coming: Dec[] = [];
  const lines = months.map((span, n): Month => {
    const k = (there[n] ?? 0n) + (fresh[n] ?? 0n);
    const j = trained[n] ?? 0n;
    const share = div(whole(span.end - span.first), whole(span.yearDays));
    const equipment = purchases[n]?.spent ?? 0n;
    const salary = mul(plan.salary, rises[Math.floor(n / 12)] ?? ONE);
    const pay = mul(salary, ONE + plan.benefits);
    const hourly = div(pay, hours);
    const overtime = mul(mul(mul(k, salary), share), overtimeShare);
    const held = div(mul(mul(a("holds"), share), k), whole(plan.officers));

    const claims = { purchases: equipment, pay: 0n, overtime: 0n, awards: 0n };
    for (const rule of rules) {
      const ends = Math.min(span.end, rule.to ?? Infinity, plan.until === null ? Infinity : plan.until + 1);
      const days = Math.max(ends - Math.max(span.first, rule.from), 0);
      const part = div(whole(days), whole(span.yearDays));
      if (rule.name === "salary_and_benefits") claims.pay += mul(mul(mul(k, pay), rule.value), part);
      else if (rule.name === "overtime_cap") claims.overtime += mul(mul(mul(k, salary), least(overtimeShare, rule.value)), part);
    }
    if (span.number % 3 === 0 && (plan.until === null || span.end - 1 <= plan.until)) {
      claims.awards += mul(k, award(a("success_rate"), span.end - 1, rules));
    }
    for (const part of ["pay", "overtime", "awards"] as const) claims[part] = mul(claims[part], a("eligible_share"));
    coming.push(sum(CLAIMED.map((part) => mul(claims[part], a(`paid_${part}`)))));

    return {
      label: `${span.year}-${String(span.number).padStart(2, "0")}`,
      officers: k,
      pay_due: mul(mul(there[n] ?? 0n, pay), share),
      new_pay: mul(mul(fresh[n] ?? 0n, pay), share),
      overtime,
      payroll_tax: mul(overtime, a("payroll_tax")),
      training: mul(j, mul(lesson, hourly) + travel),
      stand_ins: mul(mul(mul(there[n] ?? 0n, share), hourly), shortfall),
      supervision: mul(mul(mul(mul(k, work), a("supervision_hours")), hourly), a("supervisor_premium")),
      transport: mul(mul(k, work), a("transport_cost")),
      liability: mul(k, a("liability_cost")) / 12n,
      outfitting: mul(freshJoined[n] ?? 0n, a("outfit_cost")),
      equipment,
      vehicle_running: purchases[n]?.driven ? a("vehicle_running") / 12n : 0n,
      jail: mul(held, perHold),
      suit: n === plan.months - 1 ? a("suit") : 0n,
      interest: 0n,
      extra: 0n,
      claimed: sum(CLAIMED.map((part) => claims[part])),
      received: 0n,
      granted: 0n,
      jail_income: mul(held, a("hold_income")) + mul(a("scaap"), share),
      net: 0n,
      full_net: 0n,
      hours: mul(mul(mul(k, duty), hours), share) + mul(j, training),
    };
  });

  const delay = floor(a("payment_delay") + ONE / 2n);
  lines.forEach((line, n) => {
    const late = lines[n + delay];
    if (late) late.received = coming[n] ?? 0n;
    line.extra = sum(COSTS.map((part) => line[part]));
  });
  grant(plan, lines, coming, duty, a);
  let behind: Dec = 0n;
  lines.forEach((line, n) => {
    line.interest = mul(most(behind, 0n), a("advance_interest")) / 12n;
    behind += line.extra - line.received - line.granted - line.jail_income;
    line.extra += line.interest;
    line.net = line.extra - line.received - line.granted - line.jail_income;
    line.full_net = line.net + line.pay_due;
    const fall = falls[Math.floor(n / 12)] ?? ONE;
    if (fall !== ONE) for (const part of PARTS) if (part !== "hours") line[part] = mul(line[part], fall);
  });

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
function grant(plan: Plan, lines: Month[], coming: readonly Dec[], duty: Dec, a: (name: string) => Dec): void {
  if (!plan.grant) return;
  for (let start = 0; start < lines.length; start += 12) {
    const year = lines.slice(start, start + 12);
    let limit = mul((plan.grant * BigInt(year.length)) / 12n, a("grant_share"));
    if (start) limit = mul(limit, a("grant_again"));
    const unpaid = sum(year.map((m, n) => m.extra - m.suit + mul(m.pay_due, duty) - (coming[start + n] ?? 0n) - m.jail_income));
    const last = year[year.length - 1];
    if (last) last.granted = least(most(unpaid, 0n), limit);
  }
}

function together(lines: readonly Line[]): Line {
  return Object.fromEntries(PARTS.map((part) => [part, sum(lines.map((line) => line[part]))])) as Line;
}
