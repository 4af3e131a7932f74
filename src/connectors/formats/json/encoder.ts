import type { OutputColumn } from '../../../planner/physical/plan.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import type { Memory } from '../../../runtime/batch/memory.ts';
import { isNull, readDecimal, readValue } from '../../../runtime/batch/reader.ts';
import { RunTimeError } from '../../../sql/diagnostics/run-time-error.ts';
import { decimalText } from '../../../sql/types/decimal.ts';
import { doubleText, floatText } from '../../../sql/types/float-text.ts';
import type { DecimalType, RowField, SqlType } from '../../../sql/types/type.ts';
import type { FormatContext, RecordEncoder } from '../../format.ts';
import { encodeBase64 } from '../base64.ts';
import { ByteWriter } from '../byte-writer.ts';
import { shortestDecimal } from '../java-number.ts';
import { javaDateText, javaTimestampText, javaTimeText, type TimestampStyle } from '../java-temporal.ts';
import { quoteForRecord } from './tree-text.ts';
import { writeJsonString } from './write-string.ts';

export interface EncodeSettings {
  readonly timestampStyle: TimestampStyle;
  readonly nullKeys: 'FAIL' | 'DROP' | 'LITERAL';
  readonly nullKeyLiteral: string;
  readonly plainDecimals: boolean;
  readonly ignoreNullFields: boolean;
}

/** Writes one row of a column, which is not NULL there. */
type Write = (out: ByteWriter, column: Column, row: number) => void;

const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** Rows to JSON objects (Flink's RowDataToJsonConverters). */
export function jsonEncoder(
  { memory }: FormatContext,
  columns: readonly OutputColumn[],
  settings: EncodeSettings,
): RecordEncoder {
  const write = objectWriter(memory, columns, settings);
  return {
    encode({ rowCount, columns: batch }, arena) {
      const out = new ByteWriter(arena, rowCount);
      for (let row = 0; row < rowCount; row++) {
        write(out, batch, row);
        out.endRecord();
      }
      return out.records();
    },
  };
}

function objectWriter(memory: Memory, fields: readonly RowField[], settings: EncodeSettings) {
  const names = fields.map(({ name }) => new Uint8Array(Buffer.from(`${quoteForRecord(name)}:`)));
  const writers = fields.map(({ name, type }) => naming(name, writerOf(memory, type, settings)));
  return (out: ByteWriter, columns: readonly Column[], row: number): void => {
    let first = true;
    out.byte(OPEN_OBJECT);
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      const absent = isNull(memory, column, row);
      if (absent && settings.ignoreNullFields) continue;
      if (!first) out.byte(COMMA);
      first = false;
      out.bytes(names[i]!);
      if (absent) out.ascii('null');
      else writers[i]!(out, column, row);
    }
    out.byte(CLOSE_OBJECT);
  };
}

/** Says which field it was when a value cannot be written. */
function naming(name: string, write: Write): Write {
  return (out, column, row) => {
    try {
      write(out, column, row);
    } catch (error) {
      if (!(error instanceof RunTimeError)) throw error;
      throw new RunTimeError(`field '${name}' cannot be written as JSON: ${error.message}`);
    }
  };
}

/** A writer of ASCII text. */
const ascii =
  (text: (column: Column, row: number) => string): Write =>
  (out, column, row) =>
    out.ascii(text(column, row));

function writerOf(memory: Memory, type: SqlType, settings: EncodeSettings): Write {
  const read = <T>(column: Column, row: number) => readValue(memory, column, type, row) as T;
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (out, column, row) => writeSlice(memory, out, column, row);
    case 'FLOAT':
      return ascii((column, row) => floatNumber(read<number>(column, row), floatText));
    case 'DOUBLE':
      return ascii((column, row) => floatNumber(read<number>(column, row), doubleText));
    case 'DECIMAL':
      return decimalWriter(memory, type, settings.plainDecimals);
    case 'BINARY':
    case 'VARBINARY':
      return ascii((column, row) => `"${encodeBase64(read<Uint8Array>(column, row))}"`);
    case 'DATE':
      return ascii((column, row) => `"${javaDateText(read<number>(column, row))}"`);
    case 'TIME':
      return ascii((column, row) => `"${javaTimeText(read<number>(column, row))}"`);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return timestampWriter(memory, settings.timestampStyle, type.kind === 'TIMESTAMP_LTZ');
    case 'ARRAY':
      return arrayWriter(memory, writerOf(memory, type.element, settings));
    case 'MAP':
      return mapWriter(memory, writerOf(memory, type.value, settings), settings);
    case 'MULTISET':
      return mapWriter(memory, writerOf(memory, { kind: 'INT', nullable: false }, settings), settings);
    case 'ROW':
    case 'STRUCTURED': {
      const write = objectWriter(memory, type.fields, settings);
      return (out, column, row) => write(out, (column as Column & { layout: 'row' }).fields, row);
    }
    default:
      // BOOLEAN, integers and intervals are written as JavaScript prints them.
      return ascii((column, row) => String(read(column, row)));
  }
}

function writeSlice(memory: Memory, out: ByteWriter, column: Column, row: number): void {
  const { pointers, lengths } = column as Column & { layout: 'bytes' };
  writeJsonString(out, memory.i32[(pointers >> 2) + row]!, memory.i32[(lengths >> 2) + row]!);
}

/** Java's text of a float; what is no number stands in quotes. */
const floatNumber = (value: number, text: (value: number) => string) =>
  Number.isFinite(value) ? text(value) : `"${text(value)}"`;

/** `1.5` for 1.50 and `1E+5` for 100000.00, or with plain decimals `1.50` and `100000.00`. */
function decimalWriter(memory: Memory, type: DecimalType, plain: boolean): Write {
  return ascii((column, row) => {
    const unscaled = readDecimal(memory, (column as Column & { layout: 'decimal' }).values, row);
    return plain ? decimalText(unscaled, type.scale) : shortestDecimal(unscaled, type.scale);
  });
}

function timestampWriter(memory: Memory, style: TimestampStyle, zone: boolean): Write {
  return ascii((column, row) => {
    const { millis, nanos } = column as Column & { layout: 'timestamp' };
    const timestamp = { millis: memory.f64[(millis >> 3) + row]!, nanos: memory.i32[(nanos >> 2) + row]! };
    return `"${javaTimestampText(timestamp, style, zone)}"`;
  });
}

function writeOrNull(memory: Memory, out: ByteWriter, write: Write, column: Column, row: number): void {
  if (isNull(memory, column, row)) out.ascii('null');
  else write(out, column, row);
}

function arrayWriter(memory: Memory, write: Write): Write {
  return (out, column, row) => {
    const { starts, lengths, element } = column as Column & { layout: 'array' };
    const start = memory.i32[(starts >> 2) + row]!;
    const end = start + memory.i32[(lengths >> 2) + row]!;
    out.byte(OPEN_ARRAY);
    for (let i = start; i < end; i++) {
      if (i > start) out.byte(COMMA);
      writeOrNull(memory, out, write, element, i);
    }
    out.byte(CLOSE_ARRAY);
  };
}

function mapWriter(memory: Memory, write: Write, settings: EncodeSettings): Write {
  const literal = quoteForRecord(settings.nullKeyLiteral);
  return (out, column, row) => {
    const { starts, lengths, keys, values } = column as Column & { layout: 'map' };
    const start = memory.i32[(starts >> 2) + row]!;
    const end = start + memory.i32[(lengths >> 2) + row]!;
    const nullEntry = entryOfNullKey(memory, keys, start, end, settings);
    let first = true;
    out.byte(OPEN_OBJECT);
    for (let entry = start; entry < end; entry++) {
      const value = entryToWrite(memory, keys, entry, start, end, nullEntry, settings);
      if (value < 0) continue;
      if (!first) out.byte(COMMA);
      first = false;
      if (entry === nullEntry) out.text(literal);
      else writeSlice(memory, out, keys, entry);
      out.byte(COLON);
      writeOrNull(memory, out, write, values, value);
    }
    out.byte(CLOSE_OBJECT);
  };
}

/** The entry with the NULL key, -1 for none. @throws RunTimeError when there must be none */
function entryOfNullKey(
  memory: Memory,
  keys: Column,
  start: number,
  end: number,
  { nullKeys }: EncodeSettings,
): number {
  for (let entry = start; entry < end; entry++) {
    if (!isNull(memory, keys, entry)) continue;
    if (nullKeys !== 'FAIL') return entry;
    throw new RunTimeError(
      "a map has a NULL key; set 'json.map-null-key.mode' to DROP or LITERAL to drop such entries or to name the key",
    );
  }
  return -1;
}

/**
 * The entry whose value stands at this one's place, -1 for none: the literal for the NULL key may be a key of the map too, and then
 * the value of the later stands where the first is.
 */
function entryToWrite(
  memory: Memory,
  keys: Column,
  entry: number,
  start: number,
  end: number,
  nullEntry: number,
  { nullKeys, nullKeyLiteral }: EncodeSettings,
): number {
  if (nullEntry < 0) return entry;
  if (nullKeys === 'DROP') return entry === nullEntry ? -1 : entry;
  const twin = entryNamed(memory, keys, start, end, nullKeyLiteral);
  if (twin < 0 || (entry !== nullEntry && entry !== twin)) return entry;
  return entry === Math.min(nullEntry, twin) ? Math.max(nullEntry, twin) : -1;
}

function entryNamed(memory: Memory, keys: Column, start: number, end: number, name: string): number {
  const text: SqlType = { kind: 'VARCHAR', length: 0, nullable: true };
  for (let entry = start; entry < end; entry++) if (readValue(memory, keys, text, entry) === name) return entry;
  return -1;
}
