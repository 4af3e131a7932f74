/** Result rows -> a table, JSON lines or CSV on standard output, as they come. */

import type { OutputColumn } from '../../planner/physical/plan.ts';
import type { RenderSession } from '../../sql/types/render.ts';
import { renderValue } from '../../sql/types/render.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { Value } from '../../sql/types/value.ts';
import { jsonText } from './json.ts';

export type RowFormat = 'table' | 'json' | 'csv';

export interface RowPrinter {
  row(values: readonly Value[], kind: string): void;
  /** Prints what is held back and the closing line. */
  end(): void;
}

export interface RowTarget {
  readonly columns: readonly OutputColumn[];
  readonly session: RenderSession;
  readonly write: (text: string) => void;
  /** Columns of the terminal. */
  readonly width: number;
}

export function rowPrinter(format: RowFormat, target: RowTarget): RowPrinter {
  if (format === 'json') return jsonPrinter(target);
  return format === 'csv' ? csvPrinter(target) : tablePrinter(target);
}

function jsonPrinter({ columns, session, write }: RowTarget): RowPrinter {
  return {
    row: (values) =>
      write(
        `{${columns.map((column, i) => `${JSON.stringify(column.name)}:${jsonText(values[i]!, column.type, session)}`).join(',')}}\n`,
      ),
    end: () => {},
  };
}

/** RFC 4180 with a header; NULL is an empty field, an empty string is quoted. */
function csvPrinter({ columns, session, write }: RowTarget): RowPrinter {
  const quote = (text: string) => (text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  write(`${columns.map((column) => quote(column.name)).join(',')}\n`);
  return {
    row: (values) =>
      write(
        `${values.map((value, i) => (value === null ? '' : quote(renderValue(value, columns[i]!.type, session)))).join(',')}\n`,
      ),
    end: () => {},
  };
}

/** So many rows decide the widths; later rows are cut to them. */
const ROWS_FOR_WIDTHS = 100;
const WIDEST = 40;
const FLUSH_MS = 200;

function tablePrinter(target: RowTarget): RowPrinter {
  const { columns, session, write } = target;
  let held: string[][] | undefined = [];
  let widths: number[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const line = (left: string, fill: string, right: string) =>
    `${left}${widths.map((w) => fill.repeat(w + 2)).join(fill === '-' ? '+' : '|')}${right}\n`;
  const cells = (row: readonly string[]) =>
    `|${row.map((text, i) => ` ${padded(text, widths[i]!, isNumber(columns[i]!.type))} `).join('|')}|\n`;
  const begin = (guess: boolean) => {
    clearTimeout(timer);
    if (!held) return;
    const rows = held;
    held = undefined;
    widths = columns.map((column, i) =>
      Math.min(
        WIDEST,
        Math.max(
          displayWidth(column.name),
          smallestWidth(column.type, guess),
          ...rows.map((row) => displayWidth(row[i]!)),
        ),
      ),
    );
    write(line('+', '-', '+') + cells(columns.map((c) => c.name)) + line('+', '-', '+') + rows.map(cells).join(''));
  };
  return {
    row: (values) => {
      count += 1;
      const texts = values.map((value, i) =>
        value === null ? '<NULL>' : renderValue(value, columns[i]!.type, session),
      );
      if (!held) write(cells(texts));
      else if (held.push(texts) >= ROWS_FOR_WIDTHS) begin(true);
      else timer ??= setTimeout(begin, FLUSH_MS, true);
    },
    end: () => {
      begin(false);
      write(`${line('+', '-', '+')}${count} row${count === 1 ? '' : 's'} in set\n`);
    },
  };
}

/** Room for every value of a type, so that rows that come later need not be cut. */
const WIDTHS: Readonly<Record<string, number>> = { TINYINT: 4, SMALLINT: 6, INT: 11, BIGINT: 20, BOOLEAN: 5, DATE: 10 };

/** Only while the width is a guess: a short result keeps its narrow columns. */
const smallestWidth = (type: SqlType, guess: boolean): number => (guess ? (WIDTHS[type.kind] ?? 0) : 0);

const isNumber = (type: SqlType): boolean =>
  ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL'].includes(type.kind);

function padded(text: string, width: number, right: boolean): string {
  const single = text.replace(/[\r\n\t]/g, (c) => (c === '\t' ? ' ' : c === '\n' ? '⏎' : ''));
  const missing = width - displayWidth(single);
  if (missing < 0) return `${[...single].slice(0, Math.max(0, width - 1)).join('')}…`;
  return right ? ' '.repeat(missing) + single : single + ' '.repeat(missing);
}

/** Terminal columns: East Asian wide characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : MARK.test(character) ? 0 : 1;
  return width;
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u;
const MARK = /\p{Mn}/u;
