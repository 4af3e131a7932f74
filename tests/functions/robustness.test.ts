import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../src/sql/diagnostics/run-time-error.ts';
import type { Argument, Call, ScalarFunction } from '../../src/sql/functions/define.ts';
import { evaluator } from '../../src/sql/functions/evaluator.ts';
import { infer } from '../../src/sql/functions/resolve.ts';
import { arithmeticFunctions } from '../../src/sql/functions/scalar/arithmetic/index.ts';
import { comparisonFunctions } from '../../src/sql/functions/scalar/comparison/index.ts';
import { conditionalFunctions } from '../../src/sql/functions/scalar/conditional/index.ts';
import { conversionFunctions } from '../../src/sql/functions/scalar/conversion/index.ts';
import { hashFunctions } from '../../src/sql/functions/scalar/hash/index.ts';
import { logicalFunctions } from '../../src/sql/functions/scalar/logical/index.ts';
import { stringFunctions } from '../../src/sql/functions/scalar/string/index.ts';
import { compileCast } from '../../src/sql/types/cast/compile.ts';
import { renderValue } from '../../src/sql/types/render.ts';
import { sameTypeButNull } from '../../src/sql/types/same.ts';
import { intervalDayTime, NULL, type SqlType } from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';
import { anyType, typedValue } from '../types/arbitrary.ts';

const FUNCTIONS: readonly ScalarFunction[] = [
  ...comparisonFunctions,
  ...logicalFunctions,
  ...arithmeticFunctions,
  ...conditionalFunctions,
  ...conversionFunctions,
  ...hashFunctions,
  ...stringFunctions,
];

const session = { timeZone: 'America/New_York', config: {}, currentDatabase: 'd', currentCatalog: 'c', batch: true };
const span = { start: 0, end: 0 };

interface Given {
  readonly type: SqlType;
  readonly value: Value;
}

const argument: fc.Arbitrary<Given> = fc.oneof(
  { weight: 8, arbitrary: typedValue() },
  { weight: 1, arbitrary: anyType.map((type) => ({ type, value: null })) },
  { weight: 1, arbitrary: fc.constant({ type: NULL, value: null }) },
);

/** One argument over and over in different values finds the functions of one type. */
const argumentList: fc.Arbitrary<readonly Given[]> = fc.oneof(
  fc.array(argument, { maxLength: 4 }),
  anyType.chain((type) => fc.array(typedValue(fc.constant(type)), { minLength: 1, maxLength: 3 })),
);

const describeArgument = ({ type, value }: Given, constant: boolean): Argument => ({
  type,
  literal: constant,
  span,
  ...(constant ? { constant: { value } } : {}),
});

/** What the binder does with an argument. */
const cast = ({ type, value }: Given, to: SqlType): Value =>
  sameTypeButNull(type, to) ? value : compileCast(type, to, { session, implicit: true })(value);

function run(fn: ScalarFunction, given: readonly Given[], target: SqlType, constant: boolean): Value | undefined {
  const options =
    fn.category === 'conversion'
      ? { type: target }
      : fn.name === 'INTERVAL'
        ? { type: intervalDayTime('DAY'), unit: 'DAY' }
        : { type: intervalDayTime('DAY') };
  const call: Call = { name: fn.name, args: given.map((one) => describeArgument(one, constant)), options, session };
  const inference = infer(fn, call);
  if (!inference.ok) {
    expect(inference.message).not.toBe('');
    return undefined;
  }
  const values = given.map((one, i) => cast(one, inference.arguments[i]!));
  const args = given.map((_, i) => describeArgument({ type: inference.arguments[i]!, value: values[i]! }, constant));
  const result = evaluator(fn, { ...call, args, returns: inference.returns })(values);
  if (result !== null) expect(typeof renderValue(result, inference.returns, session)).toBe('string');
  return result;
}

describe('any values of any types', () => {
  it.each(FUNCTIONS.map((fn) => [fn.name, fn] as const))(
    '%s gives a value of its type or fails with words for a user',
    (_, fn) => {
      fc.assert(
        fc.property(argumentList, anyType, fc.boolean(), (given, target, constant) => {
          try {
            run(fn, given, target, constant);
          } catch (error) {
            if (!(error instanceof RunTimeError)) throw error;
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});
