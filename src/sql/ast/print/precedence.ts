/** How tightly each kind of expression holds together, so that parentheses stand exactly where they are needed. */
import { PRECEDENCE } from '../../parse/expressions.ts';
import type { BinaryOperator, Expression } from '../index.ts';

/** Complete in itself. */
const ATOM = 1000;

const SUM: readonly string[] = ['+', '-'];
const PRODUCT: readonly string[] = ['*', '/', '%', '||'];

export function binaryPrecedence(operator: BinaryOperator): number {
  if (operator === 'OR') return PRECEDENCE.or;
  if (operator === 'AND') return PRECEDENCE.and;
  if (SUM.includes(operator)) return PRECEDENCE.sum;
  if (PRODUCT.includes(operator)) return PRECEDENCE.product;
  if (operator.startsWith('MULTISET INTERSECT')) return PRECEDENCE.multisetIntersect;
  return operator.startsWith('MULTISET') ? PRECEDENCE.multisetUnion : PRECEDENCE.comparison;
}

const UNARY = {
  '-': PRECEDENCE.sign,
  '+': PRECEDENCE.sign,
  NOT: PRECEDENCE.not,
  UNIQUE: PRECEDENCE.sum,
  EXISTS: PRECEDENCE.item,
  RUNNING: PRECEDENCE.item,
  FINAL: PRECEDENCE.item,
  'FORMAT JSON': PRECEDENCE.is,
} as const;

export function precedenceOf(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      return binaryPrecedence(expression.operator);
    case 'unary':
      return UNARY[expression.operator];
    case 'is':
      return typeof expression.test === 'string' ? PRECEDENCE.is : PRECEDENCE.comparison;
    case 'is-json':
      return PRECEDENCE.is;
    case 'period':
    case 'quantified':
      return PRECEDENCE.comparison;
    case 'between':
    case 'in':
    case 'like':
      return PRECEDENCE.in;
    case 'exists':
    case 'item':
      return PRECEDENCE.item;
    default:
      return ATOM;
  }
}
