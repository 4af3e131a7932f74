/** Operators and predicates; what they stand between is in operands.ts. */
import { PRECEDENCE } from '../../parse/expressions.ts';
import type { Binary, Expression, IsPredicate, Like, Query, Unary } from '../index.ts';
import { printOperand } from './operands.ts';
import { binaryPrecedence, precedenceOf } from './precedence.ts';
import { printQuery } from './queries.ts';
import { parenthesised, words } from './text.ts';

export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'binary':
      return printBinary(expression);
    case 'unary':
      return printUnary(expression);
    case 'is':
      return printIs(expression);
    case 'is-json':
      return words(
        atLeast(expression.operand, PRECEDENCE.is),
        'IS',
        expression.negated && 'NOT',
        'JSON',
        expression.type,
      );
    case 'between':
      return words(
        // Behind a bare LIKE, and with another AND in it, Flink cannot read a BETWEEN.
        atLeast(expression.operand, expression.operand.kind === 'like' ? PRECEDENCE.item : PRECEDENCE.in),
        expression.negated && 'NOT',
        'BETWEEN',
        expression.symmetric && 'SYMMETRIC',
        atLeast(expression.low, PRECEDENCE.sum),
        'AND',
        atLeast(expression.high, PRECEDENCE.in + 1),
      );
    case 'like':
      return printLike(expression);
    case 'in':
      return words(
        atLeast(expression.operand, PRECEDENCE.in),
        expression.negated && 'NOT',
        'IN',
        printValues(expression.values),
      );
    case 'exists':
      return `EXISTS (${printQuery(expression.query)})`;
    case 'quantified':
      return words(
        atLeast(expression.operand, PRECEDENCE.comparison),
        expression.operator,
        expression.quantifier,
        printValues(expression.values),
      );
    case 'period':
      return words(
        atLeast(expression.left, PRECEDENCE.comparison),
        expression.operator,
        atLeast(expression.right, PRECEDENCE.comparison + 1),
      );
    default:
      return printOperand(expression);
  }
}

/** In parentheses if it binds more loosely. */
export function atLeast(expression: Expression, precedence: number): string {
  const text = printExpression(expression);
  return precedenceOf(expression) < precedence ? `(${text})` : text;
}

/** Where the grammar takes an operand without operators. */
export const asOperand = (expression: Expression): string => atLeast(expression, PRECEDENCE.item + 1);

function printBinary({ operator, left, right }: Binary): string {
  const precedence = binaryPrecedence(operator);
  return `${atLeast(left, precedence)} ${operator} ${atLeast(right, precedence + 1)}`;
}

function printUnary(unary: Unary): string {
  const { operator, operand } = unary;
  const precedence = precedenceOf(unary);
  if (operator === 'FORMAT JSON') return `${atLeast(operand, precedence)} FORMAT JSON`;
  const text = atLeast(operand, precedence + 1);
  // Two minus signs in a row would begin a comment.
  return operator === '-' && !text.startsWith('-') ? `-${text}` : `${operator} ${text}`;
}

function printIs({ operand, negated, test }: IsPredicate): string {
  if (typeof test === 'string') return words(atLeast(operand, PRECEDENCE.is), 'IS', negated && 'NOT', test);
  const right = atLeast(test.distinctFrom, PRECEDENCE.comparison + 1);
  return words(atLeast(operand, PRECEDENCE.comparison), 'IS', negated && 'NOT', 'DISTINCT FROM', right);
}

function printLike({ operand, negated, operator, pattern, escape: mark }: Like): string {
  const escaping = mark && `ESCAPE ${asOperand(mark)}`;
  return words(
    atLeast(operand, PRECEDENCE.in),
    negated && 'NOT',
    operator,
    atLeast(pattern, PRECEDENCE.in + 1),
    escaping,
  );
}

const isQuery = (values: readonly Expression[] | Query): values is Query => 'kind' in values;

const printValues = (values: readonly Expression[] | Query): string =>
  isQuery(values) ? `(${printQuery(values)})` : parenthesised(values, printExpression);
