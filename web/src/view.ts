// A view of the roster: its filters in the address, by the names `deputized agencies` has for them (explore/view.py).

export const STATUSES = ["listed", "pending", "left", "announced", "never", "unclear"] as const;
export const OFF_LIST = ["never", "unclear"];
const MANY = ["state", "model", "kind", "status", "rurality", "bound"] as const;
const ONE = ["county", "near", "miles", "signed-from", "signed-to", "as-of", "known-on", "name", "sort"] as const;
/** The order of filters in an address. */
const ORDER = [
  "state", "county", "near", "miles", "model", "kind", "status", "signed-from", "signed-to", "rurality", "bound", "as-of", "known-on",
  "name", "sort",
] as const; // prettier-ignore
const CHOICES: Record<string, readonly string[] | undefined> = {
  rurality: ["metro", "adjacent", "remote", "unknown"],
  bound: ["yes", "unclear", "no", "none"],
};
const SORTS = ["name", "state", "signed", "listed", "people", "officers", "miles"];
const DAY = /^\d{4}-\d\d-\d\d$/;

export type Many = (typeof MANY)[number];
export type One = (typeof ONE)[number];
export type View = Record<Many, readonly string[]> & Record<One, string>;

export const PLAIN: View = {
  state: [], county: "", near: "", miles: "", model: [], kind: [], status: ["listed"], "signed-from": "", "signed-to": "", rurality: [],
  bound: [], "as-of": "", "known-on": "", name: "", sort: "state",
}; // prettier-ignore

/** The view of an address; what cannot be read is no filter and named in `wrong`. */
export function read(search: string): { view: View; wrong: string[] } {
  const asked = new URLSearchParams(search);
  const view: View = { ...PLAIN };
  const wrong: string[] = [];
  const several = (key: string): string[] =>
    asked.getAll(key).flatMap((v) => v.split(",")).map((v) => v.trim()).filter(Boolean); // prettier-ignore
  for (const key of MANY) {
    let some = several(key);
    if (!some.length) continue;
    if (key === "state" || key === "model") some = some.map((v) => (v.toLowerCase() === "unknown" ? "unknown" : v.toUpperCase()));
    else some = some.map((v) => v.toLowerCase());
    if (key === "status") {
      const bad = some.filter((s) => s !== "all" && !(STATUSES as readonly string[]).includes(s));
      wrong.push(...bad.map((b) => `${key}=${b}`));
      view.status = some.includes("all") ? [...STATUSES] : STATUSES.filter((s) => some.includes(s));
      if (!view.status.length) view.status = PLAIN.status;
    } else {
      const choices = CHOICES[key];
      if (choices) {
        wrong.push(...some.filter((s) => s !== "all" && !choices.includes(s)).map((b) => `${key}=${b}`));
        view[key] = some.includes("all") ? choices : choices.filter((c) => some.includes(c));
      } else view[key] = [...new Set(some)].sort();
    }
  }
  for (const key of ONE) {
    const value = (asked.get(key) ?? "").trim().replace(/\s+/g, " ");
    if (!value) continue;
    const isDay = key === "as-of" || key === "known-on" || key.startsWith("signed");
    if (isDay ? !DAY.test(value) : key === "sort" ? !SORTS.includes(value.replace(/^-/, "")) : key === "miles" && !/^[1-9]\d{0,3}$/.test(value)) {
      wrong.push(`${key}=${value}`);
    } else view[key] = value;
  }
  if (view.near && !view.miles) view.miles = "50";
  if (!view.near) view.miles = "";
  return { view, wrong };
}

/** The part of an address after its question mark; empty for the plain view. */
export function address(view: View): string {
  const said: string[] = [];
  for (const key of ORDER) {
    const value = view[key];
    const text = typeof value === "string" ? value : value.join(",");
    const plain = PLAIN[key];
    if (text === (typeof plain === "string" ? plain : plain.join(","))) continue;
    said.push(`${key}=${encodeURIComponent(text).replace(/%2C/g, ",").replace(/%3A/g, ":").replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`);
  }
  return said.join("&");
}

/** The command that answers the same. */
export function command(view: View): string {
  const words = ["deputized agencies"];
  for (const key of ORDER) {
    const value = view[key];
    const text = typeof value === "string" ? value : value.join(",");
    const plain = PLAIN[key];
    if (text === (typeof plain === "string" ? plain : plain.join(","))) continue;
    const isPlain = /^[A-Za-z0-9,_-]+$/.test(text) && !text.startsWith("-");
    words.push(isPlain ? `--${key} ${text}` : `--${key}='${text.replace(/'/g, "'\\''")}'`);
  }
  return words.join(" ");
}
