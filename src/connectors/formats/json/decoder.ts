import type { ProducedColumn } from '../../../planner/physical/plan.ts';
import type { Column } from '../../../runtime/batch/column.ts';
import { ByteHeap } from '../../../runtime/batch/heap.ts';
import type { Address, Arena } from '../../../runtime/batch/memory.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { Value } from '../../../sql/types/value.ts';
import type { Decoded, FormatContext, RecordDecoder, Records } from '../../format.ts';
import { BatchRows } from '../batch-rows.ts';
import { shorten, ValueError } from '../value-error.ts';
import { type Convert, type ConvertSettings, converterOf, within } from './convert.ts';
import { layoutOf, type Source } from './layout.ts';
import { type PlacedColumn, placePlan } from './plan.ts';
import { type RecordRows, rowReader } from './row-reader.ts';
import { type Scan, scanner } from './scan.ts';
import { type Target, type TargetContext, targetOf, textTarget } from './targets.ts';
import { isObject, JsonReader } from './tree.ts';
import { wantedOf } from './wanted.ts';

/** Records a call, and so rows before arrays are exploded. */
const MAX_RECORDS = 8192;

interface Decoder {
  readonly context: FormatContext;
  readonly settings: ConvertSettings;
  readonly sources: readonly Source[];
  readonly scan: ReturnType<typeof scanner>;
  readonly readRecord: (record: Uint8Array) => RecordRows;
  readonly converterOf: (type: SqlType) => Convert;
}

/**
 * Records of JSON objects (or arrays of them) to rows. The kernel does what it can; it leaves single values (fix-ups) and whole
 * records that are odd, which are then read with all of Flink's rules.
 */
export function jsonDecoder(
  context: FormatContext,
  produced: readonly ProducedColumn[],
  settings: ConvertSettings,
): RecordDecoder {
  const wanted = wantedOf(produced, context.recordColumns);
  const { fields, sources } = layoutOf(wanted, settings.failOnMissingField, settings.timestampStyle);
  const plan = placePlan(context.memory, fields, settings.failOnMissingField);
  const converters = new Map<SqlType, Convert>();
  const decoder: Decoder = {
    context,
    settings,
    sources,
    scan: scanner(context.memory, context.kernels, plan),
    readRecord: rowReader(wanted, sources.length, settings),
    converterOf(type) {
      let convert = converters.get(type);
      if (!convert) converters.set(type, (convert = converterOf(type, settings)));
      return convert;
    },
  };
  return {
    decode: (records, from, to, arena) => decode(decoder, records, from, Math.min(to, from + MAX_RECORDS), arena),
  };
}

function decode(decoder: Decoder, records: Records, from: number, to: number, arena: Arena): Decoded {
  const { context, sources } = decoder;
  const scan = decoder.scan(records, from, to, arena);
  const rows = new BatchRows(scan.rows);
  const targets: TargetContext = {
    arena,
    heap: new ByteHeap(arena),
    byField: new Map(),
    convert: (type, name, pointer, length, row) =>
      noting(rows, row, () => within(name, () => decoder.converterOf(type)(readNode(decoder, pointer, length)))),
  };
  const outputs = sources.map((source) => outputTarget(decoder, targets, scan.columns, source, rows));
  applyFixups(decoder, targets, scan, rows);
  readOddRecords(decoder, records, from, scan, rows, outputs);
  const columns = outputs.map((target): Column => target.finish(rows.capacity));
  return rows.finish(context.kernels, arena, columns, from, (record, reason) =>
    describe(bytesOf(decoder, records, from + record), reason),
  );
}

const readNode = ({ context }: Decoder, pointer: Address, length: number) =>
  new JsonReader(context.memory.u8.subarray(pointer, pointer + length)).readValue();

/** The value, or null when its conversion fails; the record then fails. */
function noting(rows: BatchRows, row: number, convert: () => Value): Value {
  try {
    return convert();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    rows.fail(row, error.message);
    return null;
  }
}

function outputTarget(
  decoder: Decoder,
  targets: TargetContext,
  columns: readonly PlacedColumn[],
  { type, place, path, shared }: Source,
  rows: BatchRows,
): Target {
  let found = columns[place[0]!]!;
  for (const index of place.slice(1)) found = found.children[index]!;
  if (!shared) return targetOf(targets, found, type);
  const name = found.placed.path;
  return textTarget(targets, type, found.column as Column & { layout: 'bytes' }, (pointer, length, row) =>
    noting(rows, row, () => within(name, () => valueUnder(decoder, type, path, pointer, length))),
  );
}

/** What lies under a path of a value that is wanted in several ways. */
function valueUnder(decoder: Decoder, type: SqlType, path: readonly string[], pointer: Address, length: number): Value {
  let node = readNode(decoder, pointer, length);
  for (const step of path) {
    if (node === null || !isObject(node)) return null;
    node = node.entries.findLast(([key]) => key === step)?.[1] ?? null;
  }
  return decoder.converterOf(type)(node);
}

function applyFixups(decoder: Decoder, targets: TargetContext, scan: Scan, rows: BatchRows): void {
  for (const { row, field, pointer, length } of scan.fixups) {
    const found = targets.byField.get(field);
    const name = nameOf(scan.columns, field);
    if (found) found.target.set(row, targets.convert(found.type, name, pointer, length, row));
    // Something is wanted under a value that is no object.
    else if (!decoder.settings.ignoreParseErrors)
      rows.fail(row, `field '${name}': expected an object, found ${shorten(textAt(decoder, pointer, length))}`);
  }
}

function nameOf(columns: readonly PlacedColumn[], field: Address): string {
  for (const { placed, children } of columns) {
    const name = placed.address === field ? placed.path : nameOf(children, field);
    if (name !== '') return name;
  }
  return '';
}

const textAt = ({ context }: Decoder, pointer: Address, length: number) =>
  context.memory.buffer.toString('utf8', pointer, pointer + length);

/** Records the kernel did not do: null ones give no row, others one or, when they are arrays, as many as they have elements. */
function readOddRecords(
  decoder: Decoder,
  records: Records,
  from: number,
  scan: Scan,
  rows: BatchRows,
  outputs: readonly Target[],
): void {
  const added: { row: number; values: readonly Value[] }[] = [];
  for (let row = 0; row < scan.rows; row++) {
    if (!scan.isOdd(row)) continue;
    const record = bytesOf(decoder, records, from + row);
    const read = record.length === 0 ? { rows: [], skipped: 0 } : decoder.readRecord(record);
    rows.skipped += read.skipped;
    if (read.failure !== undefined) rows.fail(row, read.failure);
    else if (read.rows.length === 0) rows.drop(row);
    for (const [i, values] of read.rows.entries()) added.push({ row: i === 0 ? row : rows.add(row), values });
  }
  if (rows.capacity > scan.rows) for (const output of outputs) output.grow(scan.rows, rows.capacity);
  for (const { row, values } of added) for (const [i, output] of outputs.entries()) output.set(row, values[i]!);
}

/** The bytes of a record, none for a null one. */
function bytesOf({ context: { memory } }: Decoder, records: Records, record: number): Uint8Array {
  const start = memory.i32[(records.pointers >> 2) + record]!;
  return memory.u8.subarray(start, start + Math.max(0, memory.i32[(records.lengths >> 2) + record]!));
}

const describe = (record: Uint8Array, reason: string) =>
  `cannot decode the JSON record '${shorten(Buffer.from(record.subarray(0, 512)).toString('utf8'))}': ${reason}`;
