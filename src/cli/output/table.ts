/** A small table of text, as SHOW and DESCRIBE give it. */
import { displayWidth } from './width.ts';

export function tableText(columns: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const texts = rows.map((row) => row.map((cell) => cell ?? '<NULL>'));
  const widths = columns.map((column, i) =>
    Math.max(displayWidth(column), ...texts.map((row) => Math.max(0, ...row[i]!.split('\n').map(displayWidth)))),
  );
  const rule = `+${widths.map((w) => '-'.repeat(w + 2)).join('+')}+`;
  const text = [
    ...[rule, ...lines(columns, widths), rule],
    ...texts.flatMap((row) => lines(row, widths)),
    ...(rows.length === 0 ? [] : [rule]),
    `${rows.length} row${rows.length === 1 ? '' : 's'} in set`,
  ];
  return `${text.join('\n')}\n`;
}

/** A cell with line breaks makes its row several lines high. */
function lines(row: readonly string[], widths: readonly number[]): string[] {
  const cells = row.map((cell) => cell.split('\n'));
  const height = Math.max(...cells.map((cell) => cell.length));
  const line = (n: number) =>
    `|${cells.map((cell, i) => ` ${cell[n] ?? ''}${' '.repeat(widths[i]! - displayWidth(cell[n] ?? ''))} `).join('|')}|`;
  return Array.from({ length: height }, (_, n) => line(n));
}
