// Exact money: decimals of 24 places in whole numbers, no binary floating point.

export type Dec = bigint;

const PLACES = 24;
export const ONE: Dec = 10n ** BigInt(PLACES);
const CENT = ONE / 100n;
/** The millionth of a cent that docs/methods/money.md adds before cutting off, so that both sides of half a cent agree. */
const NUDGE = ONE / 100_000_000n;

export const whole = (n: number): Dec => BigInt(n) * ONE;
export const mul = (a: Dec, b: Dec): Dec => (a * b) / ONE;
export const div = (a: Dec, b: Dec): Dec => (a * ONE) / b;
export const least = (a: Dec, b: Dec): Dec => (a < b ? a : b);
export const most = (a: Dec, b: Dec): Dec => (a > b ? a : b);
export const sum = (values: readonly Dec[]): Dec => values.reduce((a, b) => a + b, 0n);
/** The whole number at or below a number that is not negative. */
export const floor = (a: Dec): number => Number(a / ONE);

/** A number as people write it: "52,000", "$52,000.50", "0.38". Null for anything else. */
export function parse(text: string): Dec | null {
  const found = /^\$?\s*(-?)(\d[\d,]*|)(?:\.(\d{0,12}))?$/.exec(text.trim());
  if (!found || (!found[2] && !found[3])) return null;
  const units = (found[2] ?? "").replace(/,/g, "") || "0";
  if (units.length > 15) return null;
  const value = BigInt(units) * ONE + BigInt((found[3] ?? "").padEnd(PLACES, "0"));
  return found[1] ? -value : value;
}

/** A decimal as it is written, without zeros at its end: 0.38. */
export function plain(value: Dec): string {
  const size = value < 0n ? -value : value;
  const rest = (size % ONE).toString().padStart(PLACES, "0").replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${size / ONE}${rest && `.${rest}`}`;
}

/** Dollars to the cent, half a cent away from zero: "-1234.50". */
export function cents(value: Dec): string {
  const size = ((value < 0n ? -value : value) + CENT / 2n + NUDGE) / CENT;
  return `${value < 0n && size ? "-" : ""}${size / 100n}.${(size % 100n).toString().padStart(2, "0")}`;
}

/** Dollars to the cent for people: "-$1,234.50". */
export function dollars(value: Dec): string {
  const text = cents(value);
  const size = text.replace("-", "");
  const [units = "0", rest = "00"] = size.split(".");
  return `${text.startsWith("-") ? "-" : ""}$${units.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
}

/** A number to some places, rounded as cents are: fixed(0.3333, 2) is "0.33". */
export function fixed(value: Dec, places: number): string {
  const unit = 10n ** BigInt(PLACES - places);
  const size = ((value < 0n ? -value : value) + unit / 2n + unit / 1_000_000n) / unit;
  const text = size.toString().padStart(places + 1, "0");
  const units = text.slice(0, text.length - places).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${value < 0n && size ? "-" : ""}${units}${places ? `.${text.slice(-places)}` : ""}`;
}
