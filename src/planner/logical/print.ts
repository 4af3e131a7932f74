/** A logical plan as an indented tree, one node a line, inputs below. */

import { printType } from '../../sql/types/print.ts';
import { expressionText, rowsText } from '../physical/expression-text.ts';
import type { OutputColumn, ProducedColumn } from '../physical/plan.ts';
import type { Correlate, LogicalPlan } from './plan.ts';
import { inputsOf } from './plan.ts';

export function printLogical(plan: LogicalPlan, indent = ''): string {
  return `${indent}${nodeText(plan)}\n${inputsOf(plan)
    .map((input) => printLogical(input, `${indent}  `))
    .join('')}`;
}

export const producedText = (columns: readonly ProducedColumn[]): string =>
  columns
    .map(
      (c) =>
        `${c.from.kind === 'metadata' ? `${c.name} METADATA FROM '${c.from.key}'` : [c.name, ...(c.from.path ?? [])].join('.')}:${printType(c.type)}`,
    )
    .join(', ');

export const columnsText = (columns: readonly OutputColumn[]): string => columns.map((c) => c.name).join(', ');

function nodeText(plan: LogicalPlan): string {
  switch (plan.kind) {
    case 'scan':
      return `Scan ${plan.table.name.object}  columns: ${producedText(plan.produced)}${plan.limit === undefined ? '' : `  limit: ${plan.limit}`}`;
    case 'values':
      return `Values  rows: ${plan.rows.length === 0 ? 'none' : plan.rows.map((row) => `(${row.map(expressionText).join(', ')})`).join(', ')}`;
    case 'filter':
      return `Filter  ${expressionText(plan.condition)}`;
    case 'project':
      return `Project  ${plan.expressions.map((e, i) => projectedText(expressionText(e), plan.columns[i]!.name)).join(', ')}`;
    case 'correlate':
      return `Correlate  ${correlateText(plan, plan.input.columns)}`;
    case 'union':
      return 'UnionAll';
    case 'limit':
      return `Limit  ${plan.fetch === undefined ? 'all' : plan.fetch}${plan.offset > 0 ? `  offset: ${plan.offset}` : ''}`;
  }
}

/** `split(line)  input: id  rows: word, n  outer` */
export function correlateText(
  { rows, carried, emitted, outer }: Pick<Correlate, 'rows' | 'carried' | 'emitted' | 'outer'>,
  input: readonly OutputColumn[],
): string {
  const names = (columns: readonly OutputColumn[], wanted: readonly number[]) =>
    columnsText(wanted.map((i) => columns[i]!)) || 'none';
  return `${rowsText(rows)}  input: ${names(input, carried)}  rows: ${names(rows.columns, emitted)}${outer ? '  outer' : ''}`;
}

export const projectedText = (expression: string, name: string): string =>
  expression === name ? name : `${expression} AS ${name}`;
