import type { SqlType } from '../../sql/types/type.ts';

/** What a number of a type can be, and how its bounds are written in options. */
export interface NumberBounds {
  readonly min: bigint | number;
  readonly max: bigint | number;
  /** Where random values start when nothing is said. */
  readonly defaultMin: bigint | number;
  readonly expected: string;
  readonly parse: (text: string) => bigint | number | undefined;
}

/** Flink's default upper bound of an interval of months (RandomGeneratorVisitor). */
const MAX_MONTHS = 120_000;
const MAX_FLOAT = 3.4028234663852886e38;
const MIN_FLOAT = 1.401298464324817e-45;

const integers = (bits: number): NumberBounds => ({
  min: -(2 ** (bits - 1)),
  max: 2 ** (bits - 1) - 1,
  defaultMin: -(2 ** (bits - 1)),
  expected: 'an integer',
  parse: (text) => (/^[+-]?\d+$/.test(text) ? Number(text) : undefined),
});

const parseNumber = (text: string) => (text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined);

/** @returns undefined for types that are no numbers */
export function numberBounds(type: SqlType): NumberBounds | undefined {
  switch (type.kind) {
    case 'TINYINT':
      return integers(8);
    case 'SMALLINT':
      return integers(16);
    case 'INT':
      return integers(32);
    case 'INTERVAL_YEAR_MONTH':
      return { ...integers(32), defaultMin: 0, max: MAX_MONTHS };
    case 'BIGINT':
      return {
        min: -(2n ** 63n),
        max: 2n ** 63n - 1n,
        defaultMin: -(2n ** 63n),
        expected: 'an integer',
        parse: (text) => (/^[+-]?\d+$/.test(text) ? BigInt(text) : undefined),
      };
    case 'INTERVAL_DAY_TIME':
      return {
        ...integers(32),
        min: Number.MIN_SAFE_INTEGER,
        defaultMin: Number.MIN_SAFE_INTEGER,
        max: Number.MAX_SAFE_INTEGER,
      };
    case 'FLOAT':
      return { min: -MAX_FLOAT, max: MAX_FLOAT, defaultMin: MIN_FLOAT, expected: 'a number', parse: parseNumber };
    case 'DOUBLE':
      return {
        min: -Number.MAX_VALUE,
        max: Number.MAX_VALUE,
        defaultMin: Number.MIN_VALUE,
        expected: 'a number',
        parse: parseNumber,
      };
    case 'DECIMAL': {
      const largest = 10n ** BigInt(type.precision) - 1n;
      return {
        min: -largest,
        max: largest,
        defaultMin: 0n,
        expected: 'a decimal number',
        parse: (text) => unscaled(text, type.scale),
      };
    }
    default:
      return undefined;
  }
}

/** `12.5` at scale 2 is 1250n; digits beyond the scale are cut off; an exponent goes through a double, as in Flink. */
function unscaled(text: string, scale: number): bigint | undefined {
  const plain = /e/i.test(text) ? parseNumber(text)?.toFixed(Math.min(scale, 100)) : text;
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(plain ?? '');
  if (!match) return undefined;
  const [, sign, whole, fraction = ''] = match;
  const value = BigInt(whole! + fraction.slice(0, scale).padEnd(scale, '0'));
  return sign === '-' ? -value : value;
}
