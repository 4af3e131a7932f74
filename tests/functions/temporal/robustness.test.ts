/** Random values of every type at every temporal function: a value of the type comes out, or words for a user. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import type { Argument, Call, ScalarFunction } from '../../../src/sql/functions/define.ts';
import { evaluator } from '../../../src/sql/functions/evaluator.ts';
import { infer } from '../../../src/sql/functions/resolve.ts';
import { temporalFunctions } from '../../../src/sql/functions/scalar/temporal/index.ts';
import { compileCast } from '../../../src/sql/types/cast/compile.ts';
import { renderValue } from '../../../src/sql/types/render.ts';
import { sameTypeButNull } from '../../../src/sql/types/same.ts';
import {
  BIGINT,
  DATE,
  INT,
  intervalDayTime,
  intervalYearMonth,
  type SqlType,
  STRING,
  time,
  timestamp,
  timestampLtz,
} from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import { typedValue } from '../../types/arbitrary.ts';

const span = { start: 0, end: 0 };
const UNITS = [
  'YEAR',
  'QUARTER',
  'MONTH',
  'WEEK',
  'DAY',
  'DOW',
  'HOUR',
  'SECOND',
  'MILLISECOND',
  'NANOSECOND',
  'EPOCH',
  'X',
];
const PATTERNS = [
  'yyyy-MM-dd HH:mm:ss',
  'yyyyMMdd',
  "yyyy-MM-dd'T'HH:mm:ssXXX",
  'EEE d MMM yy',
  'SSS',
  'bad',
  '[HH]',
  'G y w',
];

interface Given {
  readonly type: SqlType;
  readonly value: Value;
}

const suited = fc.constantFrom<SqlType>(
  STRING,
  INT,
  BIGINT,
  DATE,
  time(3),
  timestamp(9),
  timestampLtz(3),
  intervalDayTime('DAY', 'SECOND'),
  intervalYearMonth('YEAR', 'MONTH'),
);

const argument: fc.Arbitrary<Given> = fc.oneof(
  { weight: 4, arbitrary: typedValue(suited) },
  { weight: 1, arbitrary: typedValue() },
  { weight: 2, arbitrary: fc.constantFrom(...PATTERNS).map((value) => ({ type: STRING, value })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('2024-02-30 24:00:00', '99999999999-1-1', '').map((value) => ({ type: STRING, value })),
  },
);

const describeArgument = ({ type, value }: Given, constant: boolean): Argument => ({
  type,
  literal: constant,
  span,
  ...(constant ? { constant: { value } } : {}),
});

function run(fn: ScalarFunction, given: readonly Given[], unit: string, timeZone: string, constant: boolean): void {
  const session = { timeZone, config: {}, currentDatabase: 'd', currentCatalog: 'c', batch: true };
  const call: Call = {
    name: fn.name,
    args: given.map((one) => describeArgument(one, constant)),
    options: { unit },
    session,
  };
  const inference = infer(fn, call);
  if (!inference.ok) {
    expect(inference.message).not.toBe('');
    return;
  }
  const values = given.map(({ type, value }, i) => {
    const wanted = inference.arguments[i]!;
    return sameTypeButNull(type, wanted) ? value : compileCast(type, wanted, { session, implicit: true })(value);
  });
  const args = given.map((_, i) => describeArgument({ type: inference.arguments[i]!, value: values[i]! }, constant));
  const result = evaluator(fn, { ...call, args, returns: inference.returns })(values);
  if (result !== null) expect(typeof renderValue(result, inference.returns, session)).toBe('string');
}

describe('any values', () => {
  const zones = fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe');
  it.each(temporalFunctions.map((fn) => [fn.name, fn] as const))('at %s', (_, fn) => {
    fc.assert(
      fc.property(
        fc.array(argument, { maxLength: 4 }),
        fc.constantFrom(...UNITS),
        zones,
        fc.boolean(),
        (given, unit, zone, constant) => {
          try {
            run(fn, given, unit, zone, constant);
          } catch (error) {
            if (!(error instanceof RunTimeError)) throw error;
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
