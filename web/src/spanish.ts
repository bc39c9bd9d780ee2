// A Spanish question in English words: the browser's copy of in_english of resolver/spanish.py, by the very rules that the
// index carries from there.

import type { Asking } from "./reading.ts";
import type { Spanish } from "./parts.ts";

type Rule = readonly [RegExp, string];

const WORD = "[\\p{L}\\p{N}_]";

/** A pattern as Python writes it: letters beyond ASCII are letters, here and there. */
function pattern(text: string, flags = "iu"): RegExp {
  return new RegExp(text.replaceAll("(?i)", "").replaceAll("\\b", `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`).replaceAll("\\w", WORD), flags);
}

export class InEnglish {
  private readonly said: RegExp;
  private readonly noName: RegExp;
  private readonly names: Rule[];
  private readonly first: Rule[];
  private readonly rest: Rule[];
  private readonly campusRules: Rule[];
  private readonly towns: Rule[];

  constructor(rules: Spanish, private readonly asking: Asking) {
    const compiled = (some: [string, string][]): Rule[] => some.map(([spanish, english]) => [pattern(spanish, "giu"), english.replace(/\\(\d)/g, "$$$1")]);
    this.said = pattern(rules.said);
    this.noName = pattern(rules.no_name, "giu");
    this.names = compiled(rules.names);
    this.first = compiled(rules.first);
    this.rest = compiled(rules.rest);
    this.campusRules = compiled(rules.campus);
    this.towns = Object.entries(rules.towns).map(([word, form]) => [new RegExp(`\\{${word}\\}`, "giu"), form]);
  }

  of(question: string): string {
    if (!this.said.test(question)) return question;
    const text = replaced(question, this.names);
    for (const rule of this.first) {
      const found = replaced(text, [rule]);
      if (found !== text) return replaced(found, this.campusRules);
    }
    let [bare, state] = this.asking.splitState(text);
    if (!bare.replace(this.noName, "").trim()) [bare, state] = [text, null]; // Policía de Nueva York
    bare = replaced(bare.replace(/^(?:la|el|los)\s+/i, ""), this.rest);
    bare = replaced(replaced(bare, this.towns), this.campusRules);
    return state ? `${bare}, ${state}` : bare;
  }
}

function replaced(text: string, rules: readonly Rule[]): string {
  return rules.reduce((found, [spanish, english]) => found.replace(spanish, english), text);
}
