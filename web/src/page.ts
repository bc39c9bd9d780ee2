// What every script needs of the page it stands on.

export const root: string = document.body.dataset["root"] ?? "";
/** Of "not found", which is one page for both languages, that of the address. */
const isSpanish = document.body.dataset["lang"] === "es" || (document.body.dataset["lang"] === "both" && location.pathname.startsWith(`${root}es/`));
export const language: "en" | "es" = isSpanish ? "es" : "en";
/** Where pages of this language begin. */
export const home: string = root + (language === "es" ? "es/" : "");

export function byId<T extends Element = HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

/** Words of the page's own: "{day}" is filled in; what is not given is left standing. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (all, name: string) => (name in values ? String(values[name]) : all));
}

/** A whole number as both languages of this site write it: 1,779. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** A day as people write it; `months` are the twelve names in the page's language. */
export function written(iso: string, months: readonly string[]): string {
  const [year, month, day] = iso.split("-").map(Number);
  const name = months[(month ?? 1) - 1] ?? "";
  return language === "en" ? `${name} ${day}, ${year}` : `${day} de ${name} de ${year}`;
}

/** A region for screen readers alone, spoken when there is time; what changes fast is said once it rests. */
export function speaker(after: Element, wait: number): (text: string) => void {
  const region = document.createElement("p");
  region.className = "aside-spoken";
  region.setAttribute("role", "status");
  after.after(region);
  let timer = 0;
  return (text) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      region.textContent = text;
    }, wait);
  };
}
