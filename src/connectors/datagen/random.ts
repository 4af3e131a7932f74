/**
 * Random words as a pure function of seed, row and draw: the same row has the same values whoever makes it and however often,
 * so a restart repeats what it repeats exactly.
 */
export interface Randomness {
  /** Points at a row of the table, or an element of it. */
  at(index: number): void;
  /** The next 32 random bits of this row, as a signed integer. */
  word(): number;
  /** The next number in [0, 1), of 53 random bits. */
  fraction(): number;
}

const TWO_32 = 4294967296;

const mix = (word: number): number => {
  let h = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

export function randomness(seed: number): Randomness {
  let state = 0;
  const word = () => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
  return {
    at(index) {
      const high = Math.floor(index / TWO_32);
      state = mix(Math.imul(index | 0, 0x9e3779b1) ^ mix(seed ^ Math.imul(high, 0x27d4eb2f)));
    },
    word,
    fraction: () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992,
  };
}

/** A seed for one field out of the table's seed and the field's path, so that fields differ and leaving one out changes no other. */
export function fieldSeed(seed: number, path: string): number {
  let hash = seed ^ 0x811c9dc5;
  for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
  return mix(hash);
}
