/** Queries. */
import type { GroupItem, OrderItem, Query, Select, SelectItem, SetOperation, WithItem } from '../index.ts';
import { printWindow } from './calls.ts';
import { printExpression } from './expressions.ts';
import { printRow } from './operands.ts';
import { printHints, printTable } from './tables.ts';
import { list, parenthesised, printIdentifier, printName, printNames, words } from './text.ts';

export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'select':
      return printSelect(query);
    case 'set-operation':
      return printSetOperation(query);
    case 'values':
      return `VALUES ${list(query.rows, printRow)}`;
    case 'explicit-table':
      return `TABLE ${printIdentifier(query.name)}`;
    case 'with':
      return words('WITH', query.recursive && 'RECURSIVE', list(query.items, printWithItem), operand(query.body, 0));
    case 'ordered':
      return words(
        query.body.kind === 'ordered' ? `(${printQuery(query.body)})` : printQuery(query.body),
        query.orderBy.length > 0 && printOrder(query.orderBy),
        query.limit && `LIMIT ${printExpression(query.limit)}`,
        query.offset && `OFFSET ${printExpression(query.offset)}`,
      );
  }
}

const setPrecedence = ({ operator }: SetOperation): number => (operator === 'INTERSECT' ? 2 : 1);

/** A query beside UNION: WITH, ORDER BY and looser set operations stand in parentheses. */
function operand(query: Query, precedence: number): string {
  const loose =
    query.kind === 'with' ||
    query.kind === 'ordered' ||
    (query.kind === 'set-operation' && setPrecedence(query) < precedence);
  return loose ? `(${printQuery(query)})` : printQuery(query);
}

function printSetOperation(query: SetOperation): string {
  const precedence = setPrecedence(query);
  return words(
    operand(query.left, precedence),
    query.operator,
    query.all && 'ALL',
    operand(query.right, precedence + 1),
  );
}

const printWithItem = ({ name, columns, query }: WithItem): string =>
  words(printName(name), columns && printNames(columns), `AS (${printQuery(query)})`);

function printSelect(select: Select): string {
  return words(
    'SELECT',
    printHints(select.hints),
    select.stream && 'STREAM',
    select.quantifier,
    list(select.items, printItem),
    select.from && `FROM ${printTable(select.from)}`,
    select.where && `WHERE ${printExpression(select.where)}`,
    select.groupBy && words('GROUP BY', select.groupBy.quantifier, list(select.groupBy.items, printGroupItem)),
    select.having && `HAVING ${printExpression(select.having)}`,
    select.windows.length > 0 &&
      `WINDOW ${list(select.windows, ({ name, window }) => `${printName(name)} AS ${printWindow(window)}`)}`,
    select.qualify && `QUALIFY ${printExpression(select.qualify)}`,
  );
}

const printItem = ({ expression, alias }: SelectItem): string =>
  words(printExpression(expression), alias && `AS ${printName(alias)}`);

function printGroupItem(item: GroupItem): string {
  switch (item.kind) {
    case 'grouping-set':
      return '()';
    case 'grouping-sets':
      return `GROUPING SETS ${parenthesised(item.items, printGroupItem)}`;
    case 'rollup':
    case 'cube':
      return `${item.kind.toUpperCase()} ${parenthesised(item.items, printExpression)}`;
    default:
      return printExpression(item);
  }
}

export const printOrder = (items: readonly OrderItem[]): string => `ORDER BY ${list(items, printOrderItem)}`;

const printOrderItem = ({ expression, direction, nulls }: OrderItem): string =>
  words(printExpression(expression), direction, nulls && `NULLS ${nulls}`);
