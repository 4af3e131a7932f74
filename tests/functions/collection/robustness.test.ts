import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import type { Argument, Call, CallOptions, ScalarFunction } from '../../../src/sql/functions/define.ts';
import { evaluator } from '../../../src/sql/functions/evaluator.ts';
import { infer } from '../../../src/sql/functions/resolve.ts';
import { accessFunctions } from '../../../src/sql/functions/scalar/access/index.ts';
import { bitmapFunctions } from '../../../src/sql/functions/scalar/bitmap/index.ts';
import { collectionFunctions } from '../../../src/sql/functions/scalar/collection/index.ts';
import { constructionFunctions } from '../../../src/sql/functions/scalar/construction/index.ts';
import { jsonFunctions } from '../../../src/sql/functions/scalar/json/index.ts';
import { networkFunctions } from '../../../src/sql/functions/scalar/network/index.ts';
import { variantFunctions } from '../../../src/sql/functions/scalar/variant/index.ts';
import { compileCast } from '../../../src/sql/types/cast/compile.ts';
import { renderValue } from '../../../src/sql/types/render.ts';
import { sameTypeButNull } from '../../../src/sql/types/same.ts';
import { array, BITMAP, INT, map, NULL, type SqlType, STRING, VARIANT } from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import { anyType, atomicType, typedValue } from '../../types/arbitrary.ts';

const FUNCTIONS: readonly ScalarFunction[] = [
  ...constructionFunctions,
  ...accessFunctions,
  ...collectionFunctions,
  ...jsonFunctions,
  ...variantFunctions,
  ...bitmapFunctions,
  ...networkFunctions,
];

const session = { timeZone: 'Europe/Berlin', config: {}, currentDatabase: 'd', currentCatalog: 'c', batch: true };
const span = { start: 0, end: 0 };

interface Given {
  readonly type: SqlType;
  readonly value: Value;
}

const text: fc.Arbitrary<Given> = fc
  .oneof(
    fc.json(),
    fc.constantFrom(
      '$',
      '$.a',
      'lax $[0]',
      '$..a',
      '$[?(@.a > 1)]',
      'oops',
      '{"a":[1,{"b":2.50}]}',
      '1.2.3.4',
      '"\\u00e9"',
    ),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  .map((value) => ({ type: STRING, value }));

const special: fc.Arbitrary<Given> = fc.oneof(
  fc.constant({ type: NULL, value: null }),
  fc
    .uint8Array({ maxLength: 3 })
    .map((bytes) => ({ type: BITMAP, value: { bitmap: [...new Set(bytes)].sort((a, b) => a - b) } })),
  fc.integer().map((value): Given => ({ type: VARIANT, value: { variant: 'INT', value } })),
  fc
    .string()
    .map((value): Given => ({ type: VARIANT, value: { variant: 'ARRAY', value: [{ variant: 'STRING', value }] } })),
  anyType.map((type) => ({ type, value: null })),
);

const one: fc.Arbitrary<Given> = fc.oneof(text, special, typedValue());
const ofType = (type: SqlType): fc.Arbitrary<Given> => typedValue(fc.constant(type));

/** A collection with what belongs to it: an element, a key, another of its kind, a place. */
const related: fc.Arbitrary<readonly Given[]> = anyType.chain((element) =>
  atomicType.chain((key) => {
    const list = ofType(array(element));
    const entries = ofType(map(key, element));
    return fc.oneof(
      fc.tuple(list),
      fc.tuple(entries),
      fc.tuple(list, ofType(element)),
      fc.tuple(list, list),
      fc.tuple(entries, entries),
      fc.tuple(entries, ofType(key)),
      fc.tuple(list, ofType(INT)),
      fc.tuple(list, ofType(INT), ofType(INT)),
      fc.tuple(ofType(array(key)), list),
    );
  }),
);

const argumentList: fc.Arbitrary<readonly Given[]> = fc.oneof(
  related,
  fc.array(one, { maxLength: 4 }),
  fc.array(text, { minLength: 1, maxLength: 3 }),
  anyType.chain((type) => fc.array(ofType(type), { minLength: 1, maxLength: 4 })),
);

const CLAUSES: Readonly<Record<string, fc.Arbitrary<CallOptions>>> = {
  'IS JSON': fc.record({ type: fc.constantFrom('VALUE', 'OBJECT', 'ARRAY', 'SCALAR'), negated: fc.boolean() }),
  JSON_EXISTS: fc.record({ onError: fc.constantFrom('TRUE', 'FALSE', 'UNKNOWN', 'ERROR') }),
  JSON_VALUE: fc.record(
    {
      returning: anyType,
      onEmpty: fc.constantFrom({ behavior: 'NULL' }, { behavior: 'ERROR' }, { behavior: 'DEFAULT', argument: 2 }),
      onError: fc.constantFrom({ behavior: 'NULL' }, { behavior: 'ERROR' }, { behavior: 'DEFAULT', argument: 2 }),
    },
    { requiredKeys: [] },
  ),
  JSON_QUERY: fc.record(
    {
      returning: fc.constantFrom(STRING, array(STRING)),
      wrapper: fc.constantFrom('WITHOUT', 'WITH CONDITIONAL', 'WITH UNCONDITIONAL'),
      onEmpty: fc.constantFrom('NULL', 'ERROR', 'EMPTY ARRAY', 'EMPTY OBJECT'),
      onError: fc.constantFrom('NULL', 'ERROR', 'EMPTY ARRAY', 'EMPTY OBJECT'),
    },
    { requiredKeys: [] },
  ),
  JSON_OBJECT: fc.record({ onNull: fc.constantFrom('NULL', 'ABSENT') }),
  JSON_ARRAY: fc.record({ onNull: fc.constantFrom('NULL', 'ABSENT') }),
  JSON: fc.record({ embedded: fc.boolean() }),
  FIELD: fc.record({ index: fc.nat(3) }),
  '[]': fc.constantFrom({}, { outermost: true }),
};

const describeArgument = ({ type, value }: Given, constant: boolean): Argument => ({
  type,
  literal: constant,
  span,
  ...(constant ? { constant: { value } } : {}),
});

const cast = ({ type, value }: Given, to: SqlType): Value =>
  sameTypeButNull(type, to) ? value : compileCast(type, to, { session, implicit: true })(value);

function run(fn: ScalarFunction, given: readonly Given[], options: CallOptions, constant: boolean): void {
  const call: Call = { name: fn.name, args: given.map((arg) => describeArgument(arg, constant)), options, session };
  const inference = infer(fn, call);
  if (!inference.ok) {
    expect(inference.message).not.toMatch(/undefined|\[object/);
    return;
  }
  const values = given.map((arg, i) => cast(arg, inference.arguments[i]!));
  const args = given.map((_, i) => describeArgument({ type: inference.arguments[i]!, value: values[i]! }, constant));
  const result = evaluator(fn, { ...call, args, returns: inference.returns })(values);
  expect(result).not.toBeUndefined();
  if (result !== null) expect(renderValue(result, inference.returns, session)).not.toMatch(/undefined|\[object/);
}

describe('any values of any types', () => {
  it.each(FUNCTIONS.map((fn) => [fn.name, fn] as const))(
    '%s gives a value of its type or fails with words for a user',
    (_, fn) => {
      fc.assert(
        fc.property(argumentList, CLAUSES[fn.name] ?? fc.constant({}), fc.boolean(), (given, options, constant) => {
          try {
            run(fn, given, options, constant);
          } catch (error) {
            if (!(error instanceof RunTimeError)) throw error;
            expect(error.message).not.toMatch(/undefined|is not a function|Cannot read|\[object/);
          }
        }),
        { numRuns: 300 },
      );
    },
  );
});
