import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Format } from '../../src/connectors/format.ts';
import { csvFormat } from '../../src/connectors/formats/csv/index.ts';
import { jsonFormat } from '../../src/connectors/formats/json/index.ts';
import { rawFormat } from '../../src/connectors/formats/raw/index.ts';
import { columnBuilder } from '../../src/runtime/batch/builder.ts';
import { Arena } from '../../src/runtime/batch/memory.ts';
import type { SqlType } from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';
import { decodeAll, flatten, formatContext, physical } from '../harness/format-answers.ts';
import { sqlType } from '../harness/sql-type.ts';
import { valueArbitrary } from '../harness/values.ts';

const SCALARS = [
  ...['BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL(10, 2)', 'DECIMAL(38, 20)'],
  ...['STRING', 'BYTES', 'DATE', 'TIMESTAMP(0)', 'TIMESTAMP(9)', 'TIMESTAMP_LTZ(3)'],
];
const NESTED = [
  ...['ARRAY<INT>', 'ARRAY<ARRAY<STRING>>', 'MAP<STRING NOT NULL, STRING>', 'MAP<STRING NOT NULL, DOUBLE>'],
  ...['MULTISET<STRING NOT NULL>', 'ROW<x INT, y ROW<z DECIMAL(5, 1), w STRING>>', 'ARRAY<ROW<x BIGINT, y BYTES>>'],
  ...['TIME(3)', 'INTERVAL YEAR TO MONTH', 'INTERVAL DAY TO SECOND(3)'],
];

/** What comes back of rows that were written and read again; a record a row. */
async function roundTrip(
  format: Format,
  type: SqlType,
  rows: readonly Value[][],
  options: Record<string, string> = {},
) {
  if (type.kind !== 'ROW') throw new Error('no row type');
  const context = formatContext(format, options);
  const { memory } = context;
  const arena = new Arena(memory);
  const columns = type.fields.map((field, i) => {
    const builder = columnBuilder(arena, field.type);
    for (const row of rows) builder.append(row[i]!);
    return builder.finish();
  });
  const encoder = (await format.implementation()).openEncoder!(context, type.fields);
  const { pointers, lengths, count } = encoder.encode({ rowCount: rows.length, columns, rowKinds: 0 }, arena);
  const records = Array.from({ length: count }, (_, i) => {
    const at = memory.i32[(pointers >> 2) + i]!;
    const length = memory.i32[(lengths >> 2) + i]!;
    return length < 0 ? null : memory.u8.slice(at, at + length);
  });
  arena.dispose();
  return decodeAll(format, context, physical(type), records);
}

const isSame = async (format: Format, text: string, options: Record<string, string> = {}) => {
  const type = sqlType(text);
  await fc.assert(
    fc.asyncProperty(fc.array(valueArbitrary({ ...type, nullable: false }), { maxLength: 12 }), async (values) => {
      const rows = values as Value[][];
      const { rows: back, failures } = await roundTrip(format, type, rows, options);
      expect([...failures]).toEqual([]);
      expect(back).toEqual(rows.map((row) => [flatten(type, row)]));
    }),
    { numRuns: 25 },
  );
};

describe('what is written as JSON is read back', () => {
  test.each([...SCALARS, ...NESTED])('%s', (type) => isSame(jsonFormat, `ROW<f ${type}, g INT>`));

  test('with timestamps in ISO 8601', () =>
    isSame(jsonFormat, 'ROW<f TIMESTAMP(9), g TIMESTAMP_LTZ(9)>', { 'timestamp-format.standard': 'ISO-8601' }));
  test('without the fields that are NULL', () =>
    isSame(jsonFormat, 'ROW<f INT, g STRING, h ROW<x INT>>', { 'encode.ignore-null-fields': 'true' }));
  test('with plain decimals', () =>
    isSame(jsonFormat, 'ROW<f DECIMAL(38, 18), g DECIMAL(3, 0)>', { 'encode.decimal-as-plain-number': 'true' }));
});

/** A text that no generated string is. */
const NULL_LITERAL = '\u0001null\u0001';

describe('what is written as CSV is read back', () => {
  test.each(SCALARS)('%s', (type) => isSame(csvFormat, `ROW<f ${type}, g INT>`, { 'null-literal': NULL_LITERAL }));
  test('with other characters', () =>
    isSame(csvFormat, 'ROW<f STRING, g STRING>', {
      'null-literal': NULL_LITERAL,
      'field-delimiter': ';',
      'quote-character': "'",
    }));
  test('arrays and rows', () =>
    isSame(csvFormat, 'ROW<f ROW<x INT NOT NULL, y BIGINT NOT NULL> NOT NULL, g INT>', {
      'null-literal': NULL_LITERAL,
    }));
});

describe('what is written raw is read back', () => {
  const types = ['BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'STRING', 'BYTES'];
  test.each(types)('%s', (type) => isSame(rawFormat, `ROW<f ${type}>`));
  test.each(types)('%s, little-endian', (type) => isSame(rawFormat, `ROW<f ${type}>`, { endianness: 'little-endian' }));
  test.each(['UTF-16', 'UTF-16LE'])('STRING in %s', (charset) => isSame(rawFormat, 'ROW<f STRING>', { charset }));
});
