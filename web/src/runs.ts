// Ten thousand runs of a plan with every assumption drawn from its range: the library's own draws and arithmetic
// (deputized.money.scenario), in binary floating point as there. tests/site/test_calculator_runs.py holds them equal.

import { awardTiers, monthsOf, rulesFor } from "./flow.ts";
import type { Model, Published, Rule, Span } from "./flow.ts";
import { Random } from "./random.ts";
import type { Seed } from "./random.ts";

/** A plan in plain numbers, as it goes to the worker. `fixed` are assumptions that the reader set. */
export interface RunPlan {
  model: Model;
  officers: number;
  newPosts: number;
  salary: number;
  benefits: number;
  start: number;
  until: number | null;
  months: number;
  vehicle: boolean;
  grant: number;
  fixed: Record<string, number>;
}

export interface Spread {
  low: number;
  middle: number;
  high: number;
}

export interface Runs {
  draws: number;
  /** Share of runs that end with a net local cost. */
  costChance: number;
  net: Spread;
  costChanceWithHours: number;
  netWithHours: Spread;
  costChanceReplaced: number;
  netReplaced: Spread;
  advance: Spread;
}

type Columns = Map<string, Float64Array>;

/** One plan's runs. The same plan, seed and count give the same numbers as the library. */
export function runs(plan: RunPlan, published: Published & { seed: Seed }, count: number): Runs {
  const random = new Random(published.seed);
  const drawn: Columns = new Map();
  for (const a of [...published.assumptions].sort((x, y) => (x.name < y.name ? -1 : 1))) {
    const column = new Float64Array(count);
    const fixed = plan.fixed[a.name];
    const [low, mode, high] = fixed === undefined ? [Number(a.low), Number(a.central), Number(a.high)] : [fixed, fixed, fixed];
    if (low === high) column.fill(mode);
    else for (let n = 0; n < count; n++) column[n] = random.triangular(low, mode, high);
    drawn.set(a.name, column);
  }
  const quarters = Math.floor(plan.months / 3) + 2;
  const calm = calendar(plan, published);
  const net = new Float64Array(count);
  const whole = new Float64Array(count);
  const replaced = new Float64Array(count);
  const advance = new Float64Array(count);
  const luck = new Float64Array(quarters);
  for (let n = 0; n < count; n++) {
    for (let q = 0; q < quarters; q++) luck[q] = random.unit();
    const a = (name: string): number => drawn.get(name)?.[n] ?? 0;
    const found = one(plan, published.work_hours_a_year, calm, a, luck);
    net[n] = found.net;
    whole[n] = found.net + found.hoursValue;
    replaced[n] = found.net + found.hoursValue * a("backfill_premium");
    advance[n] = found.advance;
  }
  return {
    draws: count, costChance: chance(net), net: spread(net), costChanceWithHours: chance(whole), netWithHours: spread(whole),
    costChanceReplaced: chance(replaced), netReplaced: spread(replaced),
    advance: spread(advance),
  }; // prettier-ignore
}

interface Calendar {
  spans: Span[];
  rules: Rule[];
  share: number[];
  quarter: number[];
  /** By month: what part of the year each rule holds in it. */
  held: { name: string; value: number; parts: number[] }[];
  /** By month: the award tiers of the quarter that ends with it. */
  tiers: ([number, number][] | null)[];
  car: (number | null)[];
  kit: (number | null)[];
}

function calendar(plan: RunPlan, published: Published): Calendar {
  const spans = monthsOf(plan.start, plan.months);
  const rules = rulesFor(plan.model, published);
  const first = spans[0];
  const last = (span: Span): number => Math.min(span.end - 1, plan.until ?? Infinity);
  const over = (span: Span): boolean => plan.until !== null && span.first > plan.until;
  const worth = (name: string, day: number): number | null => {
    const found = rules.find((r) => r.name === name && day >= r.from && (r.to === null || day < r.to));
    return found ? Number(found.text) : null;
  };
  return {
    spans,
    rules,
    share: spans.map((s) => (s.end - s.first) / s.yearDays),
    quarter: spans.map((s) => (s.year - (first?.year ?? 0)) * 4 + Math.floor((s.number - 1) / 3) - Math.floor(((first?.number ?? 1) - 1) / 3)),
    held: rules
      .filter((r) => r.name === "salary_and_benefits" || r.name === "overtime_cap")
      .map((r) => ({
        name: r.name,
        value: Number(r.text),
        parts: spans.map((s) => {
          const ends = Math.min(s.end, r.to ?? Infinity, plan.until === null ? Infinity : plan.until + 1);
          return Math.max(ends - Math.max(s.first, r.from), 0) / s.yearDays;
        }),
      })),
    tiers: spans.map((s) => (s.number % 3 === 0 && (plan.until === null || s.end - 1 <= plan.until) ? awardTiers(s.end - 1, rules) : null)),
    car: spans.map((s) => (over(s) ? null : worth("vehicle", last(s)))),
    kit: spans.map((s) => (over(s) ? null : worth("equipment", last(s)))),
  };
}

/** Officers in service and trained each month; see flow.ts, step 1. */
function staffed(posts: number, hire: number, turnover: number, count: number, vacant: boolean): [Float64Array, Float64Array] {
  const serving = new Float64Array(count);
  const joined = new Float64Array(count);
  const left = new Float64Array(count);
  if (!posts) return [serving, joined];
  const begin = vacant ? hire : 0;
  const wait = Math.max(hire, 1);
  let now = 0;
  for (let month = 0; month < count; month++) {
    const joining = (month >= wait ? (left[month - wait] ?? 0) : 0) + (month === begin ? posts : 0);
    joined[month] = joining;
    now += joining;
    serving[month] = now;
    const leaving = now * (turnover / 12);
    left[month] = leaving;
    now -= leaving;
  }
  return [serving, joined];
}

function one(plan: RunPlan, workHours: number, c: Calendar, a: (name: string) => number, luck: Float64Array): { net: number; hoursValue: number; advance: number } {
  const count = plan.months;
  const hire = Math.floor(a("hire_months") + 0.5);
  const [there, thereJoined] = staffed(plan.officers - plan.newPosts, hire, a("turnover"), count, false);
  const [fresh, freshJoined] = staffed(plan.newPosts, hire, a("turnover"), count, true);
  const work = a(`work_${plan.model}`);
  const lessons = a(`training_hours_${plan.model}`);
  const premium = a("backfill_premium");
  const travel = plan.model === "WSO" ? a("trainee_travel") : 0;
  const overtimeShare = a("overtime_share") * work;
  const duty = a("duty_share") * work;
  const transport = work * a("transport_cost");
  const liability = a("liability_cost") / 12;
  const eligible = a("eligible_share");
  const percent = Math.floor(a("success_rate") * 100 + 1e-9);
  const delay = Math.floor(a("payment_delay") + 0.5);
  const [paidPurchases, paidPay, paidOvertime, paidAwards] = [a("paid_purchases"), a("paid_pay"), a("paid_overtime"), a("paid_awards")];
  const growth = 1 + a("wage_growth");
  const discount = 1 + a("discount_rate");
  const tax = a("payroll_tax");
  const vacancy = a("vacancy");
  const outfit = a("outfit_cost");
  const running = a("vehicle_running") / 12;
  const interest = a("advance_interest") / 12;
  const holds = a("holds") / plan.officers;
  const perHold = a("booking_cost") + a("hold_transport") + a("hold_days") * (a("bed_day_cost") + a("hold_medical"));
  const [holdIncome, scaap, suit] = [a("hold_income"), a("scaap"), a("suit")];
  const [backfill, supervisor, supervised] = [a("backfill_share"), a("supervisor_premium"), a("supervision_hours")];

  const received = new Float64Array(count);
  const claims = new Float64Array(count);
  const extras = new Float64Array(count);
  const incomes = new Float64Array(count);
  const idle = new Float64Array(count);
  let bare = 0;
  let anyone = false;
  let onFoot = plan.vehicle;
  let unpaid = 0;
  let salary = plan.salary;
  for (let n = 0; n < count; n++) {
    if (n && n % 12 === 0) salary = plan.salary * growth ** (n / 12);
    const pay = salary * (1 + plan.benefits);
    const hourly = pay / workHours;
    const share = c.share[n] ?? 0;
    const here = there[n] ?? 0;
    const k = here + (fresh[n] ?? 0);
    const j = (thereJoined[n] ?? 0) + (freshJoined[n] ?? 0);
    bare += j;
    anyone ||= j > 0;
    let bought = 0;
    const car = c.car[n] ?? null;
    if (onFoot && anyone && car !== null) {
      bought += car;
      onFoot = false;
    }
    const kit = c.kit[n] ?? null;
    if (kit !== null) {
      bought += bare * kit;
      bare = 0;
    }
    let [claimPay, claimOvertime] = [0, 0];
    for (const rule of c.held) {
      const part = rule.parts[n] ?? 0;
      if (rule.name === "salary_and_benefits") claimPay += k * (pay * rule.value) * part;
      else claimOvertime += k * salary * Math.min(overtimeShare, rule.value) * part;
    }
    const tiers = c.tiers[n];
    const claimAwards = (tiers ? k * (tiers.find(([least]) => percent >= least)?.[1] ?? 0) : 0) * eligible;
    claimPay *= eligible;
    claimOvertime *= eligible;
    claims[n] = claimPay + claimOvertime + claimAwards + bought;
    const chance = luck[c.quarter[n] ?? 0] ?? 0;
    const coming =
      (chance < paidPay ? claimPay : 0) + (chance < paidOvertime ? claimOvertime : 0) + (chance < paidAwards ? claimAwards : 0) + (chance < paidPurchases ? bought : 0);
    if (n + delay < count) received[n + delay] = coming;
    const taken = here * duty * workHours * share;
    const overtime = k * salary * share * overtimeShare;
    const held = holds * share * k;
    const income = held * holdIncome + scaap * share;
    const extra =
      (fresh[n] ?? 0) * pay * share + overtime * (1 + tax) + j * (lessons * hourly * backfill * premium + travel) + taken * hourly * vacancy * premium +
      k * work * supervised * hourly * supervisor + k * transport + k * liability + (freshJoined[n] ?? 0) * outfit + bought +
      (plan.vehicle && !onFoot ? running : 0) + held * perHold; // prettier-ignore
    extras[n] = extra + (n === count - 1 ? suit : 0);
    incomes[n] = income;
    idle[n] = (taken * (1 - vacancy) + (thereJoined[n] ?? 0) * lessons * (1 - backfill)) * hourly;
    unpaid += extra + here * pay * share * duty - coming - income;
    if ((n + 1) % 12 === 0 || n === count - 1) {
      const length = (n % 12) + 1;
      const most = ((plan.grant * length) / 12) * a("grant_share") * (n >= 12 ? a("grant_again") : 1);
      if (plan.grant) incomes[n] = income + Math.min(Math.max(unpaid, 0), most);
      unpaid = 0;
    }
  }
  let [net, hoursValue, behind, outlay, advance, worth] = [0, 0, 0, 0, 0, 1];
  for (let n = 0; n < count; n++) {
    if (n && n % 12 === 0) worth = discount ** -(n / 12);
    const left = (extras[n] ?? 0) - (received[n] ?? 0) - (incomes[n] ?? 0);
    net += (left + Math.max(behind, 0) * interest) * worth;
    behind += left;
    hoursValue += (idle[n] ?? 0) * worth;
    outlay += ((claims[n] ?? 0) - (received[n] ?? 0)) * worth;
    advance = Math.max(advance, outlay);
  }
  return { net, hoursValue, advance };
}

function chance(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (value >= 0.5) count++;
  return count / values.length;
}

/** The tenth, fiftieth and ninetieth of a hundred, between neighbors in a straight line. */
function spread(values: Float64Array): Spread {
  const sorted = values.slice().sort();
  const at = (share: number): number => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? 0;
    return low + ((sorted[below + 1] ?? low) - low) * (place - below);
  };
  return { low: at(0.1), middle: at(0.5), high: at(0.9) };
}
