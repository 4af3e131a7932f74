import { readFileSync } from 'node:fs';
import type { Decoded, Format, FormatContext, Records } from '../../src/connectors/format.ts';
import { readOptions } from '../../src/connectors/options.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { typescriptKernels } from '../../src/kernels/typescript/index.ts';
import type { ProducedColumn } from '../../src/planner/physical/plan.ts';
import { columnBuilder } from '../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import { readValue } from '../../src/runtime/batch/reader.ts';
import type { SqlType } from '../../src/sql/types/type.ts';
import type { MapValue, TimestampValue, Value } from '../../src/sql/types/value.ts';
import { testHost } from './connector-context.ts';
import { sqlType } from './sql-type.ts';

/**
 * What real Flink 2.3.0 makes of records in a format: a case a line. `type` is the row's, `options` the format's without prefix; each
 * answer has a record (text, or base64 of its bytes) and its rows, or says that decoding fails.
 */
export interface DecodeAnswers {
  readonly type: string;
  /** The table's physical columns where `type` has only some of them. */
  readonly full?: string;
  /** Where the columns of `type` come from, step by step, when they are parts of columns. */
  readonly projected?: readonly (readonly string[])[];
  readonly options: Readonly<Record<string, string>>;
  readonly answers: readonly {
    readonly record: string | { readonly b64: string } | null;
    readonly rows?: readonly Flat[];
    readonly error?: true;
  }[];
}

/** Rows of a type and the records Flink writes for them (Latin-1 of the bytes; null for none). */
export interface EncodeAnswers {
  readonly type: string;
  readonly options: Readonly<Record<string, string>>;
  readonly rows: readonly Flat[];
  readonly records?: readonly (string | null)[];
  readonly error?: true;
}

/** A value as the files have it: floats by their bits, decimals unscaled, timestamps as `millis.nanos`, maps as entries. */
export type Flat = null | boolean | string | readonly Flat[];

export const readAnswers = <T>(url: URL): T[] =>
  readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

export const recordBytes = (record: string | { readonly b64: string }): Uint8Array =>
  new Uint8Array(typeof record === 'string' ? Buffer.from(record) : Buffer.from(record.b64, 'base64'));

const view = new DataView(new ArrayBuffer(8));

export function flatten(type: SqlType, value: Value): Flat {
  if (value === null) return null;
  switch (type.kind) {
    case 'BOOLEAN':
      return value as boolean;
    case 'FLOAT':
      if (Number.isNaN(value)) return '7fc00000';
      view.setFloat32(0, value as number);
      return view.getUint32(0).toString(16);
    case 'DOUBLE':
      if (Number.isNaN(value)) return '7ff8000000000000';
      view.setFloat64(0, value as number);
      return view.getBigUint64(0).toString(16);
    case 'BINARY':
    case 'VARBINARY':
      return Buffer.from(value as Uint8Array).toString('hex');
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return `${(value as TimestampValue).millis}.${(value as TimestampValue).nanos}`;
    case 'ARRAY':
      return (value as Value[]).map((element) => flatten(type.element, element));
    case 'MAP':
      return flatEntries(type.key, type.value, value as MapValue);
    case 'MULTISET':
      return flatEntries(type.element, { kind: 'INT', nullable: false }, value as MapValue);
    case 'ROW':
    case 'STRUCTURED':
      return type.fields.map((field, i) => flatten(field.type, (value as Value[])[i]!));
    default:
      return String(value);
  }
}

const flatEntries = (key: SqlType, value: SqlType, map: MapValue): Flat =>
  map.keys.map((k, i) => [flatten(key, k), flatten(value, map.values[i]!)]);

export function unflatten(type: SqlType, flat: Flat): Value {
  if (flat === null) return null;
  switch (type.kind) {
    case 'BOOLEAN':
      return flat as boolean;
    case 'FLOAT':
      view.setUint32(0, Number.parseInt(flat as string, 16));
      return view.getFloat32(0);
    case 'DOUBLE':
      view.setBigUint64(0, BigInt(`0x${flat as string}`));
      return view.getFloat64(0);
    case 'BINARY':
    case 'VARBINARY':
      return new Uint8Array(Buffer.from(flat as string, 'hex'));
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const [millis, nanos] = (flat as string).split('.');
      return { millis: Number(millis), nanos: Number(nanos) };
    }
    case 'BIGINT':
    case 'DECIMAL':
      return BigInt(flat as string);
    case 'CHAR':
    case 'VARCHAR':
      return flat as string;
    case 'ARRAY':
      return (flat as Flat[]).map((element) => unflatten(type.element, element));
    case 'MAP':
    case 'MULTISET': {
      const [key, value] =
        type.kind === 'MAP' ? [type.key, type.value] : [type.element, { kind: 'INT', nullable: false } as const];
      const entries = flat as readonly (readonly [Flat, Flat])[];
      return { keys: entries.map(([k]) => unflatten(key, k)), values: entries.map(([, v]) => unflatten(value, v)) };
    }
    case 'ROW':
    case 'STRUCTURED':
      return type.fields.map((field, i) => unflatten(field.type, (flat as Flat[])[i]!));
    default:
      return Number(flat);
  }
}

/** Maps with their entries in one order: Flink's are in the order of a Java HashMap. */
export function inOrder(type: SqlType, flat: Flat): Flat {
  if (flat === null || typeof flat !== 'object') return flat;
  const sorted = (key: SqlType, value: SqlType) =>
    (flat as readonly (readonly [Flat, Flat])[])
      .map(([k, v]) => [inOrder(key, k), inOrder(value, v)])
      .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
  if (type.kind === 'MAP') return sorted(type.key, type.value);
  if (type.kind === 'MULTISET') return sorted(type.element, { kind: 'INT', nullable: false });
  if (type.kind === 'ARRAY') return flat.map((element) => inOrder(type.element, element));
  if (type.kind === 'ROW' || type.kind === 'STRUCTURED')
    return flat.map((value, i) => inOrder(type.fields[i]!.type, value));
  return flat;
}

export type Implementation = 'wasm' | 'typescript';

const MEMORY_BYTES = 64 << 20;

export function formatContext(
  format: Format,
  options: Readonly<Record<string, string>>,
  implementation: Implementation = 'wasm',
): FormatContext {
  const memory = new Memory(MEMORY_BYTES);
  const { options: formatOptions, problems } = readOptions(format.options, options, format.rules);
  if (problems.length > 0) throw new Error(problems[0]!.message);
  return {
    memory,
    kernels: implementation === 'wasm' ? loadKernels(memory.wasm) : typescriptKernels(memory.wasm),
    formatOptions,
    session: { timeZone: 'UTC', config: {}, currentCatalog: '', currentDatabase: '', batch: false },
    host: testHost(),
    count() {},
    warn() {},
  };
}

/** Records in memory as a connector hands them to a decoder: anywhere, with other bytes behind them. */
export function placeRecords(memory: Memory, arena: Arena, records: readonly (Uint8Array | null)[]): Records {
  const pointers = arena.allocate(records.length * 4);
  const lengths = arena.allocate(records.length * 4);
  records.forEach((record, i) => {
    const bytes = record ?? new Uint8Array(0);
    const at = arena.allocate(bytes.length + 8) + (i % 5);
    memory.u8.fill(0xee, at, at + bytes.length + 3);
    memory.u8.set(bytes, at);
    memory.i32[(pointers >> 2) + i] = at;
    memory.i32[(lengths >> 2) + i] = record ? bytes.length : -1;
  });
  return { count: records.length, pointers, lengths };
}

export interface DecodedRows {
  /** By record. */
  readonly rows: readonly (readonly Flat[])[];
  readonly failures: ReadonlyMap<number, string>;
  readonly skipped: number;
}

/** Decodes records in as many calls as it takes. */
export async function decodeAll(
  format: Format,
  context: FormatContext,
  produced: readonly ProducedColumn[],
  records: readonly (Uint8Array | null)[],
): Promise<DecodedRows> {
  const { memory } = context;
  const decoder = (await format.implementation()).openDecoder!(context, produced);
  const input = new Arena(memory);
  const arena = new Arena(memory);
  const placed = placeRecords(memory, input, records);
  const rows: Flat[][] = records.map(() => []);
  const failures = new Map<number, string>();
  let skipped = 0;
  for (let from = 0; from < records.length; ) {
    arena.reset();
    const decoded: Decoded = decoder.decode(placed, from, records.length, arena);
    if (decoded.nextRecord <= from) throw new Error('the decoder does not get on');
    for (let row = 0; row < decoded.rowCount; row++)
      rows[decoded.recordOf ? decoded.recordOf[row]! : from + row]!.push(
        produced.map(({ type }, i) => flatten(type, readValue(memory, decoded.columns[i]!, type, row))),
      );
    for (const { record, reason } of decoded.failures) failures.set(record, reason);
    skipped += decoded.skipped;
    from = decoded.nextRecord;
  }
  input.dispose();
  arena.dispose();
  return { rows, failures, skipped };
}

export const physical = (type: SqlType): ProducedColumn[] =>
  type.kind === 'ROW'
    ? type.fields.map((field) => ({ name: field.name, type: field.type, from: { kind: 'physical' } }))
    : [];

/** What differs from Flink in the answers of a case, as lines for a person. */
export async function differences(
  format: Format,
  { type: text, full, projected, options, answers }: DecodeAnswers,
  implementation: Implementation,
): Promise<string[]> {
  const type = sqlType(text);
  const context = {
    ...formatContext(format, options, implementation),
    ...(full === undefined ? {} : { recordColumns: physical(sqlType(full)) }),
  };
  const records = answers.map(({ record }) => (record === null ? null : recordBytes(record)));
  const produced = physical(type).map((column, i): ProducedColumn => {
    const [name, ...path] = projected?.[i] ?? [column.name];
    return { ...column, name: name!, from: { kind: 'physical', ...(path.length > 0 ? { path } : {}) } };
  });
  const decoded = await decodeAll(format, context, produced, records);
  return answers.flatMap(({ record, rows, error }, i) => {
    const failure = decoded.failures.get(i);
    const ours = failure === undefined ? decoded.rows[i]!.map((row) => inOrder(type, row)) : `fails: ${failure}`;
    const theirs = error ? 'fails' : rows!.map((row) => inOrder(type, row));
    const same = error ? failure !== undefined : JSON.stringify(ours) === JSON.stringify(theirs);
    return same ? [] : [`${JSON.stringify(record)}: ${JSON.stringify(ours)} instead of ${JSON.stringify(theirs)}`];
  });
}

/** What differs from Flink in the records written for the rows of a case. */
export async function encodeDifferences(
  format: Format,
  { type: text, options, rows, records, error }: EncodeAnswers,
): Promise<string[]> {
  const type = sqlType(text);
  if (type.kind !== 'ROW') throw new Error('no row type');
  const context = formatContext(format, options);
  const arena = new Arena(context.memory);
  const columns = type.fields.map((field, i) => {
    const builder = columnBuilder(arena, field.type);
    for (const row of rows) builder.append(unflatten(field.type, (row as Flat[])[i]!));
    return builder.finish();
  });
  let ours: (string | null)[] | string;
  try {
    const encoder = (await format.implementation()).openEncoder!(context, type.fields);
    const encoded = encoder.encode({ rowCount: rows.length, columns, rowKinds: 0 }, arena);
    ours = Array.from({ length: encoded.count }, (_, i) => {
      const at = context.memory.i32[(encoded.pointers >> 2) + i]!;
      const length = context.memory.i32[(encoded.lengths >> 2) + i]!;
      return length < 0 ? null : context.memory.buffer.toString('latin1', at, at + length);
    });
  } catch (failure) {
    ours = `fails: ${(failure as Error).message}`;
  }
  if (error) return typeof ours === 'string' ? [] : [`${JSON.stringify(ours)} instead of a failure`];
  if (typeof ours === 'string') return [`${ours} instead of ${JSON.stringify(records)}`];
  return ours.flatMap((record, i) =>
    record === records![i] ? [] : [`${JSON.stringify(record)} instead of ${JSON.stringify(records![i])}`],
  );
}
