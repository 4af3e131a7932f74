import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePlainData, encodePlainData } from '../../../src/runtime/state/plain-data.ts';

const { plain } = fc.letrec((tie) => ({
  plain: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.string(),
    fc.bigInt(),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('$')), tie('plain'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('plain')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(fc.string(), { maxLength: 3 }).map((items) => new Set(items)),
  ),
}));

test('plain data comes back as it was', () => {
  fc.assert(
    fc.property(plain, (value) => {
      expect(decodePlainData(encodePlainData(value))).toStrictEqual(value);
    }),
  );
});

test('undefined comes back in an array and is left out of an object', () => {
  expect(decodePlainData(encodePlainData([undefined, 1]))).toEqual([undefined, 1]);
  expect(decodePlainData(encodePlainData({ a: undefined, b: 1 }))).toStrictEqual({ b: 1 });
});

test('what is no plain data is refused', () => {
  expect(() => encodePlainData({ at: new Date() })).toThrow('assertion: an object of class Date in a checkpoint');
  expect(() => encodePlainData(() => 1)).toThrow('assertion');
});
