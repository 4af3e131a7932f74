import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, comparison } from '../../src/sql/types/compare.ts';
import { equality } from '../../src/sql/types/equality.ts';
import type { SqlType } from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';
import { anyType, valuesOf } from './arbitrary.ts';

/** A type with three values of it, two of them often the same. */
const threeValues = anyType.chain((type) =>
  fc
    .tuple(valuesOf(type), valuesOf(type), valuesOf(type), fc.boolean())
    .map(([a, b, c, same]) => ({ type, a, b: same ? a : b, c })),
);

const sign = (type: SqlType, a: Value, b: Value): number => Math.sign(comparison(type)(a, b));

describe('comparison', () => {
  it('is a total order', () => {
    fc.assert(
      fc.property(threeValues, ({ type, a, b, c }) => {
        expect(sign(type, a, a)).toBe(0);
        expect(sign(type, a, b) + sign(type, b, a)).toBe(0);
        const [x, y, z] = [a, b, c].sort((p, q) => comparison(type)(p, q)) as [Value, Value, Value];
        expect(sign(type, x, y)).toBeLessThanOrEqual(0);
        expect(sign(type, y, z)).toBeLessThanOrEqual(0);
        expect(sign(type, x, z)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds equal values equal', () => {
    fc.assert(
      fc.property(threeValues, ({ type, a, b }) => {
        if (sign(type, a, b) === 0 && type.kind !== 'MAP' && type.kind !== 'MULTISET') {
          expect(equality(type)(a, b)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('orders text as its UTF-8 bytes', () => {
    const texts = fc.string({ unit: 'binary', maxLength: 6 });
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
    );
    expect(compareText('\u{10000}', '\uffff')).toBeGreaterThan(0);
  });
});

describe('equality', () => {
  it('is symmetric and holds of a value and itself', () => {
    fc.assert(
      fc.property(threeValues, ({ type, a, b }) => {
        const equals = equality(type);
        expect(equals(a, a)).toBe(true);
        expect(equals(a, b)).toBe(equals(b, a));
      }),
      { numRuns: 1000 },
    );
  });

  it('takes no notice of the order of a map’s entries', () => {
    const type: SqlType = {
      kind: 'MAP',
      key: { kind: 'INT', nullable: false },
      value: { kind: 'INT', nullable: true },
      nullable: false,
    };
    expect(equality(type)({ keys: [1, 2], values: [3, null] }, { keys: [2, 1], values: [null, 3] })).toBe(true);
    expect(equality(type)({ keys: [1, 2], values: [3, null] }, { keys: [2, 1], values: [3, null] })).toBe(false);
  });
});
