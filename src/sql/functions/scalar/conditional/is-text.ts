/** IS_ALPHA, IS_DECIMAL and IS_DIGIT: what text consists of; FALSE for NULL, while a number is judged by its type alone. */
import { isApproximate, isInteger, isNumeric } from '../../../types/family.ts';
import { BOOLEAN, notNull, type SqlType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';

const textTest = (
  name: string,
  pattern: RegExp,
  summary: string,
  ofNumber: (type: SqlType) => boolean,
  example: readonly [text: string, result: string],
): ScalarFunction =>
  scalarFunction({
    name,
    category: 'conditional',
    summary,
    parameters: [{ name: 'value', doc: 'Text or a number.', accepts: ['CHARACTER', 'NUMERIC'] }],
    nulls: 'handled',
    deterministic: true,
    returns: notNull(BOOLEAN),
    compile(call) {
      const { type } = call.args[0]!;
      const answer = ofNumber(type);
      return isNumeric(type)
        ? { evaluate: () => answer }
        : { evaluate: (value: Value) => value !== null && pattern.test(value as string) };
    },
    examples: [{ sql: `${name}('${example[0]}')`, result: example[1] }],
  });

export const isAlpha = textTest('IS_ALPHA', /^\p{L}+$/u, 'Whether text has letters only.', () => false, [
  'abc',
  'TRUE',
]);
/** What Java's Double.parseDouble takes, hexadecimal too, and whole numbers in the digits of any script as Long.parseLong does. */
const JAVA_NUMBER =
  /^(?:[\0- ]*[+-]?(?:NaN|Infinity|(?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|0[xX](?:[\da-fA-F]+\.?|[\da-fA-F]*\.[\da-fA-F]+)[pP][+-]?\d+)[fFdD]?)[\0- ]*|[+-]?\p{Nd}{1,18})$/u;

export const isDecimal = textTest(
  'IS_DECIMAL',
  JAVA_NUMBER,
  'Whether text is a number.',
  (type) => isInteger(type) || isApproximate(type),
  ['1.5', 'TRUE'],
);
export const isDigit = textTest('IS_DIGIT', /^\p{Nd}+$/u, 'Whether text has digits only.', isInteger, ['12a', 'FALSE']);
