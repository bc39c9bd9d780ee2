// NumPy's PCG64 and its triangular draws, so that one seed gives the page and the library the same runs.
// The 128-bit state is kept in four 32-bit words: whole numbers of the browser's own are too slow for a phone.

/** The state that numpy.random.PCG64(seed) begins with, as decimal text. */
export interface Seed {
  state: string;
  inc: string;
}

const MULTIPLIER = words(0x2360ed051fc65da44385df649fccf645n);

function words(value: bigint): Uint32Array {
  return Uint32Array.from([0n, 32n, 64n, 96n], (shift) => Number((value >> shift) & 0xffffffffn));
}

export class Random {
  private readonly at: Uint32Array;
  private readonly inc: Uint32Array;
  private readonly next = new Uint32Array(4);

  constructor(seed: Seed) {
    this.at = words(BigInt(seed.state));
    this.inc = words(BigInt(seed.inc));
  }

  /** The next number from 0 up to 1, of 53 bits. */
  unit(): number {
    this.step();
    const a = this.at[0] ?? 0;
    const b = this.at[1] ?? 0;
    const c = this.at[2] ?? 0;
    const d = this.at[3] ?? 0;
    // XSL-RR: the halves are mixed and turned by the top six bits.
    let low = (a ^ c) >>> 0;
    let high = (b ^ d) >>> 0;
    const turn = d >>> 26;
    if (turn & 32) [low, high] = [high, low];
    const by = turn & 31;
    if (by) {
      const carried = low;
      low = ((low >>> by) | (high << (32 - by))) >>> 0;
      high = ((high >>> by) | (carried << (32 - by))) >>> 0;
    }
    // The top 53 of 64 bits.
    return (high * 2097152 + (low >>> 11)) / 9007199254740992;
  }

  /** A triangular draw. */
  triangular(low: number, mode: number, high: number): number {
    const base = high - low;
    const left = mode - low;
    const u = this.unit();
    return u <= left / base ? low + Math.sqrt(u * (left * base)) : high - Math.sqrt((1 - u) * ((high - mode) * base));
  }

  /** state = state * multiplier + increment, modulo 2 to the 128th. */
  private step(): void {
    const { at, inc, next } = this;
    next.set(inc);
    for (let i = 0; i < 4; i++) {
      let carry = 0;
      for (let j = 0; i + j < 4; j++) {
        const x = at[i] ?? 0;
        const y = MULTIPLIER[j] ?? 0;
        // x * y + next + carry in two halves of 16 bits, each exact in a double.
        const xh = x >>> 16;
        const xl = x & 0xffff;
        const low = xl * y + (next[i + j] ?? 0) + carry;
        const mid = xh * y + Math.floor(low / 65536);
        next[i + j] = (mid % 65536) * 65536 + (low % 65536);
        carry = Math.floor(mid / 65536);
      }
    }
    at.set(next);
  }
}
