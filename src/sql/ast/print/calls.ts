/** Calls, and the functions with a syntax of their own. */
import type {
  Call,
  Expression,
  FrameBound,
  OverClause,
  TableArgument,
  TimestampArithmetic,
  Trim,
  WindowSpec,
} from '../index.ts';
import { asOperand, printExpression } from './expressions.ts';
import { printOrder, printQuery } from './queries.ts';
import { list, parenthesised, printFunctionName, printIdentifier, printName, printString, words } from './text.ts';
import { printDataType, printTimeUnit } from './types.ts';

export function printSpecialCall(expression: Expression): string {
  switch (expression.kind) {
    case 'call':
      return printCall(expression);
    case 'descriptor':
      return `DESCRIPTOR${parenthesised(expression.columns, printIdentifier)}`;
    case 'table-argument':
      return printTableArgument(expression);
    case 'model-argument':
      return `MODEL ${printIdentifier(expression.model)}`;
    case 'new':
      return `NEW ${printCall(expression.call)}`;
    case 'round-to':
      return `${expression.direction}(${printRounded(expression.operand)} TO ${printTimeUnit(expression.unit)})`;
    case 'trim':
      return printTrim(expression);
    case 'substring':
      return keyword('SUBSTRING', ['', expression.operand], ['FROM', expression.from], ['FOR', expression.length]);
    case 'overlay':
      return keyword(
        'OVERLAY',
        ['', expression.operand],
        ['PLACING', expression.placing],
        ['FROM', expression.from],
        ['FOR', expression.length],
      );
    case 'position': {
      const from = expression.from && `FROM ${printExpression(expression.from)}`;
      return `POSITION(${words(asOperand(expression.needle), 'IN', printExpression(expression.haystack), from)})`;
    }
    case 'timestamp-arithmetic':
      return printTimestampArithmetic(expression);
    case 'transcode':
      return `${expression.function}(${printExpression(expression.operand)}${expression.charsets.length === 1 ? ' USING ' : ', '}${list(expression.charsets, printName)})`;
    case 'convert': {
      const style = expression.style ? `, ${printExpression(expression.style)}` : '';
      return `CONVERT(${printDataType(expression.type)}, ${printExpression(expression.operand)}${style})`;
    }
    default:
      throw new Error(`no text for an expression of kind ${expression.kind}`);
  }
}

const ENDS_IN_PARENTHESIS_OR_NAME: readonly string[] = ['identifier', 'call', 'cast', 'niladic', 'field', 'item'];

/** An interval at the end would take TO for its own: `INTERVAL '1' DAY TO HOUR`. */
const printRounded = (operand: Expression): string =>
  ENDS_IN_PARENTHESIS_OR_NAME.includes(operand.kind) ? printExpression(operand) : `(${printExpression(operand)})`;

/** `NAME(x FROM y FOR z)`; absent parts leave no trace. */
function keyword(name: string, ...parts: readonly (readonly [string, Expression | undefined])[]): string {
  return `${name}(${words(...parts.map(([word, part]) => part && words(word, printExpression(part))))})`;
}

function printTrim({ side, characters, operand }: Trim): string {
  return `TRIM(${words(side, characters && printExpression(characters), 'FROM', printExpression(operand))})`;
}

function printTimestampArithmetic({ function: name, unit, args }: TimestampArithmetic): string {
  const parts = args.map(printExpression);
  const all =
    name.startsWith('TIMESTAMPADD') || name.startsWith('TIMESTAMPDIFF')
      ? [printTimeUnit(unit), ...parts]
      : [...parts, printTimeUnit(unit)];
  return `${name}(${all.join(', ')})`;
}

export function printCall(call: Call): string {
  const inner = words(
    call.quantifier,
    call.star ? '*' : list(call.args, printExpression),
    isAggregate(call) && call.nullTreatment,
    call.orderBy.length > 0 && printOrder(call.orderBy),
    call.separator && `SEPARATOR ${printString(call.separator)}`,
  );
  const head = words(call.matchSemantics, call.specific && 'SPECIFIC', `${printFunctionName(call.name)}(${inner})`);
  return call.jdbc ? `{fn ${head}}` : words(head, ...suffixes(call));
}

/** ARRAY_AGG takes IGNORE NULLS inside its parentheses, before ORDER BY. */
const isAggregate = (call: Call): boolean => call.orderBy.length > 0;

function suffixes(call: Call): (string | false | undefined)[] {
  return [
    !isAggregate(call) && call.nullTreatment,
    call.withinDistinct && `WITHIN DISTINCT ${parenthesised(call.withinDistinct, printExpression)}`,
    call.withinGroup && `WITHIN GROUP (${printOrder(call.withinGroup)})`,
    call.filter && `FILTER (WHERE ${printExpression(call.filter)})`,
    call.over && `OVER ${printOver(call.over)}`,
  ];
}

const printOver = (over: OverClause): string =>
  over.kind === 'window-name' ? printName(over.name) : printWindow(over);

export function printWindow(window: WindowSpec): string {
  const { base, partitionBy, orderBy, frame, partial } = window;
  const bounds =
    frame && (frame.end ? `BETWEEN ${printBound(frame.start)} AND ${printBound(frame.end)}` : printBound(frame.start));
  return `(${words(
    base && printName(base),
    partitionBy.length > 0 && `PARTITION BY ${list(partitionBy, printExpression)}`,
    orderBy.length > 0 && printOrder(orderBy),
    frame && `${frame.unit} ${bounds}`,
    partial && `${partial} PARTIAL`,
  )})`;
}

const printBound = ({ bound, offset }: FrameBound): string => words(offset && printExpression(offset), bound);

function printTableArgument({ table, partitionBy, orderBy }: TableArgument): string {
  const source =
    table.kind === 'identifier'
      ? `TABLE ${printIdentifier(table)}`
      : table.kind === 'call'
        ? printCall(table)
        : `(${printQuery(table)})`;
  return words(
    source,
    partitionBy.length > 0 && `PARTITION BY ${parenthesised(partitionBy, printExpression)}`,
    orderBy.length > 0 && printOrder(orderBy).replace(/^ORDER BY (.*)$/s, 'ORDER BY ($1)'),
  );
}
