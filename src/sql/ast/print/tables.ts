/** Tables behind FROM, hints, PIVOT. */
import type {
  Call,
  ExtendColumn,
  Hint,
  Join,
  Pivot,
  TableName,
  TableRef,
  TableSample,
  UnnestTable,
  Unpivot,
} from '../index.ts';
import { printCall } from './calls.ts';
import { printExpression } from './expressions.ts';
import { printMatch } from './match.ts';
import { printLiteral } from './operands.ts';
import { printQuery } from './queries.ts';
import { list, parenthesised, printIdentifier, printName, printNames, printString, words } from './text.ts';
import { printDataType } from './types.ts';

export function printTable(table: TableRef): string {
  switch (table.kind) {
    case 'table-name':
      return printTarget(table);
    case 'derived-table':
      return words(table.lateral && 'LATERAL', `(${printQuery(table.query)})`);
    case 'function-table': {
      const call = words(
        table.specific && 'SPECIFIC',
        printCall(table.wrapped ? table.call : inParentheses(table.call)),
      );
      return words(table.lateral && 'LATERAL', table.wrapped ? `TABLE(${call})` : call);
    }
    case 'unnest':
      return printUnnest(table);
    case 'alias':
      return words(printTable(table.table), 'AS', printName(table.alias), table.columns && printNames(table.columns));
    case 'snapshot':
      return `${printTable(table.table)} FOR SYSTEM_TIME AS OF ${printExpression(table.period)}`;
    case 'sample':
      return `${printTable(table.table)} TABLESAMPLE ${printSample(table.sample)}`;
    case 'join':
      return printJoin(table);
    case 'match-recognize':
      return printMatch(table);
    case 'pivot':
      return printPivot(table);
    case 'unpivot':
      return printUnpivot(table);
  }
}

/** Flink would take a call or CASE at the beginning for a column. */
function inParentheses(call: Call): Call {
  const [first, ...rest] = call.args;
  if (first?.kind !== 'call' && first?.kind !== 'case') return call;
  return { ...call, args: [{ kind: 'row', explicit: false, items: [first], span: first.span }, ...rest] };
}

/** A table's name with hints and columns, as INSERT has it too. */
export const printTarget = ({ name, hints, extend }: Pick<TableName, 'name' | 'hints' | 'extend'>): string =>
  words(printIdentifier(name), printHints(hints), extend && parenthesised(extend, printExtend));

const printExtend = ({ name, type }: ExtendColumn): string => `${printIdentifier(name)} ${printDataType(type)}`;

export const printHints = (hints: readonly Hint[]): string | false =>
  hints.length > 0 && `/*+ ${list(hints, printHint)} */`;

function printHint({ name, properties, names, literals }: Hint): string {
  const options = [
    ...properties.map(
      ({ key, value }) => `${key.kind === 'string' ? printString(key) : printIdentifier(key)} = ${printString(value)}`,
    ),
    ...names.map(printName),
    ...literals.map(printLiteral),
  ];
  return `${printName(name)}(${options.join(', ')})`;
}

const printUnnest = ({ lateral, operands, ordinality }: UnnestTable): string =>
  words(lateral && 'LATERAL', `UNNEST${parenthesised(operands, printExpression)}`, ordinality && 'WITH ORDINALITY');

function printJoin({ type, natural, left, right, condition }: Join): string {
  const comma = type === 'COMMA';
  const other =
    right.kind === 'join' && !(comma && right.type !== 'COMMA') ? `(${printTable(right)})` : printTable(right);
  if (comma) return `${printTable(left)}, ${other}`;
  const on =
    condition &&
    (condition.kind === 'on'
      ? `ON ${printExpression(condition.expression)}`
      : `USING ${printNames(condition.columns)}`);
  return words(printTable(left), natural && 'NATURAL', type, 'JOIN', other, on);
}

function printSample(sample: TableSample['sample']): string {
  if (sample.method === 'SUBSTITUTE') return `SUBSTITUTE('${sample.name.replaceAll("'", "''")}')`;
  const seed = sample.seed && `REPEATABLE (${printExpression(sample.seed)})`;
  return words(`${sample.method}(${printExpression(sample.percentage)})`, seed);
}

function printPivot({ table, aggregates, axes, values }: Pivot): string {
  const aliased = (item: Pivot['values'][number]): string =>
    words(printExpression(item.expression), item.alias && `AS ${printName(item.alias)}`);
  return `${printTable(table)} PIVOT (${list(aggregates, aliased)} FOR ${printNames(axes)} IN ${parenthesised(values, aliased)})`;
}

function printUnpivot({ table, nulls, measures, axes, values }: Unpivot): string {
  const items = parenthesised(values, (item) =>
    words(printNames(item.columns), item.values.length > 0 && `AS ${parenthesised(item.values, printExpression)}`),
  );
  return words(
    printTable(table),
    'UNPIVOT',
    nulls && `${nulls} NULLS`,
    `(${printNames(measures)} FOR ${printNames(axes)} IN ${items})`,
  );
}
