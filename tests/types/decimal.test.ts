import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  additionType,
  decimalText,
  divideTo38,
  divisionType,
  fitsPrecision,
  moduloType,
  multiplicationType,
  parseDecimalText,
  powerOfTen,
  rescale,
  rescaleTo,
  roundingType,
  toDecimal,
} from '../../src/sql/types/decimal.ts';
import { decimal } from '../../src/sql/types/type.ts';

const number = fc
  .tuple(fc.integer({ min: 1, max: 38 }), fc.nat())
  .map(([precision, seed]) => ({ precision, scale: seed % (precision + 1) }))
  .chain((type) => {
    const limit = powerOfTen(type.precision) - 1n;
    return fc.bigInt({ min: -limit, max: limit }).map((unscaled) => ({ ...type, unscaled }));
  });

/** |a/b - c/10^scale| as a fraction of one unit of that scale, compared with 1/2: exact, over BigInt. */
const isNearest = (a: bigint, b: bigint, unscaled: bigint, scale: number): boolean => {
  const error = a * powerOfTen(scale) - unscaled * b;
  const twice = (error < 0n ? -error : error) * 2n;
  return twice <= (b < 0n ? -b : b);
};

describe('result types', () => {
  it.each([
    [additionType, [10, 0], [5, 2], [13, 2]],
    [additionType, [38, 18], [10, 0], [38, 17]],
    [multiplicationType, [5, 2], [5, 2], [11, 4]],
    [multiplicationType, [38, 10], [38, 10], [38, 6]],
    [divisionType, [2, 1], [11, 0], [14, 13]],
    [divisionType, [5, 2], [38, 18], [38, 17]],
    [moduloType, [10, 2], [10, 4], [10, 4]],
  ] as const)('of %o', (rule, [p1, s1], [p2, s2], [precision, scale]) => {
    expect(rule({ precision: p1, scale: s1 }, { precision: p2, scale: s2 })).toMatchObject({ precision, scale });
  });

  it('of rounding keep a digit for the carry', () => {
    expect(roundingType(decimal(5, 2), 1)).toMatchObject({ precision: 5, scale: 1 });
    expect(roundingType(decimal(5, 2), -1)).toMatchObject({ precision: 4, scale: 0 });
    expect(roundingType(decimal(5, 2), 7)).toMatchObject({ precision: 5, scale: 2 });
  });
});

describe('arithmetic', () => {
  it('rescales to the nearest value, half away from zero', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 0, max: 38 }), ({ unscaled, scale }, to) => {
        expect(isNearest(unscaled, powerOfTen(scale), rescale(unscaled, scale, to), to)).toBe(true);
      }),
    );
    expect([rescale(15n, 1, 0), rescale(-15n, 1, 0), rescale(25n, 1, 0)]).toEqual([2n, -2n, 3n]);
  });

  it('is NULL exactly where the result has too many digits', () => {
    fc.assert(
      fc.property(number, number, ({ unscaled, scale }, target) => {
        const exact = rescale(unscaled, scale, target.scale);
        const found = toDecimal(unscaled, scale, target);
        expect(found).toBe(fitsPrecision(exact, target.precision) ? exact : null);
      }),
    );
  });

  it('divides to 38 digits that are right to half a unit in the last', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(b.unscaled !== 0n);
        const { unscaled, scale } = divideTo38(a.unscaled, a.scale, b.unscaled, b.scale);
        expect(fitsPrecision(unscaled, 38)).toBe(true);
        const top = a.unscaled * powerOfTen(b.scale);
        const bottom = b.unscaled * powerOfTen(a.scale);
        if (scale >= 0) expect(isNearest(top, bottom, unscaled, scale)).toBe(true);
        else expect(isNearest(top, bottom * powerOfTen(-scale), unscaled, 0)).toBe(true);
      }),
    );
  });

  it('gives quotients of the result type to within one unit of it', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        fc.pre(b.unscaled !== 0n);
        const type = divisionType(a, b);
        const quotient = divideTo38(a.unscaled, a.scale, b.unscaled, b.scale);
        const result = rescaleTo(quotient.unscaled, quotient.scale, type);
        if (result === null) return;
        const error = a.unscaled * powerOfTen(b.scale + type.scale) - result * b.unscaled * powerOfTen(a.scale);
        const unit = b.unscaled * powerOfTen(a.scale);
        expect(error * error).toBeLessThanOrEqual(unit * unit);
      }),
    );
  });
});

describe('text', () => {
  it.each([
    [0n, 0, '0'],
    [-5n, 2, '-0.05'],
    [100n, 2, '1.00'],
    [12n, 0, '12'],
  ])('of %s at scale %d', (unscaled, scale, text) => {
    expect(decimalText(unscaled, scale)).toBe(text);
  });

  it('reads back', () => {
    fc.assert(
      fc.property(number, ({ unscaled, scale }) => {
        const parsed = parseDecimalText(decimalText(unscaled, scale))!;
        expect(rescale(parsed.unscaled, parsed.scale, scale)).toBe(unscaled);
      }),
    );
  });

  it('refuses what is no number', () => {
    for (const text of ['', '.', 'e5', '1e', '--1', '0x1', '1 2']) expect(parseDecimalText(text)).toBeUndefined();
    expect(parseDecimalText('1e3')).toEqual({ unscaled: 1n, scale: -3 });
  });
});
