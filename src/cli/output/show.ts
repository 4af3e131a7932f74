/** What SHOW, DESCRIBE, SET and EXPLAIN give -> a table, JSON lines or CSV on standard output. */
import type { StatementResult } from '../../planner/statement/result.ts';
import { csvLine, type RowFormat } from './rows.ts';
import { tableText } from './table.ts';

export type ShownResult = Extract<StatementResult, { kind: 'table' | 'text' }>;

/** As text a plan stands for itself; in JSON and CSV it is the one value `result`. */
export function showResult(result: ShownResult, format: RowFormat): void {
  if (result.kind === 'text' && format === 'table') process.stdout.write(`${result.text}\n`);
  else if (result.kind === 'text') process.stdout.write(lines(['result'], [[result.text]], format));
  else process.stdout.write(lines(result.columns, result.rows, format));
}

function lines(columns: readonly string[], rows: readonly (readonly (string | null)[])[], format: RowFormat): string {
  if (format === 'table') return tableText(columns, rows);
  if (format === 'csv') return [columns, ...rows].map(csvLine).join('');
  const object = (row: readonly (string | null)[]) => Object.fromEntries(columns.map((name, i) => [name, row[i]]));
  return rows.map((row) => `${JSON.stringify(object(row))}\n`).join('');
}
