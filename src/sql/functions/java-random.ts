/** The pseudo-random sequence of java.util.Random for a seed (a 48-bit linear congruential generator). */

const MULTIPLIER = 0x5deece66dn;
const INCREMENT = 0xbn;
const STATE_BITS = 48;

export class JavaRandom {
  private state: bigint;

  constructor(seed: bigint) {
    this.state = BigInt.asUintN(STATE_BITS, seed ^ MULTIPLIER);
  }

  private next(bits: number): number {
    this.state = BigInt.asUintN(STATE_BITS, this.state * MULTIPLIER + INCREMENT);
    return Number(BigInt.asIntN(32, this.state >> BigInt(STATE_BITS - bits)));
  }

  /** From 0 (included) to 1 (excluded). */
  nextDouble(): number {
    return ((this.next(26) >>> 0) * 2 ** 27 + (this.next(27) >>> 0)) / 2 ** 53;
  }

  /** From 0 (included) to `bound` (excluded), `bound` > 0. */
  nextInt(bound: number): number {
    if ((bound & -bound) === bound) return Math.floor((bound * this.next(31)) / 2 ** 31);
    let bits: number;
    let value: number;
    do {
      bits = this.next(31);
      value = bits % bound;
      // What Java sees as an overflow of 32 bits.
    } while (bits - value + (bound - 1) > 2147483647);
    return value;
  }
}
