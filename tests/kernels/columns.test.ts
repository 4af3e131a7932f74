import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bothWays, bytes, putSlices, type Side, words } from './both.ts';

const cells = fc.uint8Array({ minLength: 64, maxLength: 64 });
const validity = fc.uint8Array({ max: 1, minLength: 4, maxLength: 4 });

describe('hashes', () => {
  test.each(['hash8', 'hash32', 'hash64', 'hash128'] as const)('%s is the same on both sides', (name) => {
    fc.assert(
      fc.property(cells, validity, (values, valid) => {
        const [wasm, typescript] = bothWays((side) => {
          const hashes = side.arena.zeroedI32(4);
          const at = side.arena.bytes(values);
          for (let column = 0; column < 2; column++) side.kernels[name](side.arena.bytes(valid), at, 4, hashes);
          return words(side, hashes, 4);
        });
        expect(wasm).toEqual(typescript);
      }),
    );
  });

  test('slices hash by their bytes alone', () => {
    const slice = fc.option(fc.uint8Array({ maxLength: 40 }), { freq: 8 });
    const hashOf = (side: Side, values: readonly (Uint8Array | null)[]) => {
      const { pointers, lengths, count } = putSlices(side, values);
      const hashes = side.arena.zeroedI32(count);
      side.kernels.hashSlices(pointers, lengths, count, hashes);
      return words(side, hashes, count);
    };
    fc.assert(
      fc.property(fc.array(slice, { maxLength: 12 }), (values) => {
        const [wasm, typescript] = bothWays((side) => hashOf(side, values));
        expect(wasm).toEqual(typescript);
        // The same values at other addresses, with other bytes behind them.
        const [shifted] = bothWays((side) => hashOf(side, [new Uint8Array(3), ...values]).slice(1));
        expect(shifted).toEqual(wasm);
      }),
    );
  });

  test('hashes of counting numbers spread over 128 buckets', () => {
    const [hashes] = bothWays((side) => {
      const count = 12800;
      const at = side.arena.allocate(count * 8);
      for (let i = 0; i < count; i++) side.memory.i64[(at >> 3) + i] = BigInt(i);
      const valid = side.arena.allocate(count);
      side.memory.u8.fill(1, valid, valid + count);
      const out = side.arena.zeroedI32(count);
      side.kernels.hash64(valid, at, count, out);
      return words(side, out, count);
    });
    const buckets = new Array<number>(128).fill(0);
    for (const hash of hashes) buckets[(hash >>> 0) % 128]!++;
    expect(Math.min(...buckets)).toBeGreaterThan(50);
    expect(Math.max(...buckets)).toBeLessThan(160);
  });
});

describe('rows picked by index', () => {
  const rows = fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 12 });

  test.each([
    ['gather8', 1],
    ['gather32', 4],
    ['gather64', 8],
    ['gather128', 16],
  ] as const)('%s', (name, width) => {
    fc.assert(
      fc.property(cells, rows, (values, picks) => {
        const wanted = picks.filter((row) => row >= 0);
        const picked = bothWays((side) => {
          const to = side.arena.allocate(width * wanted.length);
          side.kernels[name](side.arena.bytes(values), putWords(side, wanted), wanted.length, to);
          return bytes(side, to, width * wanted.length);
        });
        const expected = wanted.flatMap((row) => Array.from(values.subarray(row * width, (row + 1) * width)));
        expect(picked).toEqual([expected, expected]);
      }),
    );
  });

  test('a negative index is NULL', () => {
    fc.assert(
      fc.property(cells, rows, (values, picks) => {
        const picked = bothWays((side) => {
          const from = side.arena.bytes(values);
          const indexes = putWords(side, picks);
          const validityTo = side.arena.allocate(picks.length);
          const lengthsTo = side.arena.allocate(picks.length * 4);
          side.kernels.gatherValidity(from, indexes, picks.length, validityTo);
          side.kernels.gatherLengths(from, indexes, picks.length, lengthsTo);
          return [bytes(side, validityTo, picks.length), words(side, lengthsTo, picks.length)];
        });
        const lengths = new Int32Array(values.slice().buffer);
        const expected = [
          picks.map((row) => (row < 0 ? 0 : values[row]!)),
          picks.map((row) => (row < 0 ? -1 : lengths[row]!)),
        ];
        expect(picked).toEqual([expected, expected]);
      }),
    );
  });

  test('TRUE rows are selected', () => {
    const bits = fc.uint8Array({ max: 1, minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(bits, bits, (valid, values) => {
        const selected = bothWays((side) => {
          const out = side.arena.allocate(21 * 4);
          const count = side.kernels.selectTrue(side.arena.bytes(valid), side.arena.bytes(values), 20, out);
          return words(side, out, count);
        });
        const expected = Array.from(values.keys()).filter((row) => valid[row] && values[row]);
        expect(selected).toEqual([expected, expected]);
      }),
    );
  });
});

function putWords(side: Side, values: readonly number[]): number {
  const at = side.arena.allocate(values.length * 4);
  side.memory.i32.set(values, at >> 2);
  return at;
}
