// The parts of the search's index, as the site has them.

import { root } from "./page.ts";
import { Parts } from "./parts.ts";

export async function part(name: string): Promise<unknown> {
  const answer = await fetch(`${root}data/find/${name}.json`);
  if (!answer.ok) throw new Error(`${name}.json: ${answer.status}`);
  return answer.json();
}

let asked: Promise<Parts> | null = null;

/** The index, opened once; a failed request may be tried again. */
export function opened(): Promise<Parts> {
  asked ??= Parts.open(part).catch((error: unknown) => {
    asked = null;
    throw error;
  });
  return asked;
}
