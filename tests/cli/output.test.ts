/** Rows, tables, amounts and excerpts as they are printed. */
import { describe, expect, it } from 'vitest';
import { bytesText, countText, durationText } from '../../src/cli/output/amounts.ts';
import type { RowFormat } from '../../src/cli/output/rows.ts';
import { rowPrinter } from '../../src/cli/output/rows.ts';
import { tableText } from '../../src/cli/output/table.ts';
import { cutTo, displayWidth, fitWidths } from '../../src/cli/output/width.ts';
import type { Diagnostic } from '../../src/sql/diagnostics/diagnostic.ts';
import { renderDiagnostic } from '../../src/sql/diagnostics/render.ts';
import { Sources } from '../../src/sql/diagnostics/sources.ts';
import * as T from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';

const COLUMNS = [
  { name: 'n', type: T.INT },
  { name: 's', type: T.STRING },
];

function printed(format: RowFormat, rows: readonly (readonly Value[])[], width?: number, complete = true): string {
  let text = '';
  const write = (more: string) => (text += more);
  const printer = rowPrinter(format, { columns: COLUMNS, session: { timeZone: 'UTC' }, write, width });
  for (const row of rows) printer.row(row, '+I');
  printer.end(complete);
  return text;
}

describe('a table of rows', () => {
  it('is as wide as it must be, in terminal columns', () => {
    expect(
      printed('table', [
        [1, '漢字'],
        [-20, 'é'],
        [null, null],
      ]),
    ).toBe(
      '+--------+--------+\n|      n | s      |\n+--------+--------+\n|      1 | 漢字   |\n|    -20 | é      |\n| <NULL> | <NULL> |\n+--------+--------+\n3 rows in set\n',
    );
  });
  it('keeps rows on their lines and commands away from the terminal', () => {
    expect(printed('table', [[1, 'a\r\nb\tc\u001b[2J']])).toContain('| 1 | a⏎b c\ufffd[2J |\n');
  });
  it('is cut to a terminal, the widest column first', () => {
    const text = printed('table', [[1, 'x'.repeat(100)]], 30);
    for (const line of text.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(30);
    expect(text).toContain(`| 1 | ${'x'.repeat(21)}… |\n`);
  });
  it('lets later rows push their line where there is no terminal', () => {
    const rows = [...Array.from({ length: 100 }, (_, i) => [i, 'short']), [100, 'much longer than the others']];
    expect(printed('table', rows)).toContain('| much longer than the others |\n');
  });
  it.each(['table', 'csv', 'json'] as const)('is nothing when the query failed before its first row: %s', (format) => {
    expect(printed(format, [], undefined, false)).toBe('');
  });
  it('has no closing line when the query failed', () => {
    const text = printed('table', [[1, 'a']], undefined, false);
    expect(text).toContain('| 1 | a |\n');
    expect(text).not.toContain('in set');
  });
});

describe('SHOW', () => {
  it('gives a cell with several lines several lines', () => {
    expect(tableText(['a', 'b'], [['x\ny', null]])).toBe(
      '+---+--------+\n| a | b      |\n+---+--------+\n| x | <NULL> |\n| y |        |\n+---+--------+\n1 row in set\n',
    );
  });
});

describe('widths', () => {
  it('of text', () => expect(['', 'abc', '漢', 'e\u0301', '😀'].map(displayWidth)).toEqual([0, 3, 2, 1, 2]));
  it('cut text', () => {
    expect(cutTo('abcdef', 6)).toBe('abcdef');
    expect(cutTo('abcdefg', 6)).toBe('abcde…');
    expect(cutTo('漢字漢字', 6)).toBe('漢字…');
  });
  it('are shared out', () => {
    expect(fitWidths([3, 50, 20], 60)).toEqual([3, 27, 20]);
    expect(fitWidths([3, 5], 100)).toEqual([3, 5]);
    expect(fitWidths([50, 50], 5)).toEqual([6, 6]);
  });
});

describe('amounts', () => {
  it('are short', () => {
    expect([0, 1234567].map(countText)).toEqual(['0', '1,234,567']);
    expect([0, 1023, 1024, 1536 * 1024, 5 * 1024 ** 4].map(bytesText)).toEqual([
      '0 B',
      '1023 B',
      '1.0 KB',
      '1.5 MB',
      '5.0 TB',
    ]);
    expect([5, 1500, 59_960, 61_000, 3_600_000, 7_380_000].map(durationText)).toEqual([
      '5 ms',
      '1.5 s',
      '1 min 0 s',
      '1 min 1 s',
      '1 h 0 min',
      '2 h 3 min',
    ]);
  });
});

describe('an excerpt', () => {
  const render = (text: string, marked: string, more: Partial<Diagnostic> = {}) => {
    const sources = new Sources();
    sources.add({ name: 'a.sql', text });
    const start = text.indexOf(marked);
    const span = { start, end: start + marked.length };
    const diagnostic: Diagnostic = { code: 'syntax', severity: 'error', message: 'm', span, ...more };
    return renderDiagnostic(diagnostic, sources, false).split('\n').slice(3).join('\n');
  };
  it('has the caret under the text, whatever stands before', () => {
    expect(render('\tä漢 xyz', 'xyz')).toBe('1 | \tä漢 xyz\n  | \t    ^^^');
  });
  it('marks the first line of a long span', () => {
    expect(render('SELECT a\r\nFROM b', 'a\r\nFROM')).toBe('1 | SELECT a\n  |        ^');
  });
  it('is cut around the caret', () => {
    const text = render(`${'a'.repeat(500)}XYZ${'b'.repeat(500)}`, 'XYZ');
    expect(text).toBe(`1 | …${'a'.repeat(60)}XYZ${'b'.repeat(96)}…\n  | ${' '.repeat(61)}^^^`);
  });
  it('cuts a long mark', () => {
    expect(render(`SELECT ${'x'.repeat(500)} y`, 'x'.repeat(500))).toMatch(/^1 \| SELECT x{80}… ?/);
  });
  it('has nothing in it that commands the terminal', () => {
    const sources = new Sources();
    sources.add({ name: 'job.sql', text: 'SELECT \u001b[31mred' });
    const span = { start: 7, end: 15 };
    const more = { label: '\u001b[1m', notes: ['a\u0007b\tc'], hint: 'x\u009by' };
    const text = renderDiagnostic(
      { code: 'lexical', severity: 'error', message: "found '\u001b[2J'", span, ...more },
      sources,
      false,
    );
    expect(text).toBe(
      "error[lexical]: found '\ufffd[2J'\n --> job.sql:1:8\n  |\n1 | SELECT \ufffd[31mred\n  |        ^^^^^^^^ \ufffd[1m\n  = note: a\ufffdb\tc\n  = hint: x\ufffdy",
    );
  });
  it('masks secrets and keeps the caret in its place', () => {
    expect(render("'password' = 'a very long secret', wrong", 'wrong')).toBe(
      "1 | 'password' = '******', wrong\n  |                        ^^^^^",
    );
    expect(render("'password' = 'secret'", "'secret'", { label: "found 'secret'", hint: 'not secret' })).toBe(
      "1 | 'password' = '******'\n  |              ^^^^^^^^ found '******'\n  = hint: not ******",
    );
  });
});
