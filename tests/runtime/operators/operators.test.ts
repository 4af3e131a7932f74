import { describe, expect, test } from 'vitest';
import { loadKernels } from '../../../src/kernels/load.ts';
import { type Batch, DELETE, INSERT } from '../../../src/runtime/batch/batch.ts';
import { columnBuilder } from '../../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../../src/runtime/batch/memory.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import { limitOperator } from '../../../src/runtime/operators/limit.ts';
import type { Output } from '../../../src/runtime/operators/operator.ts';
import { unionInputs } from '../../../src/runtime/operators/union.ts';
import { STRING } from '../../../src/sql/types/type.ts';

const memory = new Memory(4 << 20);
const arena = new Arena(memory);
const kernels = loadKernels(memory.wasm);

function batchOf(...values: string[]): Batch {
  const builder = columnBuilder(arena, STRING, values.length);
  for (const value of values) builder.append(value);
  const rowKinds = arena.bytes(Uint8Array.from(values, (_, i) => (i % 2 === 0 ? INSERT : DELETE)));
  const origin = { describe: (row: number) => `row ${values[row]}` };
  return { rowCount: values.length, columns: [builder.finish()], rowKinds, origin };
}

interface Recorder extends Output {
  readonly rows: string[];
  readonly events: string[];
}

function recorder(): Recorder {
  const rows: string[] = [];
  const events: string[] = [];
  return {
    rows,
    events,
    onBatch(batch) {
      for (let row = 0; row < batch.rowCount; row++) {
        const value = readValue(memory, batch.columns[0]!, STRING, row) as string;
        rows.push(`${value} ${memory.u8[batch.rowKinds + row]} ${batch.origin?.describe(row)}`);
      }
    },
    onWatermark: (watermarkMs) => void events.push(`watermark ${watermarkMs}`),
    onEnd: () => void events.push('end'),
  };
}

describe('limit', () => {
  test('passes its rows, with their kinds and where they came from', () => {
    const limit = limitOperator({ offset: 1, fetch: 3 }, kernels, { arena });
    const output = recorder();
    limit.onBatch(batchOf('a', 'b', 'c'), output);
    expect([output.rows, limit.isSatisfied?.()]).toEqual([['b 3 row b', 'c 0 row c'], false]);
    limit.onBatch(batchOf('d', 'e'), output);
    expect([output.rows.at(-1), limit.isSatisfied?.()]).toEqual(['d 0 row d', true]);
    limit.onBatch(batchOf('f'), output);
    expect(output.rows).toHaveLength(3);
  });

  test('without a bound is never satisfied, and an offset alone skips rows', () => {
    const limit = limitOperator({ offset: 2 }, kernels, { arena });
    const output = recorder();
    limit.onBatch(batchOf('a', 'b', 'c'), output);
    expect([output.rows.length, limit.isSatisfied?.()]).toEqual([1, false]);
  });

  test('goes on from its state', () => {
    const first = limitOperator({ offset: 0, fetch: 3 }, kernels, { arena });
    first.onBatch(batchOf('a', 'b'), recorder());
    const second = limitOperator({ offset: 0, fetch: 3 }, kernels, { arena });
    second.restore([first.snapshot()]);
    const output = recorder();
    second.onBatch(batchOf('c', 'd'), output);
    expect(output.rows).toEqual(['c 0 row c']);
  });
});

describe('union', () => {
  test('lets the watermark of the slowest input through, and ends with the last one', () => {
    const output = recorder();
    const [a, b] = unionInputs(2, output);
    a!.onWatermark(10);
    b!.onWatermark(5);
    b!.onWatermark(7);
    a!.onWatermark(8);
    b!.onEnd();
    a!.onWatermark(12);
    a!.onEnd();
    expect(output.events).toEqual(['watermark 5', 'watermark 7', 'watermark 8', 'watermark 12', 'end']);
  });
});
