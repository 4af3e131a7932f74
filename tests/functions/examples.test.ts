import { describe, expect, it } from 'vitest';
import { SCALAR_FUNCTIONS } from '../../src/sql/functions/index.ts';
import { evaluateText } from '../harness/conformance/expr.ts';

const examples = SCALAR_FUNCTIONS.flatMap((fn) =>
  fn.examples.map(({ sql, result }) => [fn.name, sql, result] as const),
);

describe('the examples of the documentation', () => {
  it.each(examples)('%s: %s', (_, sql, result) => {
    const found = evaluateText(`SELECT ${sql}`, {});
    expect('failed' in found ? found.message : (found.value ?? 'NULL')).toBe(result);
  });

  it('are there for every function that text can call', () => {
    const without = SCALAR_FUNCTIONS.filter((fn) => fn.examples.length === 0 && !fn.name.startsWith('$'));
    expect(without.map((fn) => fn.name)).toEqual([]);
  });
});
