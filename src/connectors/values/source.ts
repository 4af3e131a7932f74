import type { ProducedColumn } from '../../planner/physical/plan.ts';
import { INSERT } from '../../runtime/batch/batch.ts';
import type { Address, Arena } from '../../runtime/batch/memory.ts';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import type { Batch, Reader, SourceImplementation, WorkerContext } from '../connector.ts';
import type { RecordDecoder, Records } from '../format.ts';
import { jsonFormat } from '../formats/json/index.ts';
import { readOptions } from '../options.ts';
import { parseLines, type ValuesLine } from './lines.ts';

interface Position {
  /** Rows of the split that were read. */
  readonly read: number;
  /** Pauses of the split that were reported. */
  readonly section: number;
}

export const valuesSource: SourceImplementation = {
  async openEnumerator({ options }) {
    const splits = options.number('splits');
    return {
      discover: async (restored) =>
        Array.from({ length: splits }, (_, index) => ({
          id: `rows-${index}`,
          detail: index,
          position: restored.get(`rows-${index}`) ?? ({ read: 0, section: 0 } satisfies Position),
        })),
      async close() {},
    };
  },
  openReader,
};

interface Reading {
  readonly id: string;
  readonly lines: readonly ValuesLine[];
  read: number;
  section: number;
}

async function openReader(context: WorkerContext, produced: readonly ProducedColumn[]): Promise<Reader> {
  const { options } = context;
  const splitCount = options.number('splits');
  const batchSize = options.number('batch-size');
  const { lines, sections } = parseLines(options.string('rows'));
  const implementation = await jsonFormat.implementation();
  const formatOptions = readOptions(jsonFormat.options, {}).options;
  const decoder = implementation.openDecoder!({ ...context, formatOptions }, produced);
  const readings: Reading[] = [];
  let turn = 0;

  /** Takes turns, so that splits advance together. */
  const nextReading = (): Reading | undefined => {
    const open = (reading: Reading) => reading.read < reading.lines.length || reading.section < sections - 1;
    for (let i = 0; i < readings.length; i++) {
      const reading = readings[(turn + i) % readings.length]!;
      if (!open(reading)) continue;
      turn = (turn + i + 1) % readings.length;
      return reading;
    }
    return undefined;
  };

  return {
    assign(splits) {
      for (const { id, detail, position } of splits) {
        const mine = lines.filter((_, index) => index % splitCount === detail);
        readings.push({ id, lines: mine, ...(position as Position) });
      }
    },
    async poll(arena) {
      const reading = nextReading();
      if (!reading) return 'end';
      const here: ValuesLine[] = [];
      for (const line of reading.lines.slice(reading.read, reading.read + batchSize))
        if (line.section === reading.section) here.push(line);
        else break;
      if (here.length === 0) {
        reading.section += 1;
        return null;
      }
      reading.read += here.length;
      return decode(decoder, here, arena);
    },
    positions: () => new Map(readings.map(({ id, read, section }) => [id, { read, section }])),
    async close() {},
  };
}

function decode(decoder: RecordDecoder, lines: readonly ValuesLine[], arena: Arena): Batch {
  const decoded = decoder.decode(recordsOf(lines, arena), 0, lines.length, arena);
  const failure = decoded.failures[0];
  if (failure)
    throw new EndpointError(`option 'rows', line ${lines[failure.record]!.line}: ${failure.reason}`, {
      code: 'run-time',
      recoverable: false,
      options: ['rows'],
    });
  if (decoded.rowCount !== lines.length) throw new Error('assertion: every line of values is one row');
  return {
    rowCount: decoded.rowCount,
    columns: decoded.columns,
    rowKinds: rowKindsOf(lines, arena),
    origin: { describe: (row) => `option 'rows', line ${lines[row]!.line}` },
  };
}

function recordsOf(lines: readonly ValuesLine[], arena: Arena): Records {
  const pointers = arena.allocate(lines.length * 4);
  const lengths = arena.allocate(lines.length * 4);
  for (const [index, { json }] of lines.entries()) {
    const bytes = Buffer.from(json);
    arena.memory.i32[(pointers >> 2) + index] = arena.bytes(bytes);
    arena.memory.i32[(lengths >> 2) + index] = bytes.length;
  }
  return { count: lines.length, pointers, lengths };
}

function rowKindsOf(lines: readonly ValuesLine[], arena: Arena): Address {
  if (lines.every(({ kind }) => kind === INSERT)) return 0;
  return arena.bytes(Uint8Array.from(lines, ({ kind }) => kind));
}
