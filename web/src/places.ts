// Every county, agency and state that has a page, decoded from data/search.json (made by site/search_index.py).

export type Kind = "county" | "agency" | "state";

export interface Place {
  readonly kind: Kind;
  /** Address below the language's root. */
  readonly where: string;
  /** "Kinney County, TX" */
  readonly label: string;
  /** The name alone, without the state. */
  readonly name: string;
  readonly state: string;
  readonly stateName: string;
  /** Of agencies: on the newest list, only pending, or no longer listed. */
  readonly standing: "listed" | "pending" | "gone" | "";
}

interface Packed {
  states: Record<string, string>;
  counties: Record<string, Record<string, string[]>>;
  agencies: Record<string, string[]>;
}

const STANDINGS: Record<string, Place["standing"]> = { "+": "listed", "?": "pending", "-": "gone" };

export function decode(packed: Packed): Place[] {
  const out: Place[] = [];
  const add = (kind: Kind, where: string, name: string, state: string, standing: Place["standing"] = ""): void => {
    const label = kind === "state" ? name : `${name}, ${state}`;
    out.push({ kind, where, label, name, state, stateName: packed.states[state] ?? state, standing });
  };
  for (const [postal, name] of Object.entries(packed.states)) add("state", `state/${postal.toLowerCase()}/`, name, postal);
  for (const [state, groups] of Object.entries(packed.counties)) {
    for (const [code, lines] of Object.entries(groups)) {
      for (const line of lines) {
        const rest = line.slice(3);
        add("county", `county/${code}${line.slice(0, 3)}/`, rest.endsWith("!") ? rest.slice(0, -1) : `${rest} County`, state);
      }
    }
  }
  for (const [state, lines] of Object.entries(packed.agencies)) {
    for (const line of lines) {
      const [name, slug] = agencyOf(line.charAt(1), line.slice(2));
      add("agency", `agency/${state.toLowerCase()}-${slug}/`, name, state, STANDINGS[line.charAt(0)] ?? "");
    }
  }
  return out;
}

function agencyOf(mark: string, rest: string): [string, string] {
  if (mark === "S") return [`${rest} County Sheriff's Office`, `${slugOf(rest)}-county-sheriff`];
  if (mark === "P") return [`${rest} Police Department`, `${slugOf(rest)}-police`];
  const tab = rest.lastIndexOf("\t");
  return [rest.slice(0, tab), rest.slice(tab + 1)];
}

function slugOf(stem: string): string {
  return stem.toLowerCase().replace(/['.]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

let asked: Promise<Place[]> | null = null;

/** All places; fetched once, when first asked for. A failed request may be tried again. */
export function places(root: string): Promise<Place[]> {
  asked ??= fetch(`${root}data/search.json`)
    .then((answer) => {
      if (!answer.ok) throw new Error(`search.json: ${answer.status}`);
      return answer.json() as Promise<Packed>;
    })
    .then(decode)
    .catch((error: unknown) => {
      asked = null;
      throw error;
    });
  return asked;
}
