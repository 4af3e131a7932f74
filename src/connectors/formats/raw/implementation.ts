import type { OutputColumn, ProducedColumn } from '../../../planner/physical/plan.ts';
import { columnBuilder } from '../../../runtime/batch/builder.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import { ByteHeap } from '../../../runtime/batch/heap.ts';
import type { Arena } from '../../../runtime/batch/memory.ts';
import { isNull, readValue } from '../../../runtime/batch/reader.ts';
import { printType } from '../../../sql/types/print.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { Value } from '../../../sql/types/value.ts';
import type { FormatContext, FormatImplementation, RecordDecoder, RecordEncoder, Records } from '../../format.ts';
import { BatchRows } from '../batch-rows.ts';
import { type Charset, charsetOf } from '../charset.ts';

/** Bytes of one record that are one value (Flink's RawFormatDeserializationSchema and RawFormatSerializationSchema). */
export const rawImplementation: FormatImplementation = {
  openDecoder: rawDecoder,
  openEncoder: rawEncoder,
  fileFraming: { delimiter: Uint8Array.of(10), extension: '' },
};

type Bytes = Column & { layout: 'bytes' };

/** Values whose bytes are the record's. */
const isAsIs = (type: SqlType, charset: Charset) =>
  type.kind === 'BINARY' || type.kind === 'VARBINARY' || (isText(type) && charset.name === 'UTF-8');
const isText = (type: SqlType) => type.kind === 'CHAR' || type.kind === 'VARCHAR';

function rawDecoder(context: FormatContext, produced: readonly ProducedColumn[]): RecordDecoder {
  const columns = produced.filter(({ from }) => from.kind === 'physical');
  const charset = charsetOf(context.formatOptions.string('charset'))!;
  const [wanted] = columns;
  return {
    decode(records, from, to, arena) {
      const rows = new BatchRows(to - from);
      const slices: Bytes = {
        layout: 'bytes',
        pointers: records.pointers + from * 4,
        lengths: records.lengths + from * 4,
      };
      const column =
        wanted &&
        (isAsIs(wanted.type, charset)
          ? slices
          : convertRecords(context, slices, to - from, arena, rows, wanted.type, charset));
      return rows.finish(context.kernels, arena, column ? [column] : [], from, (_record, reason) => reason);
    },
  };
}

function convertRecords(
  { memory, formatOptions }: FormatContext,
  { pointers, lengths }: Bytes,
  count: number,
  arena: Arena,
  rows: BatchRows,
  type: SqlType,
  charset: Charset,
): Column {
  const littleEndian = formatOptions.string('endianness') === 'little-endian';
  const builder = columnBuilder(arena, type, count);
  const view = new DataView(memory.wasm.buffer);
  const size = SIZES[type.kind];
  for (let row = 0; row < count; row++) {
    const at = memory.i32[(pointers >> 2) + row]!;
    const length = memory.i32[(lengths >> 2) + row]!;
    if (length < 0) builder.append(null);
    else if (size === undefined) builder.append(charset.decode(memory.u8.subarray(at, at + length)));
    else if (length !== size) {
      rows.fail(row, `a raw ${printType(type)} has ${size} bytes, and the record has ${length}`);
      builder.append(null);
    } else builder.append(readNumber(view, at, type, littleEndian));
  }
  return builder.finish();
}

const SIZES: Partial<Record<SqlType['kind'], number>> = {
  BOOLEAN: 1,
  TINYINT: 1,
  SMALLINT: 2,
  INT: 4,
  BIGINT: 8,
  FLOAT: 4,
  DOUBLE: 8,
};

function readNumber(view: DataView, at: number, type: SqlType, littleEndian: boolean): Value {
  switch (type.kind) {
    case 'BOOLEAN':
      return view.getInt8(at) !== 0;
    case 'TINYINT':
      return view.getInt8(at);
    case 'SMALLINT':
      return view.getInt16(at, littleEndian);
    case 'INT':
      return view.getInt32(at, littleEndian);
    case 'BIGINT':
      return view.getBigInt64(at, littleEndian);
    case 'FLOAT':
      return view.getFloat32(at, littleEndian);
    case 'DOUBLE':
      return view.getFloat64(at, littleEndian);
    default:
      throw new Error(`assertion: ${type.kind} was refused when the table was created`);
  }
}

function rawEncoder(context: FormatContext, columns: readonly OutputColumn[]): RecordEncoder {
  const { type } = columns[0]!;
  const { formatOptions } = context;
  const charset = charsetOf(formatOptions.string('charset'))!;
  const littleEndian = formatOptions.string('endianness') === 'little-endian';
  const scratch = new DataView(new ArrayBuffer(8));
  return {
    encode({ rowCount, columns: [column] }, arena): Records {
      if (isAsIs(type, charset)) {
        const { pointers, lengths } = column as Bytes;
        return { count: rowCount, pointers, lengths };
      }
      const toBytes = (value: Value): Uint8Array =>
        isText(type) ? charset.encode(value as string) : numberBytes(scratch, type, value, littleEndian);
      return encodeValues(context, column!, type, rowCount, arena, toBytes);
    },
  };
}

function encodeValues(
  { memory }: FormatContext,
  column: Column,
  type: SqlType,
  count: number,
  arena: Arena,
  toBytes: (value: Value) => Uint8Array,
): Records {
  const pointers = arena.allocate(count * 4);
  const lengths = arena.allocate(count * 4);
  const heap = new ByteHeap(arena);
  for (let row = 0; row < count; row++) {
    const length = isNull(memory, column, row) ? -1 : heap.writeBytes(toBytes(readValue(memory, column, type, row)));
    memory.i32[(lengths >> 2) + row] = length;
    memory.i32[(pointers >> 2) + row] = heap.start;
  }
  return { count, pointers, lengths };
}

function numberBytes(view: DataView, type: SqlType, value: Value, littleEndian: boolean): Uint8Array {
  switch (type.kind) {
    case 'BOOLEAN':
    case 'TINYINT':
      view.setInt8(0, Number(value));
      break;
    case 'SMALLINT':
      view.setInt16(0, value as number, littleEndian);
      break;
    case 'INT':
      view.setInt32(0, value as number, littleEndian);
      break;
    case 'BIGINT':
      view.setBigInt64(0, value as bigint, littleEndian);
      break;
    case 'FLOAT':
      view.setFloat32(0, value as number, littleEndian);
      break;
    case 'DOUBLE':
      view.setFloat64(0, value as number, littleEndian);
      break;
    default:
      throw new Error(`assertion: ${type.kind} was refused when the table was created`);
  }
  return new Uint8Array(view.buffer, 0, SIZES[type.kind]);
}
