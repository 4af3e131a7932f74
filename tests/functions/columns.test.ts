import { describe, expect, it } from 'vitest';
import { SCALAR_FUNCTIONS } from '../../src/sql/functions/index.ts';
import { runColumnsCase } from '../harness/conformance/columns.ts';

/** Functions that look at the text of their arguments, which columns have not. */
const NOT_OVER_COLUMNS: Readonly<Record<string, string>> = {
  TYPEOF: 'tells a column from a literal, which is never NULL',
  OBJECT_OF: 'takes literal names',
  OBJECT_UPDATE: 'takes literal names',
  '[]': 'takes a literal position in a row',
};

const examples = SCALAR_FUNCTIONS.filter((fn) => NOT_OVER_COLUMNS[fn.name] === undefined).flatMap((fn) =>
  fn.examples.map(({ sql }) => [fn.name, sql] as const),
);

describe('an example over columns, NULLs between, gives what it gives as a constant', () => {
  it.each(examples)('%s: %s', (name, sql) => {
    const expectation = { value: null, note: 'what the constants give' };
    const verdict = runColumnsCase({ kind: 'expr', id: name, area: 'example', sql, expect: expectation });
    expect(verdict.detail).toBeUndefined();
  });
});
