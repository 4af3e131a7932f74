/** Result rows -> a table, JSON lines or CSV on standard output, as they come. */

import type { OutputColumn } from '../../planner/physical/plan.ts';
import type { RenderSession } from '../../sql/types/render.ts';
import { renderValue } from '../../sql/types/render.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { Value } from '../../sql/types/value.ts';
import { jsonText } from './json.ts';
import { cutTo, displayWidth, fitWidths } from './width.ts';

export type RowFormat = 'table' | 'json' | 'csv';

export interface RowPrinter {
  row(values: readonly Value[], kind: string): void;
  /** Prints what is held back and, of a result that is complete, the closing line; of one that failed without a row, nothing. */
  end(complete: boolean): void;
}

export interface RowTarget {
  readonly columns: readonly OutputColumn[];
  readonly session: RenderSession;
  readonly write: (text: string) => void;
  /** Columns of the terminal; undefined when it is none. */
  readonly width: number | undefined;
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
  let begun = false;
  const begin = () => {
    if (!begun) write(csvLine(columns.map((column) => column.name)));
    begun = true;
  };
  const text = (value: Value, i: number) => (value === null ? null : renderValue(value, columns[i]!.type, session));
  return {
    row: (values) => {
      begin();
      write(csvLine(values.map(text)));
    },
    end: (complete) => {
      if (complete) begin();
    },
  };
}

export const csvLine = (cells: readonly (string | null)[]): string => `${cells.map(csvField).join(',')}\n`;

function csvField(text: string | null): string {
  if (text === null) return '';
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** So many rows decide the widths; later ones follow them. */
const ROWS_FOR_WIDTHS = 100;
/** Columns are not padded beyond this. */
const WIDEST = 100;
const FLUSH_MS = 200;

/** On a terminal lines are cut to its width; elsewhere nothing is cut, and longer cells push the rest of their line. */
function tablePrinter({ columns, session, write, width }: RowTarget): RowPrinter {
  let held: string[][] | undefined = [];
  let widths: number[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const fitted = (line: string) => `${width === undefined ? line : cutTo(line, width)}\n`;
  const rule = () => fitted(`+${widths.map((w) => '-'.repeat(w + 2)).join('+')}+`);
  const cell = (text: string, i: number) => {
    const single = width === undefined ? text : cutTo(text, widths[i]!);
    const blanks = ' '.repeat(Math.max(0, widths[i]! - displayWidth(single)));
    return isNumber(columns[i]!.type) ? ` ${blanks}${single} ` : ` ${single}${blanks} `;
  };
  const line = (row: readonly string[]) => fitted(`|${row.map(cell).join('|')}|`);
  const begin = (guess: boolean) => {
    clearTimeout(timer);
    if (!held) return;
    const rows = held;
    held = undefined;
    const names = columns.map((column) => column.name);
    const wanted = columns.map(({ type }, i) =>
      Math.max(smallestWidth(type, guess), ...[names, ...rows].map((row) => displayWidth(row[i]!))),
    );
    widths = fitWidths(
      wanted.map((w) => Math.min(WIDEST, w)),
      width ?? Number.POSITIVE_INFINITY,
    );
    write(rule() + line(names) + rule() + rows.map(line).join(''));
  };
  return {
    row: (values) => {
      count += 1;
      const texts = values.map((value, i) =>
        value === null ? '<NULL>' : singleLine(renderValue(value, columns[i]!.type, session)),
      );
      if (!held) write(line(texts));
      else if (held.push(texts) >= ROWS_FOR_WIDTHS) begin(true);
      else timer ??= setTimeout(begin, FLUSH_MS, true);
    },
    end: (complete) => {
      clearTimeout(timer);
      if (complete || count > 0) begin(false);
      if (!complete) return;
      const closing = count === 0 ? '' : rule();
      write(`${closing}${count} row${count === 1 ? '' : 's'} in set\n`);
    },
  };
}

const singleLine = (text: string): string =>
  text.replace(/\r?\n|\r|\t/g, (c) => (c === '\t' ? ' ' : '⏎')).replace(CONTROL, '\ufffd');

/** What would move the cursor or colour the terminal. */
const CONTROL = /\p{Cc}/gu;

/** Room for every value of a type, so that rows that come later need not be cut. */
const WIDTHS: Readonly<Record<string, number>> = { TINYINT: 4, SMALLINT: 6, INT: 11, BIGINT: 20, BOOLEAN: 5, DATE: 10 };

/** Only while the width is a guess: a short result keeps its narrow columns. */
const smallestWidth = (type: SqlType, guess: boolean): number => (guess ? (WIDTHS[type.kind] ?? 0) : 0);

const isNumber = (type: SqlType): boolean =>
  ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL'].includes(type.kind);
