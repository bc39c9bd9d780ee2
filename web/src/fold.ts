// One folding of names and one distance between them, as the program itself has them (reference/folding.py, rapidfuzz).

export function fold(text: string): string {
  let folded = text.toLowerCase();
  if (/[^\x00-\x7f]/.test(folded)) {
    folded = folded.replace(/['’‘ʻʼ`´′.]/g, "").normalize("NFKD").replace(/\p{M}/gu, "").replace(/[-‐‑‒–—]/g, " ");
  }
  folded = folded.replace(/['`.]/g, "").replaceAll("-", " ");
  if (folded.includes("st") || folded.includes("saint")) folded = folded.replace(/\b(?:sainte|saint|ste|st)\b/g, "st");
  return folded.split(/\s+/).filter(Boolean).join(" ");
}

let before = new Uint16Array(256);
let above = new Uint16Array(256);
let here = new Uint16Array(256);

/** Edit distance in which two neighbours changed over count as one error; anything above `most` is `most + 1`. */
export function distance(a: string, b: string, most = 200): number {
  const long = b.length;
  if (Math.abs(a.length - long) > most) return most + 1;
  if (long + 1 > here.length) [before, above, here] = [new Uint16Array(long + 64), new Uint16Array(long + 64), new Uint16Array(long + 64)];
  for (let j = 0; j <= long; j++) above[j] = j;
  for (let i = 1; i <= a.length; i++) {
    here[0] = i;
    let least = i;
    const code = a.charCodeAt(i - 1);
    for (let j = 1; j <= long; j++) {
      const other = b.charCodeAt(j - 1);
      let value = Math.min(above[j]! + 1, here[j - 1]! + 1, above[j - 1]! + (code === other ? 0 : 1));
      if (i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) value = Math.min(value, before[j - 2]! + 1);
      here[j] = value;
      if (value < least) least = value;
    }
    if (least > most + 1) return most + 1;
    [before, above, here] = [above, here, before];
  }
  const found = above[long]!;
  return found > most ? most + 1 : found;
}

const counts = new Map<string, Uint8Array>();

/** How often a name has each letter and digit. */
function countsOf(name: string): Uint8Array {
  let found = counts.get(name);
  if (!found) {
    found = new Uint8Array(32);
    for (let n = 0; n < name.length; n++) found[name.charCodeAt(n) & 31]!++;
    if (counts.size > 40_000) counts.clear();
    counts.set(name, found);
  }
  return found;
}

/** A name with its letters as bits, by which most names are told apart without a look at them. */
export interface Lettered {
  readonly name: string;
  readonly bits: number;
}

export function lettered(name: string): Lettered {
  return { name, bits: lettersOf(name) };
}

/** Whether two names have so many letters in common that they may be `most` slips apart; quickly told. */
export function mayBe(a: string, bitsOfA: number, b: string, bitsOfB: number, most: number): boolean {
  if (Math.abs(a.length - b.length) > most || bitsIn(bitsOfA ^ bitsOfB) > 2 * most) return false;
  const [one, other] = [countsOf(a), countsOf(b)];
  let more = 0;
  let fewer = 0;
  for (let n = 0; n < 32; n++) {
    const off = one[n]! - other[n]!;
    if (off > 0) more += off;
    else fewer -= off;
  }
  return more <= most && fewer <= most;
}

/** 1 for equal names, 0 below `least`. */
export function similarity({ name: a, bits }: Lettered, b: string, bitsOfB: number, least: number): number {
  const longest = Math.max(a.length, b.length);
  if (!longest) return 1;
  const most = Math.floor((1 - least) * longest + 1e-9);
  if (!mayBe(a, bits, b, bitsOfB, most)) return 0;
  const off = distance(a, b, most);
  if (off > most) return 0;
  const like = 1 - off / longest;
  return like >= least ? like : 0;
}

/** Which letters and digits a name has, one bit each: names that differ in many bits are many errors apart. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let n = 0; n < word.length; n++) {
    const code = word.charCodeAt(n);
    if (code !== 32) bits |= 1 << code % 31;
  }
  return bits;
}

export function bitsIn(value: number): number {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function unique<T>(items: Iterable<T>): T[] {
  return [...new Set(items)];
}

/** Order of two codes or names by their letters. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
