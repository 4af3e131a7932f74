import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import type { Argument, Call } from '../../../src/sql/functions/define.ts';
import { evaluator } from '../../../src/sql/functions/evaluator.ts';
import { infer } from '../../../src/sql/functions/resolve.ts';
import { stringFunctions } from '../../../src/sql/functions/scalar/string/index.ts';
import { BYTES, INT, type SqlType, STRING } from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';

const session = { timeZone: 'UTC', config: {}, currentDatabase: 'd', currentCatalog: 'c', batch: true };
const span = { start: 0, end: 0 };

/** Characters that patterns, URLs, base 64 and formats are made of. */
const meaningful = fc.string({
  unit: fc.constantFrom(...'aB1 %_\\.*+?()[]{}|^$-,:;=&#/@!<sdfx😀ß\u0301\n', 'http://', '%20', 'UTF-8', '\\p{L}'),
  maxLength: 16,
});
const text = fc.oneof({ weight: 3, arbitrary: meaningful }, fc.string({ unit: 'binary', maxLength: 12 }));

interface Given {
  readonly type: SqlType;
  readonly value: Value;
}
const argument: fc.Arbitrary<Given> = fc.oneof(
  { weight: 6, arbitrary: text.map((value) => ({ type: STRING, value })) },
  { weight: 2, arbitrary: fc.integer({ min: -3, max: 40 }).map((value) => ({ type: INT, value })) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }).map((value) => ({ type: BYTES, value })) },
  { weight: 1, arbitrary: fc.constant({ type: STRING, value: null }) },
);

/** Texts first, then numbers or texts: most functions take that. */
const likely = fc.tuple(
  fc.array(
    text.map((value): Given => ({ type: STRING, value })),
    { minLength: 1, maxLength: 3 },
  ),
  fc.array(argument, { maxLength: 2 }),
);

function run(name: string, given: readonly Given[], constant: boolean): void {
  const fn = stringFunctions.find((one) => one.name === name)!;
  const args = given.map(
    ({ type, value }): Argument => ({ type, literal: constant, span, ...(constant ? { constant: { value } } : {}) }),
  );
  const call: Call = { name, args, options: {}, session };
  const inference = infer(fn, call);
  if (!inference.ok) {
    expect(inference.message).not.toBe('');
    return;
  }
  const result = evaluator(fn, { ...call, returns: inference.returns })(given.map(({ value }) => value));
  expect(result).not.toBeUndefined();
}

describe('any text', () => {
  it.each(stringFunctions.map((fn) => fn.name))('%s gives a value or fails with words for a user', (name) => {
    fc.assert(
      fc.property(likely, fc.boolean(), ([texts, more], constant) => {
        try {
          run(name, [...texts, ...more], constant);
        } catch (error) {
          if (!(error instanceof RunTimeError)) throw error;
        }
      }),
      { numRuns: 400 },
    );
  });
});
