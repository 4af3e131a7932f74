/** The operators + - * / % and MOD. */
import { isInterval } from '../../../types/family.ts';
import { type Example, type ScalarFunction, scalarFunction } from '../../define.ts';
import { intervalOperation } from './interval-code.ts';
import { numberOperation } from './number-code.ts';
import { inferBinary, type Operator } from './types.ts';

const binaryOperator = (
  name: string,
  operator: Operator,
  summary: string,
  examples: readonly Example[],
  aliases: readonly string[] = [],
): ScalarFunction =>
  scalarFunction({
    name,
    aliases,
    category: 'arithmetic',
    summary,
    syntax: [`left ${operator} right`, ...aliases.map((alias) => `${alias}(left, right)`)],
    parameters: [
      { name: 'left', doc: 'A number, a date or time, or an interval.', accepts: ['NUMERIC', 'DATETIME', 'INTERVAL'] },
      { name: 'right', doc: 'A number or an interval.', accepts: ['NUMERIC', 'INTERVAL'] },
    ],
    nulls: 'propagate',
    deterministic: true,
    infer: (call) => inferBinary(call, operator),
    compile: (call) =>
      call.args.some((argument) => isInterval(argument.type))
        ? intervalOperation(operator, call)
        : numberOperation(operator, call),
    examples,
  });

export const plus = binaryOperator(
  '+',
  '+',
  'The sum of two numbers or intervals, or a date or time moved by an interval. Whole numbers wrap around.',
  [
    { sql: '1 + 2', result: '3' },
    { sql: "DATE '2024-01-31' + INTERVAL '1' MONTH", result: '2024-02-29' },
  ],
);

export const minus = binaryOperator(
  '-',
  '-',
  'The difference of two numbers or intervals, or a date or time moved back by an interval.',
  [
    { sql: '1 - 2', result: '-1' },
    { sql: "INTERVAL '2' YEAR - INTERVAL '12' MONTH", result: '+1-00' },
  ],
);

export const times = binaryOperator('*', '*', 'The product of two numbers, or of a number and an interval.', [
  { sql: '3 * 4', result: '12' },
  { sql: "2 * INTERVAL '3' SECOND", result: '+0 00:00:06.000' },
]);

export const dividedBy = binaryOperator(
  '/',
  '/',
  'The quotient of two numbers; that of whole numbers is cut to a whole number. Division by zero fails, but of floats over columns.',
  [
    { sql: '5 / 2', result: '2' },
    { sql: '2.0 / 3.0', result: '0.666667' },
  ],
);

export const modulo = binaryOperator(
  '%',
  '%',
  'The rest of a division; it has the sign of the left side.',
  [
    { sql: '-5 % 3', result: '-2' },
    { sql: 'MOD(7, 3)', result: '1' },
  ],
  ['MOD'],
);
