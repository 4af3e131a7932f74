import { isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bothWays, getSlices } from './both.ts';

/** Text of all planes, then a byte of it changed now and then. */
const nearlyUtf8 = fc
  .tuple(fc.string({ unit: 'binary', maxLength: 40 }), fc.option(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))))
  .map(([text, change]) => {
    const encoded = new Uint8Array(Buffer.from(text));
    if (change && encoded.length > 0) encoded[change[0] % encoded.length] = change[1];
    return encoded;
  });

/** The bounds of what a well-formed sequence may hold. */
const EDGES = [
  [0xc0, 0x80],
  [0xc1, 0xbf],
  [0xc2, 0x80],
  [0xe0, 0x9f, 0xbf],
  [0xe0, 0xa0, 0x80],
  [0xed, 0x9f, 0xbf],
  [0xed, 0xa0, 0x80],
  [0xef, 0xbf, 0xbf],
  [0xf0, 0x8f, 0xbf, 0xbf],
  [0xf0, 0x90, 0x80, 0x80],
  [0xf4, 0x8f, 0xbf, 0xbf],
  [0xf4, 0x90, 0x80, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0xe2, 0x82],
  [0x80],
];

describe('UTF-8', () => {
  const validate = (input: Uint8Array) =>
    bothWays(({ arena, kernels }) => {
      const at = arena.bytes(input);
      return [kernels.isUtf8(at, input.length), kernels.isAscii(at, input.length)];
    });
  const expected = (input: Uint8Array) => [isUtf8(input) ? 1 : 0, input.every((byte) => byte < 0x80) ? 1 : 0];

  test('random bytes are judged as Node judges them', () => {
    fc.assert(
      fc.property(fc.oneof(nearlyUtf8, fc.uint8Array({ maxLength: 40 })), (input) => {
        expect(validate(input)).toEqual([expected(input), expected(input)]);
      }),
    );
  });

  test.each(EDGES)('the edges: %i %i %i %i', (...sequence) => {
    for (const before of [0, 13, 15]) {
      const input = Uint8Array.from([...new Array<number>(before).fill(97), ...sequence.filter(Number.isInteger)]);
      expect(validate(input)).toEqual([expected(input), expected(input)]);
    }
  });
});

describe('CRC-32C', () => {
  test('gives the check value of the standard', () => {
    const sums = bothWays(({ arena, kernels }) => kernels.crc32c(arena.bytes(Buffer.from('123456789')), 9) >>> 0);
    expect(sums).toEqual([0xe3069283, 0xe3069283]);
  });

  test('is the same on both sides for any length and alignment', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat({ max: 7 }), (input, skip) => {
        const [wasm, typescript] = bothWays(({ arena, kernels }) => {
          const at = arena.bytes(input);
          return kernels.crc32c(at + Math.min(skip, input.length), Math.max(0, input.length - skip));
        });
        expect(wasm).toBe(typescript);
      }),
    );
  });

  test('is the same on both sides for long runs', () => {
    const input = Uint8Array.from({ length: 20_000 }, (_, i) => (i * i * 31 + i) & 255);
    for (const length of [3071, 3072, 3073, 6144, 9221, 20_000]) {
      const [wasm, typescript] = bothWays(({ arena, kernels }) => kernels.crc32c(arena.bytes(input), length));
      expect(wasm).toBe(typescript);
    }
  });

  test('is another polynomial than CRC-32', () => {
    const [sum] = bothWays(({ arena, kernels }) => kernels.crc32c(arena.bytes(Buffer.from('abc')), 3) >>> 0);
    expect(sum).not.toBe(crc32('abc'));
  });
});

describe('lines', () => {
  const text = fc
    .array(fc.constantFrom('\n', '\r', '\r\n', 'a', 'bc', 'a longer piece of text', 'é'), { maxLength: 40 })
    .map((parts) => parts.join(''));

  test('whole lines are found, the rest is left', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 20 }), (input, capacity) => {
        const encoded = Buffer.from(input);
        const split = bothWays((side) => {
          const at = side.arena.bytes(encoded);
          // A line feed behind the end must not count.
          side.memory.u8[at + encoded.length] = 10;
          const pointers = side.arena.allocate(capacity * 4);
          const lengths = side.arena.allocate(capacity * 4);
          const next = side.arena.allocate(4);
          const count = side.kernels.splitLines(at, at + encoded.length, capacity, pointers, lengths, next);
          return { lines: getSlices(side, pointers, lengths, count), consumed: side.memory.i32[next >> 2]! - at };
        });
        const whole = encoded.toString('latin1').split('\n').slice(0, -1).slice(0, capacity);
        const expected = {
          lines: whole.map((line) => line.replace(/\r$/, '')),
          consumed: whole.reduce((sum, line) => sum + line.length + 1, 0),
        };
        expect(split).toEqual([expected, expected]);
      }),
    );
  });
});
