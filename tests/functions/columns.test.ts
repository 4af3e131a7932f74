import { describe, expect, it } from 'vitest';
import { SCALAR_FUNCTIONS } from '../../src/sql/functions/index.ts';
import { evaluateText } from '../harness/conformance/expr.ts';
import { evaluateOverColumns } from '../harness/conformance/over-columns.ts';

/** Functions whose examples mean something else, or fail, with columns in place of their literals. */
const NOT_OVER_COLUMNS: Readonly<Record<string, string>> = {
  TYPEOF: 'tells the type, and a column may be NULL',
  OBJECT_OF: 'takes literal names',
  OBJECT_UPDATE: 'takes literal names',
  '[]': 'takes a literal position in a row',
  JSON_STRING: 'refuses a map with a NULL key',
  JSON_OBJECT: 'nests by the function its argument calls',
  JSON_ARRAY: 'nests by the function its argument calls',
};

const examples = SCALAR_FUNCTIONS.filter(
  (fn) => fn.deterministic === true && NOT_OVER_COLUMNS[fn.name] === undefined,
).flatMap((fn) => fn.examples.map(({ sql }) => [fn.name, sql] as const));

describe('an example over columns, NULLs between, gives what it gives as a constant', () => {
  it.each(examples)('%s: %s', (_, sql) => {
    const constant = evaluateText(`SELECT ${sql}`, {});
    if ('failed' in constant) return;
    for (const rowCount of [1, 1024]) {
      const found = evaluateOverColumns(sql, {}, rowCount);
      if (found === undefined) return;
      expect('failed' in found ? found.failed : new Set(found.rows)).toEqual(new Set([constant.value]));
    }
  });
});
