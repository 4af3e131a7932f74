/** Expressions that are complete in themselves. */

import { PRECEDENCE } from '../../parse/expressions.ts';
import type {
  Case,
  Cast,
  Expression,
  FieldAccess,
  IntervalExpression,
  ItemAccess,
  Literal,
  RowConstructor,
} from '../index.ts';
import { printCall, printSpecialCall } from './calls.ts';
import { atLeast, printExpression } from './expressions.ts';
import { printJson } from './json.ts';
import { printQuery } from './queries.ts';
import { list, parenthesised, printIdentifier, printName, printString, words } from './text.ts';
import { printDataType, printQualifier, printTimeUnit } from './types.ts';

export function printOperand(expression: Expression): string {
  switch (expression.kind) {
    case 'identifier':
      return printIdentifier(expression);
    case 'star':
      return expression.qualifier ? `${printIdentifier(expression.qualifier)}.*` : '*';
    case 'parameter':
      return '?';
    case 'default':
      return 'DEFAULT';
    case 'niladic':
      return expression.name;
    case 'case':
      return printCase(expression);
    case 'cast':
      return printCast(expression);
    case 'extract':
      return `EXTRACT(${printTimeUnit(expression.unit)} FROM ${printExpression(expression.operand)})`;
    case 'interval-expression':
      return printIntervalExpression(expression);
    case 'row':
      return printRow(expression);
    case 'collection':
      return `${expression.collection}[${list(expression.items, printExpression)}]`;
    case 'collection-query':
      return `${expression.collection}(${printQuery(expression.query)})`;
    case 'scalar-subquery':
      return `(${printQuery(expression.query)})`;
    case 'field':
      return printField(expression);
    case 'item':
      return printItem(expression);
    case 'method':
      return `${fieldOwner(expression.operand)}.${printCall(expression.call)}`;
    case 'minus-date':
      return `(${atLeast(expression.left, PRECEDENCE.sum)} - ${atLeast(expression.right, PRECEDENCE.sum + 1)}) ${printQualifier(expression.qualifier)}`;
    case 'next-value':
      return `${expression.current ? 'CURRENT' : 'NEXT'} VALUE FOR ${printIdentifier(expression.sequence)}`;
    case 'named-argument':
      return `${printName(expression.name)} => ${printExpression(expression.value)}`;
    case 'number':
    case 'string':
    case 'binary-literal':
    case 'boolean':
    case 'null':
    case 'datetime':
    case 'interval':
      return printLiteral(expression);
    case 'json-exists':
    case 'json-value':
    case 'json-query':
    case 'json-object':
    case 'json-array':
    case 'json-objectagg':
    case 'json-arrayagg':
      return printJson(expression);
    default:
      return printSpecialCall(expression);
  }
}

function printCast({ mode, operand, type, jdbc }: Cast): string {
  const name = printDataType(type);
  return jdbc
    ? `{fn CONVERT(${printExpression(operand)}, SQL_${name.replaceAll(' ', '_')})}`
    : `${mode}(${printExpression(operand)} AS ${name})`;
}

export function printLiteral(literal: Literal): string {
  switch (literal.kind) {
    case 'number':
      return literal.form === 'decimal' && !/^[+-]?(\d+\.\d*|\.\d+)$/.test(literal.text)
        ? `DECIMAL '${literal.text}'`
        : literal.text;
    case 'string':
      return printString(literal);
    case 'binary-literal':
      return `X'${literal.hex}'`;
    case 'boolean':
      return literal.value === null ? 'UNKNOWN' : literal.value ? 'TRUE' : 'FALSE';
    case 'null':
      return 'NULL';
    case 'datetime': {
      const type = literal.type === 'TIMESTAMP_LTZ' ? 'TIMESTAMP WITH LOCAL TIME ZONE' : literal.type;
      return `${type} ${quoted(literal.text)}`;
    }
    case 'interval':
      return `INTERVAL ${literal.negative ? '-' : ''}${quoted(literal.text)} ${printQualifier(literal.qualifier)}`;
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function printIntervalExpression({ negative, value, qualifier }: IntervalExpression): string {
  const plain = value.kind === 'number' || value.kind === 'identifier';
  const text = plain ? printExpression(value) : `(${printExpression(value)})`;
  return `INTERVAL ${negative ? '-' : ''}${text} ${printQualifier(qualifier)}`;
}

export const printRow = ({ explicit, items }: RowConstructor): string =>
  `${explicit ? 'ROW' : ''}${parenthesised(items, printExpression)}`;

function printCase(expression: Case): string {
  const branches = expression.branches.map(
    ({ when, then }) => `WHEN ${list(when, printExpression)} THEN ${printExpression(then)}`,
  );
  const otherwise = expression.else && `ELSE ${printExpression(expression.else)}`;
  return words('CASE', expression.operand && printExpression(expression.operand), ...branches, otherwise, 'END');
}

/** `a.b` would be a column: anything but a call or an element needs parentheses before the dot. */
function fieldOwner(owner: Expression): string {
  const text = printExpression(owner);
  return ['call', 'item', 'field', 'method', 'scalar-subquery'].includes(owner.kind) ? text : `(${text})`;
}

const printField = ({ operand, name }: FieldAccess): string => `${fieldOwner(operand)}.${printName(name)}`;

function printItem({ operand, access, index }: ItemAccess): string {
  const inner = printExpression(index);
  return `${atLeast(operand, PRECEDENCE.item)}[${access === 'plain' ? inner : `${access}(${inner})`}]`;
}
