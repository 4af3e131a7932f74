/** `IS NULL` and `IS NOT NULL`. */
import { BOOLEAN, notNull } from '../../../types/type.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';
import { typed, typesOf, wrongCount } from '../../infer.ts';

const nullTest = (name: 'IS NULL' | 'IS NOT NULL', summary: string, example: string): ScalarFunction =>
  scalarFunction({
    name,
    category: 'comparison',
    summary,
    syntax: [`value ${name}`],
    parameters: [{ name: 'value', doc: 'A value of any type.', accepts: 'ANY' }],
    nulls: 'handled',
    deterministic: true,
    infer: (call) => wrongCount(call, 1) ?? typed(typesOf(call), notNull(BOOLEAN)),
    compile: () => ({ code: ([a]) => `(${a} ${name === 'IS NULL' ? '===' : '!=='} null)` }),
    examples: [{ sql: `1 ${name}`, result: example }],
  });

export const isNull = nullTest('IS NULL', 'Whether a value is NULL.', 'FALSE');
export const isNotNull = nullTest('IS NOT NULL', 'Whether a value is not NULL.', 'TRUE');
