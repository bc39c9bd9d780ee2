// The one-line answers of the search, in the page's language: made by site/search_answers.py of the records the pages show.

import type { Hit } from "./finder.ts";
import { language } from "./page.ts";

/** The commonest line of a state by its number, and the others: code below the state's and number, "465 12,323 3". */
type Coded = [number, string];

export interface PackedAnswers {
  say: [string, string][];
  county: Record<string, Coded>;
  town: Record<string, Coded>;
  state: Record<string, number>;
}

export class Answers {
  private readonly lines = new Map<Coded, Map<string, number>>();

  constructor(private readonly packed: PackedAnswers) {}

  /** The answer for what was found; empty where nothing is told of it. */
  lineOf(hit: Hit): string {
    if (hit.kind === "state") return this.say(this.packed.state[hit.key]);
    const { area } = hit;
    if (!area) return "";
    const home = area.counties[0] ?? "";
    const county = this.coded(this.packed.county[hit.state], home.slice(2));
    return hit.kind === "county" ? county : `${this.coded(this.packed.town[hit.state], area.code.slice(2))} · ${county}`;
  }

  /** A line by its number. */
  say(line: number | undefined): string {
    return line === undefined ? "" : (this.packed.say[line]?.[language === "es" ? 1 : 0] ?? "");
  }

  private coded(coded: Coded | undefined, code: string): string {
    if (!coded) return "";
    let table = this.lines.get(coded);
    if (!table) {
      const rows = coded[1].split(",").filter(Boolean);
      table = new Map(rows.map((row) => row.split(" ")).map(([own = "", line = ""]) => [own, Number(line)]));
      this.lines.set(coded, table);
    }
    return this.say(table.get(code) ?? coded[0]);
  }
}
