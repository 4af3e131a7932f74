import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doubleText, floatText, slowDoubleText, slowFloatText } from '../../src/sql/types/float-text.ts';
import { parseDouble } from '../../src/sql/types/parse-number.ts';

const JAVA_FORM = /^-?(\d{1,7}\.\d+|\d\.\d+E-?\d+)$/;
const normalDouble = fc.double({ noNaN: true, noDefaultInfinity: true, min: 2.3e-308 });
const normalFloat = fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(1.2e-38) });

describe('doubleText', () => {
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [100, '100.0'],
    [0.001, '0.001'],
    [0.00099, '9.9E-4'],
    [1e7, '1.0E7'],
    [9999999, '9999999.0'],
    [1e10, '1.0E10'],
    [1e-5, '1.0E-5'],
    [123456789.123, '1.23456789123E8'],
    [1.7976931348623157e308, '1.7976931348623157E308'],
    [5e-324, '4.9E-324'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('prints %d as Java does', (value, text) => {
    expect(doubleText(value)).toBe(text);
  });

  it('keeps the digits that JDK 17 prints beyond the shortest', () => {
    expect(doubleText(2e23)).toBe('1.9999999999999998E23');
    expect(doubleText(6425800057179654000)).toBe('6.4258000571796541E18');
  });

  it('prints what reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = doubleText(value);
        expect(text).toMatch(JAVA_FORM);
        expect(parseDouble(text)).toBe(value);
      }),
    );
  });

  it('takes shortcuts only where they give the same text', () => {
    const decimals = fc.tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: -25, max: 25 }));
    const values = fc.oneof(
      normalDouble,
      decimals.map(([digits, exponent]) => Number(`${digits}e${exponent}`)),
    );
    fc.assert(
      fc.property(values, (value) => {
        expect(doubleText(value)).toBe(slowDoubleText(value));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('floatText', () => {
  it.each([
    [1.1, '1.1'],
    [9e9, '8.9999995E9'],
    [13500000256, '1.35000003E10'],
    [25816.5625, '25816.562'],
    [1.4e-45, '1.4E-45'],
    [3.4028235e38, '3.4028235E38'],
  ])('prints %d as Java does', (value, text) => {
    expect(floatText(Math.fround(value))).toBe(text);
  });

  it('prints what reads back as the same number', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(Number(floatText(value)))).toBe(value);
      }),
    );
  });

  it('takes shortcuts only where they give the same text', () => {
    const sixteenths = fc.integer({ min: 1, max: 1 << 22 }).map((n) => Math.fround(n / 16));
    fc.assert(
      fc.property(fc.oneof(normalFloat, sixteenths), (value) => {
        expect(floatText(value)).toBe(slowFloatText(value));
      }),
      { numRuns: 2000 },
    );
  });
});
