import type { OutputColumn } from '../../../planner/physical/plan.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import { ByteHeap } from '../../../runtime/batch/heap.ts';
import type { Memory } from '../../../runtime/batch/memory.ts';
import { isNull, readDecimal, readValue } from '../../../runtime/batch/reader.ts';
import { RunTimeError } from '../../../sql/diagnostics/run-time-error.ts';
import { decimalText } from '../../../sql/types/decimal.ts';
import { doubleText, floatText } from '../../../sql/types/float-text.ts';
import type { DecimalType, RowField, SqlType } from '../../../sql/types/type.ts';
import type { FormatContext, RecordEncoder } from '../../format.ts';
import { encodeBase64 } from '../base64.ts';
import { shortestDecimal } from '../java-number.ts';
import { javaDateText, javaTimestampText, javaTimeText, type TimestampStyle } from '../java-temporal.ts';
import { quoteJson } from './tree-text.ts';

export interface EncodeSettings {
  readonly timestampStyle: TimestampStyle;
  readonly nullKeys: 'FAIL' | 'DROP' | 'LITERAL';
  readonly nullKeyLiteral: string;
  readonly plainDecimals: boolean;
  readonly ignoreNullFields: boolean;
}

/** The JSON text of one row of a column. */
type Write = (column: Column, row: number) => string;

/** Rows to JSON objects (Flink's RowDataToJsonConverters). */
export function jsonEncoder(
  { memory }: FormatContext,
  columns: readonly OutputColumn[],
  settings: EncodeSettings,
): RecordEncoder {
  const write = objectWriter(memory, columns, settings);
  return {
    encode({ rowCount, columns: batch }, arena) {
      const pointers = arena.allocate(rowCount * 4);
      const lengths = arena.allocate(rowCount * 4);
      const heap = new ByteHeap(arena);
      for (let row = 0; row < rowCount; row++) {
        memory.i32[(lengths >> 2) + row] = heap.writeText(write(batch, row));
        memory.i32[(pointers >> 2) + row] = heap.start;
      }
      return { count: rowCount, pointers, lengths };
    },
  };
}

function objectWriter(memory: Memory, fields: readonly RowField[], settings: EncodeSettings) {
  const names = fields.map(({ name }) => `${quoteForRecord(name)}:`);
  const writers = fields.map(({ name, type }) => naming(name, writerOf(memory, type, settings)));
  return (columns: readonly Column[], row: number): string => {
    let text = '';
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      const absent = isNull(memory, column, row);
      if (absent && settings.ignoreNullFields) continue;
      text += `${text === '' ? '' : ','}${names[i]}${absent ? 'null' : writers[i]!(column, row)}`;
    }
    return `{${text}}`;
  };
}

/** Says which field it was when a value cannot be written. */
function naming(name: string, write: Write): Write {
  return (column, row) => {
    try {
      return write(column, row);
    } catch (error) {
      if (!(error instanceof RunTimeError)) throw error;
      throw new RunTimeError(`field '${name}' cannot be written as JSON: ${error.message}`);
    }
  };
}

const SURROGATES = /[\ud800-\udfff]/g;

/** A string in a record: characters outside the basic plane are escaped, as Jackson writes them to UTF-8. */
export function quoteForRecord(text: string): string {
  const quoted = quoteJson(text);
  return SURROGATES.test(quoted)
    ? quoted.replace(SURROGATES, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase()}`)
    : quoted;
}

const VALUES = { f32: floatText, f64: doubleText } as const;

/** Java's text of a float; what is no number stands in quotes. */
const floatNumber = (value: number, text: (value: number) => string) =>
  Number.isFinite(value) ? text(value) : `"${text(value)}"`;

function writerOf(memory: Memory, type: SqlType, settings: EncodeSettings): Write {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return (column, row) => quoteForRecord(readValue(memory, column, type, row) as string);
    case 'FLOAT':
    case 'DOUBLE': {
      const text = VALUES[type.kind === 'FLOAT' ? 'f32' : 'f64'];
      return (column, row) => floatNumber(readValue(memory, column, type, row) as number, text);
    }
    case 'DECIMAL':
      return decimalWriter(memory, type, settings.plainDecimals);
    case 'BINARY':
    case 'VARBINARY':
      return (column, row) => `"${encodeBase64(readValue(memory, column, type, row) as Uint8Array)}"`;
    case 'DATE':
      return (column, row) => `"${javaDateText(readValue(memory, column, type, row) as number)}"`;
    case 'TIME':
      return (column, row) => `"${javaTimeText(readValue(memory, column, type, row) as number)}"`;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return timestampWriter(memory, settings.timestampStyle, type.kind === 'TIMESTAMP_LTZ');
    case 'ARRAY':
      return arrayWriter(memory, writerOf(memory, type.element, settings));
    case 'MAP':
      return mapWriter(memory, type.key, writerOf(memory, type.value, settings), settings);
    case 'MULTISET':
      return mapWriter(memory, type.element, writerOf(memory, COUNT, settings), settings);
    case 'ROW':
    case 'STRUCTURED': {
      const write = objectWriter(memory, type.fields, settings);
      return (column, row) => write((column as Column & { layout: 'row' }).fields, row);
    }
    default:
      // BOOLEAN, integers and intervals are written as JavaScript prints them.
      return (column, row) => String(readValue(memory, column, type, row));
  }
}

const COUNT: SqlType = { kind: 'INT', nullable: false };

/** `1.5` for 1.50 and `1E+5` for 100000.00, or with plain decimals `1.50` and `100000.00`. */
function decimalWriter(memory: Memory, type: DecimalType, plain: boolean): Write {
  return (column, row) => {
    const unscaled = readDecimal(memory, (column as Column & { layout: 'decimal' }).values, row);
    return plain ? decimalText(unscaled, type.scale) : shortestDecimal(unscaled, type.scale);
  };
}

function timestampWriter(memory: Memory, style: TimestampStyle, zone: boolean): Write {
  return (column, row) => {
    const { millis, nanos } = column as Column & { layout: 'timestamp' };
    const timestamp = { millis: memory.f64[(millis >> 3) + row]!, nanos: memory.i32[(nanos >> 2) + row]! };
    return `"${javaTimestampText(timestamp, style, zone)}"`;
  };
}

function arrayWriter(memory: Memory, write: Write): Write {
  return (column, row) => {
    const { starts, lengths, element } = column as Column & { layout: 'array' };
    const start = memory.i32[(starts >> 2) + row]!;
    const length = memory.i32[(lengths >> 2) + row]!;
    const items = Array.from({ length }, (_, i) =>
      isNull(memory, element, start + i) ? 'null' : write(element, start + i),
    );
    return `[${items.join(',')}]`;
  };
}

function mapWriter(memory: Memory, keyType: SqlType, write: Write, settings: EncodeSettings): Write {
  return (column, row) => {
    const { starts, lengths, keys, values } = column as Column & { layout: 'map' };
    const start = memory.i32[(starts >> 2) + row]!;
    const end = start + memory.i32[(lengths >> 2) + row]!;
    const entries = new Map<string, string>();
    for (let entry = start; entry < end; entry++) {
      const key = isNull(memory, keys, entry) ? nullKey(settings) : (readValue(memory, keys, keyType, entry) as string);
      if (key !== undefined) entries.set(key, isNull(memory, values, entry) ? 'null' : write(values, entry));
    }
    return `{${[...entries].map(([key, value]) => `${quoteForRecord(key)}:${value}`).join(',')}}`;
  };
}

/** What stands for a NULL key; undefined when its entry is dropped. */
function nullKey({ nullKeys, nullKeyLiteral }: EncodeSettings): string | undefined {
  if (nullKeys === 'FAIL')
    throw new RunTimeError(
      "a map has a NULL key; set 'json.map-null-key.mode' to DROP or LITERAL to drop such entries or to name the key",
    );
  return nullKeys === 'LITERAL' ? nullKeyLiteral : undefined;
}
