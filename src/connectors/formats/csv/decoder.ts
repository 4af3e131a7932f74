import type { OutputColumn, ProducedColumn } from '../../../planner/physical/plan.ts';
import { columnBuilder } from '../../../runtime/batch/builder.ts';
import type { Value } from '../../../sql/types/value.ts';
import type { FormatContext, RecordDecoder, Records } from '../../format.ts';
import { BatchRows } from '../batch-rows.ts';
import { shorten, ValueError } from '../value-error.ts';
import { type ConvertField, fieldConverter } from './convert.ts';
import { CsvSyntaxError, firstLine } from './parse.ts';
import { type CsvSettings, csvSettings } from './settings.ts';

const MAX_RECORDS = 8192;

/** A wanted column: its name, the field it comes from, and how that becomes a value. */
interface Wanted {
  readonly name: string;
  readonly index: number;
  readonly convert: ConvertField;
}

/** Records of one CSV line to rows (Flink's CsvRowDataDeserializationSchema over Jackson's CsvParser). */
export function csvDecoder(context: FormatContext, produced: readonly ProducedColumn[]): RecordDecoder {
  const settings = csvSettings(context.formatOptions);
  const physical = produced.filter(({ from }) => from.kind === 'physical');
  const fields: readonly OutputColumn[] = context.recordColumns ?? physical;
  const wanted = physical.map(
    ({ name, type }): Wanted => ({
      name,
      index: fields.findIndex((field) => field.name === name),
      convert: fieldConverter(type, settings),
    }),
  );
  const read = lineReader(settings, fields.length, wanted);
  return {
    decode(records, from, end, arena) {
      const to = Math.min(end, from + MAX_RECORDS);
      const rows = new BatchRows(to - from);
      const builders = physical.map(({ type }) => columnBuilder(arena, type, to - from));
      for (let record = from; record < to; record++) {
        const row = readRecord(context, settings, records, record, record - from, rows, read);
        for (const [i, builder] of builders.entries()) builder.append(row ? row[i]! : null);
      }
      const columns = builders.map((builder) => builder.finish());
      return rows.finish(context.kernels, arena, columns, from, (record, reason) =>
        describe(textOf(context, records, from + record) ?? '', reason),
      );
    },
  };
}

/** The values of a record; undefined, and noted, when it gives no row. */
function readRecord(
  context: FormatContext,
  settings: CsvSettings,
  records: Records,
  record: number,
  row: number,
  rows: BatchRows,
  read: (text: string) => Value[] | undefined,
): Value[] | undefined {
  const text = textOf(context, records, record);
  if (text === undefined) {
    rows.drop(row);
    return undefined;
  }
  try {
    const values = read(text);
    if (!values) rows.drop(row);
    return values;
  } catch (error) {
    if (!(error instanceof ValueError) && !(error instanceof CsvSyntaxError)) throw error;
    if (settings.ignoreParseErrors) {
      rows.skipped++;
      rows.drop(row);
    } else rows.fail(row, error.message);
    return undefined;
  }
}

/** A record's text, undefined for a null record. */
function textOf({ memory }: FormatContext, records: Records, record: number): string | undefined {
  const length = memory.i32[(records.lengths >> 2) + record]!;
  const start = memory.i32[(records.pointers >> 2) + record]!;
  return length < 0 ? undefined : memory.buffer.toString('utf8', start, start + length);
}

/** A reader of lines; undefined for text that holds no line. */
function lineReader(settings: CsvSettings, fieldCount: number, wanted: readonly Wanted[]) {
  return (text: string): Value[] | undefined => {
    const marked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    const fields = firstLine(marked, settings);
    if (!fields) throw new CsvSyntaxError('there is no line in it');
    checkFieldCount(fields, fieldCount, wanted.length, settings);
    return wanted.map(({ name, index, convert }) => {
      if (index >= fields.length) return null;
      try {
        return convert(fields[index]!);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        throw new ValueError(`field '${name}': ${error.message}`);
      }
    });
  };
}

/** Jackson counts the fields of the line, Flink only whether there are as many as columns are wanted. */
function checkFieldCount(fields: readonly string[], expected: number, wanted: number, settings: CsvSettings): void {
  const { length } = fields;
  if (length > expected && !settings.ignoreTrailingUnmappable) {
    const isTrailingComma = length === expected + 1 && settings.allowTrailingComma && fields[expected]!.trim() === '';
    if (!isTrailingComma) throw new CsvSyntaxError(`expected ${expected} fields, found ${length}`);
  }
  const message = `expected ${expected} fields, found ${length}`;
  if (length < expected && settings.failOnMissingColumns) throw new CsvSyntaxError(message);
  if (length < wanted && !settings.ignoreParseErrors) throw new ValueError(message);
}

const describe = (text: string, reason: string) => `cannot decode the CSV record '${shorten(text)}': ${reason}`;
