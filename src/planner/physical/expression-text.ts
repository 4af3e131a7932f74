/** Bound expressions as SQL-like text, for plans and messages. */
import { printType } from '../../sql/types/print.ts';
import type { Value } from '../../sql/types/value.ts';
import type { Expression, FunctionCall, RowsExpression } from './expression.ts';

const INFIX: ReadonlySet<string> = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  '||',
  'AND',
  'OR',
  'LIKE',
  'SIMILAR TO',
  'IS DISTINCT FROM',
  'IS NOT DISTINCT FROM',
]);
const POSTFIX: ReadonlySet<string> = new Set([
  'IS NULL',
  'IS NOT NULL',
  'IS TRUE',
  'IS NOT TRUE',
  'IS FALSE',
  'IS NOT FALSE',
  'IS UNKNOWN',
  'IS NOT UNKNOWN',
]);

export function expressionText(expression: Expression): string {
  if (expression.kind === 'column') return expression.name;
  if (expression.kind === 'literal') return literalText(expression.value);
  return callText(expression);
}

/** `UNNEST(tags) WITH ORDINALITY`, `split(line)`. */
export function rowsText(rows: RowsExpression): string {
  const args = rows.args.map(expressionText).join(', ');
  return rows.kind === 'unnest'
    ? `UNNEST(${args})${rows.ordinality ? ' WITH ORDINALITY' : ''}`
    : `${rows.name}(${args})`;
}

function callText(call: FunctionCall): string {
  const args = call.args.map((arg) =>
    arg.kind === 'call' && INFIX.has(arg.name) && INFIX.has(call.name)
      ? `(${expressionText(arg)})`
      : expressionText(arg),
  );
  if (INFIX.has(call.name) && args.length === 2)
    return `${args[0]} ${call.options.negated ? 'NOT ' : ''}${call.name} ${args[1]}`;
  if (POSTFIX.has(call.name)) return `${args[0]} ${call.name}`;
  switch (call.name) {
    case 'CAST':
    case 'TRY_CAST':
      return `${call.name}(${args[0]} AS ${printType(call.type)})`;
    case '[]':
      return `${args[0]}[${args[1]}]`;
    case 'FIELD':
      return `${args[0]}.${String(call.options.name)}`;
    case 'CASE': {
      const branches: string[] = [];
      for (let i = 0; i + 1 < args.length; i += 2) branches.push(`WHEN ${args[i]} THEN ${args[i + 1]}`);
      return `CASE ${branches.join(' ')} ELSE ${args.at(-1)} END`;
    }
    default: {
      const options = Object.entries(call.options)
        .filter(([, value]) => value !== undefined && value !== false && typeof value !== 'object')
        .map(([key, value]) => `${key}=${String(value)}`);
      return `${call.name}(${[...args, ...options].join(', ')})`;
    }
  }
}

function literalText(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`;
  if (typeof value === 'object') return JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? String(v) : v));
  return String(value).toUpperCase();
}
