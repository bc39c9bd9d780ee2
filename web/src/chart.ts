// The cash flow drawn: cost so far and money in so far, month by month, with the end of the federal money marked.

import type { Case } from "./flow.ts";
import { floor } from "./decimal.ts";
import type { Dec } from "./decimal.ts";

const NS = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 320;
const LEFT = 74;
const RIGHT = 16;
const TOP = 26;
const BOTTOM = 30;

export interface Labels {
  alt: string;
  cost: string;
  money: string;
  cliff: string;
}

function part(name: string, values: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(values)) element.setAttribute(key, String(value));
  if (text) element.textContent = text;
  return element;
}

/** Running sums of dollars; `of` picks what is summed. */
export function running(found: Case, of: (n: number) => Dec): number[] {
  let so: Dec = 0n;
  return found.months.map((_, n) => {
    so += of(n);
    return so < 0n ? -floor(-so) : floor(so);
  });
}

/** Marks on the axis: round steps of dollars from 0. */
function marks(most: number): number[] {
  const step = [1, 2, 5].flatMap((s) => Array.from({ length: 15 }, (_, p) => s * 10 ** p)).sort((a, b) => a - b).find((s) => s * 5 >= most) ?? 1;
  return Array.from({ length: Math.ceil(Math.max(most, 1) / step) + 1 }, (_, n) => n * step);
}

function short(value: number): string {
  if (value >= 1e9) return `$${value / 1e9}bn`;
  if (value >= 1e6) return `$${value / 1e6}m`;
  return value >= 1e3 ? `$${value / 1e3}k` : `$${value}`;
}

/** `cliff` is where the federal money ends, in months from the start; null if it does not. */
export function chart(found: Case, cliff: number | null, labels: Labels): SVGElement {
  const cost = running(found, (n) => found.months[n]?.extra ?? 0n);
  const money = running(found, (n) => (found.months[n]?.received ?? 0n) + (found.months[n]?.granted ?? 0n) + (found.months[n]?.jail_income ?? 0n));
  const ticks = marks(Math.max(...cost, ...money, 1));
  const high = ticks[ticks.length - 1] ?? 1;
  const count = found.months.length;
  const x = (n: number): number => LEFT + (n / count) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => HEIGHT - BOTTOM - (value / high) * (HEIGHT - TOP - BOTTOM);
  const svg = part("svg", { class: "cash", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": labels.alt });

  for (const tick of ticks) {
    svg.append(part("path", { class: "grid", d: `M${LEFT} ${y(tick)}H${WIDTH - RIGHT}` }));
    svg.append(part("text", { class: "tick at-end", x: LEFT - 8, y: y(tick) + 4 }, short(tick)));
  }
  const every = Math.max(Math.ceil(count / 12 / 6), 1);
  let years = 0;
  found.months.forEach((month, n) => {
    if (!month.label.endsWith("-01") || years++ % every) return;
    svg.append(part("path", { class: "grid", d: `M${x(n)} ${HEIGHT - BOTTOM}v6` }));
    svg.append(part("text", { class: "tick", x: x(n), y: HEIGHT - 8 }, month.label.slice(0, 4)));
  });
  const line = (values: readonly number[]): string => `M${x(0)} ${y(0)}${values.map((v, n) => `L${x(n + 1).toFixed(1)} ${y(v).toFixed(1)}`).join("")}`;
  svg.append(part("path", { class: "line out", d: line(cost) }), part("path", { class: "line in", d: line(money) }));

  if (cliff !== null && cliff <= count) {
    const late = x(cliff) > WIDTH * 0.6;
    svg.append(part("path", { class: "cliff", d: `M${x(cliff).toFixed(1)} ${TOP - 8}V${HEIGHT - BOTTOM}` }));
    svg.append(part("text", { class: `cliff-label${late ? " at-end" : ""}`, x: x(cliff) + (late ? -6 : 6), y: TOP - 10 }, labels.cliff));
  }
  const last = count - 1;
  const costAt = y(cost[last] ?? 0);
  const moneyAt = y(money[last] ?? 0);
  const above = costAt <= moneyAt;
  const place = (at: number, up: boolean): number => Math.min(Math.max(up ? at - 9 : at + 19, TOP + 10), HEIGHT - BOTTOM - 5);
  let costText = place(costAt, above);
  let moneyText = place(moneyAt, !above);
  if (Math.abs(costText - moneyText) < 17) {
    const upper = Math.min(costText, moneyText) < TOP + 30 ? Math.min(costText, moneyText) : Math.max(costText, moneyText) - 17;
    costText = above ? upper : upper + 17;
    moneyText = above ? upper + 17 : upper;
  }
  svg.append(part("text", { class: "end-label out", x: WIDTH - RIGHT, y: costText }, labels.cost));
  svg.append(part("text", { class: "end-label in", x: WIDTH - RIGHT, y: moneyText }, labels.money));
  return svg;
}
