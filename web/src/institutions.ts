// Names of bodies that are no town's and no county's: the browser's copy of resolver/institutions.py and initials.py.

import { fold } from "./fold.ts";
import type { NameKey, Parts } from "./parts.ts";

export class Institutions {
  private readonly policing: Set<string>;
  private readonly campus: Set<string>;
  private readonly schools: Set<string>;
  private readonly ofSchools: Set<string>;
  private readonly tribe: Set<string>;
  private readonly ofTribe: Set<string>;
  private readonly filler: Set<string>;

  constructor(private readonly parts: Parts) {
    const w = parts.words.institutions;
    this.policing = new Set(w.policing);
    this.campus = new Set(w.campus);
    this.schools = new Set(w.schools);
    this.ofSchools = new Set(w.of_schools);
    this.tribe = new Set(w.tribe);
    this.ofTribe = new Set(w.of_tribe);
    this.filler = new Set(parts.words.filler);
  }

  /** Role, base and form of a campus, a school district or a tribe that a name says; null if it is none of them. */
  of(state: string, name: string[]): [string, string[], string] | null {
    const words = this.full(state, name);
    const said = new Set(words);
    const has = (some: Set<string>): boolean => words.some((w) => some.has(w));
    const bare = words.filter((w) => this.isOwn(w));
    if (!bare.length || this.parts.noCampus.get(state)?.has(bare.join(" "))) return null;
    if (has(this.campus)) return ["campus", bare.some((w) => !this.campus.has(w)) ? bare : [], ""];
    if (has(this.schools)) {
      const base = bare.filter((w) => !this.ofSchools.has(w));
      return base.length ? ["school", base, said.has("county") || said.has("parish") ? "county" : ""] : null;
    }
    if (has(this.tribe) || (said.has("indian") && said.has("community"))) {
      const core = this.tribeOf(state, bare);
      return core.length ? ["tribe", core, ""] : null;
    }
    return null;
  }

  private isOwn(word: string): boolean {
    return !this.filler.has(word) && !this.policing.has(word);
  }

  private tribeOf(state: string, words: string[]): string[] {
    const name = this.parts.states.find((s) => s.postal === state)?.name ?? "";
    const own = fold(name).split(" ");
    const rest = words.slice(0, own.length).join(" ") === own.join(" ") ? words.slice(own.length) : words;
    return rest.filter((w) => !this.ofTribe.has(w) && this.isOwn(w));
  }

  private full(state: string, words: string[]): string[] {
    if (words.some((w) => this.campus.has(w))) return words;
    for (const [short, name] of Object.entries(this.parts.words.institutions.short[state] ?? {})) {
      const head = short.split(" ");
      const rest = words.slice(head.length).filter((w) => this.isOwn(w));
      if (words.slice(0, head.length).join(" ") === short && rest.length && !rest.includes("county")) return [...name.split(" "), ...words.slice(head.length)];
    }
    return words;
  }
}

const INITIALS = /^[A-Z]{1,4}(?:PD|SO|SD|DPS)$/;
const ENDINGS: Record<string, string[]> = { sheriff: ["SO", "SD"], police: ["PD"], public_safety: ["DPS"] };

/** Initials that stand first or last, and the rest; none: an empty text and the whole. */
export function initialsIn(text: string): [string, string] {
  const words = text.replace(/\b([A-Z])\./g, "$1").replaceAll(",", " ").split(/\s+/).filter(Boolean);
  if (INITIALS.test(words[0] ?? "")) return [words[0]!, words.slice(1).join(" ")];
  if (INITIALS.test(words[words.length - 1] ?? "")) return [words[words.length - 1]!, words.slice(0, -1).join(" ")];
  return ["", text];
}

/** Whether a body's initials are these: its place's, C for a county's, and its office's. */
export function bears(initials: string, key: NameKey): boolean {
  const first = key.base.split(" ").map((w) => w[0] ?? "").join("").toUpperCase();
  const middles = key.form === "county" || key.role === "sheriff" ? ["", "C"] : [""];
  return Boolean(first) && (ENDINGS[key.role] ?? []).some((end) => middles.some((middle) => initials === `${first}${middle}${end}`));
}
