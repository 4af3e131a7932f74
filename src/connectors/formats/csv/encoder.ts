import type { OutputColumn } from '../../../planner/physical/plan.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import { ByteHeap } from '../../../runtime/batch/heap.ts';
import type { Memory } from '../../../runtime/batch/memory.ts';
import { isNull, readDecimal, readValue } from '../../../runtime/batch/reader.ts';
import { decimalText } from '../../../sql/types/decimal.ts';
import { doubleText, floatText } from '../../../sql/types/float-text.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { TimestampValue } from '../../../sql/types/value.ts';
import type { FormatContext, RecordEncoder } from '../../format.ts';
import { encodeBase64 } from '../base64.ts';
import { shortestDecimal } from '../java-number.ts';
import { javaDateText, javaTimestampText, javaTimeText } from '../java-temporal.ts';
import { type CsvSettings, csvSettings } from './settings.ts';

/** The text of one row of a column, without quotes. */
type Write = (column: Column, row: number) => string;

/** Rows to CSV lines without their ends (Flink's RowDataToCsvConverters over Jackson's CsvEncoder). */
export function csvEncoder(context: FormatContext, columns: readonly OutputColumn[]): RecordEncoder {
  const { memory } = context;
  const settings = csvSettings(context.formatOptions);
  const writers = columns.map(({ type }) => fieldWriter(memory, type, settings));
  const separator = String.fromCharCode(settings.separator);
  const nullText = settings.nullLiteral ?? '';
  return {
    encode({ rowCount, columns: batch }, arena) {
      const pointers = arena.allocate(rowCount * 4);
      const lengths = arena.allocate(rowCount * 4);
      const heap = new ByteHeap(arena);
      for (let row = 0; row < rowCount; row++) {
        let line = '';
        for (let i = 0; i < writers.length; i++) {
          if (i > 0) line += separator;
          line += isNull(memory, batch[i]!, row) ? nullText : writers[i]!(batch[i]!, row);
        }
        memory.i32[(lengths >> 2) + row] = heap.writeText(line);
        memory.i32[(pointers >> 2) + row] = heap.start;
      }
      return { count: rowCount, pointers, lengths };
    },
  };
}

/** Types whose text is never put in quotes. */
const BARE: ReadonlySet<SqlType['kind']> = new Set([
  ...(['BOOLEAN', 'TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL'] as const),
]);

function fieldWriter(memory: Memory, type: SqlType, settings: CsvSettings): Write {
  const write = textWriter(memory, type, settings);
  if (BARE.has(type.kind)) return write;
  const quote = quoter(settings);
  return (column, row) => quote(write(column, row));
}

/** Longer text is put in quotes without looking at it (CsvEncoder's MAX_QUOTE_CHECK). */
const MAX_LOOK = 24;

/** Puts text in quotes when a character in it is not above all special ones. */
function quoter({ separator, quote, escape: marker }: CsvSettings): (text: string) => string {
  if (quote < 0) return (text) => text;
  const safeFrom = Math.max(separator, quote, 13) + 1;
  // Without an escape character Jackson still takes the backslash for one here.
  const alsoSpecial = marker < 0 ? 0x5c : marker;
  const quoteText = String.fromCharCode(quote);
  const needsQuotes = (text: string) => {
    if (text.length > MAX_LOOK) return true;
    for (let i = 0; i < text.length; i++) {
      const character = text.charCodeAt(i);
      if (character < safeFrom || character === alsoSpecial) return true;
    }
    return false;
  };
  const special = marker < 0 ? [quoteText] : [quoteText, String.fromCharCode(marker)];
  return (text) => {
    if (!needsQuotes(text)) return text;
    const doubled = special.reduce((all, one) => all.replaceAll(one, one + one), text);
    return quoteText + doubled + quoteText;
  };
}

function textWriter(memory: Memory, type: SqlType, settings: CsvSettings): Write {
  switch (type.kind) {
    case 'FLOAT':
      return (column, row) => floatText(readValue(memory, column, type, row) as number);
    case 'DOUBLE':
      return (column, row) => doubleText(readValue(memory, column, type, row) as number);
    case 'DECIMAL': {
      const { scale } = type;
      return (column, row) => {
        const unscaled = readDecimal(memory, (column as Column & { layout: 'decimal' }).values, row);
        return settings.scientificDecimals ? shortestDecimal(unscaled, scale) : decimalText(unscaled, scale);
      };
    }
    case 'BINARY':
    case 'VARBINARY':
      return (column, row) => encodeBase64(readValue(memory, column, type, row) as Uint8Array);
    case 'DATE':
      return (column, row) => javaDateText(readValue(memory, column, type, row) as number);
    case 'TIME':
      return (column, row) => javaTimeText(readValue(memory, column, type, row) as number);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const zone = type.kind === 'TIMESTAMP_LTZ';
      return (column, row) => javaTimestampText(readValue(memory, column, type, row) as TimestampValue, 'SQL', zone);
    }
    case 'ARRAY':
      return arrayWriter(memory, textWriter(memory, type.element, settings), settings);
    case 'ROW':
      return rowWriter(
        memory,
        type.fields.map((field) => textWriter(memory, field.type, settings)),
        settings,
      );
    default:
      return (column, row) => String(readValue(memory, column, type, row));
  }
}

function arrayWriter(memory: Memory, write: Write, { arraySeparator, nullLiteral = '' }: CsvSettings): Write {
  return (column, row) => {
    const { starts, lengths, element } = column as Column & { layout: 'array' };
    const start = memory.i32[(starts >> 2) + row]!;
    const length = memory.i32[(lengths >> 2) + row]!;
    return Array.from({ length }, (_, i) =>
      isNull(memory, element, start + i) ? nullLiteral : write(element, start + i),
    ).join(arraySeparator);
  };
}

function rowWriter(
  memory: Memory,
  writers: readonly Write[],
  { arraySeparator, nullLiteral = '' }: CsvSettings,
): Write {
  return (column, row) => {
    const { fields } = column as Column & { layout: 'row' };
    return fields
      .map((field, i) => (isNull(memory, field, row) ? nullLiteral : writers[i]!(field, row)))
      .join(arraySeparator);
  };
}
