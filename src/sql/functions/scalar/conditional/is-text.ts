/** IS_ALPHA, IS_DECIMAL and IS_DIGIT: what text consists of; FALSE for NULL. */
import { BOOLEAN, notNull } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';

const textTest = (
  name: string,
  pattern: RegExp,
  summary: string,
  ofNumber: boolean,
  example: readonly [text: string, result: string],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'conditional',
    summary,
    parameters: [{ name: 'value', doc: 'Text.', accepts: 'ANY' }],
    nulls: 'handled',
    deterministic: true,
    returns: notNull(BOOLEAN),
    compile: () => ({
      evaluate: (value: Value) => {
        if (typeof value === 'string') return pattern.test(value);
        return ofNumber && (typeof value === 'number' || typeof value === 'bigint');
      },
    }),
    examples: [{ sql: `${name}('${example[0]}')`, result: example[1] }],
  });

export const isAlpha = textTest('IS_ALPHA', /^\p{L}+$/u, 'Whether text has letters only.', false, ['abc', 'TRUE']);
export const isDecimal = textTest(
  'IS_DECIMAL',
  /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
  'Whether text is a number.',
  true,
  ['1.5', 'TRUE'],
);
export const isDigit = textTest('IS_DIGIT', /^\p{Nd}+$/u, 'Whether text has digits only.', false, ['12a', 'FALSE']);
