/** A log of numbers and a sink whose committables are its rows, for subtasks in real threads; a row can bring its thread down once. */
import { existsSync, writeFileSync } from 'node:fs';
import { columnBuilder } from '../../../src/runtime/batch/builder.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import type { Endpoints } from '../../../src/runtime/pipeline/endpoint.ts';
import { BIGINT } from '../../../src/sql/types/type.ts';

const ROWS_A_SPLIT = 3000;
const ROWS_A_BATCH = 100;
export const SPLITS = 4;
export const allRows = Array.from({ length: SPLITS * ROWS_A_SPLIT }, (_, i) => BigInt(i));

/** Ways to go down, as the table's option `crash`; `marker` is a file that says that it has happened. */
const CRASHES: Readonly<Record<string, () => void>> = {
  exit: () => process.exit(7),
  throw: () => {
    setImmediate(() => {
      throw new Error('out of the blue');
    });
  },
  heap: () => {
    const held: object[] = [];
    for (;;) held.push(new Array(100_000).fill(held.length));
  },
};

export const threadEndpoints = (published: bigint[], committed: Set<number>): Endpoints => ({
  identity: () => ({}),
  async openEnumerator() {
    return {
      async discover(restored) {
        return Array.from({ length: SPLITS }, (_, i) => ({
          id: `split-${i}`,
          detail: (i + 1) * ROWS_A_SPLIT,
          position: restored.get(`split-${i}`) ?? i * ROWS_A_SPLIT,
        }));
      },
      async close() {},
    };
  },
  async openReader(_node, context) {
    const splits = new Map<string, { next: number; end: number }>();
    return {
      assign(added) {
        for (const { id, detail, position } of added)
          splits.set(id, { next: position as number, end: detail as number });
      },
      async poll(arena) {
        await context.host.sleep(1);
        const open = [...splits.values()].find(({ next, end }) => next < end);
        if (!open) return 'end';
        const builder = columnBuilder(arena, BIGINT, ROWS_A_BATCH);
        for (let i = 0; i < ROWS_A_BATCH; i++) builder.append(BigInt(open.next++));
        return { rowCount: ROWS_A_BATCH, columns: [builder.finish()], rowKinds: 0 };
      },
      positions: () => new Map([...splits].map(([id, { next }]) => [id, next])),
      async close() {},
    };
  },
  async openWriter(node, context) {
    const { crash, marker } = node.table.options;
    let rows: bigint[] = [];
    return {
      write(batch) {
        for (let row = 0; row < batch.rowCount; row++)
          rows.push(readValue(context.memory, batch.columns[0]!, BIGINT, row) as bigint);
        if (!crash || !rows.includes(2000n) || existsSync(marker!)) return;
        writeFileSync(marker!, '');
        CRASHES[crash]!();
      },
      async prepareCommit() {
        const committables = [rows];
        rows = [];
        return { committables, state: undefined };
      },
      async abort() {},
      async close() {},
    };
  },
  async openCommitter() {
    return {
      async commit(checkpointId, committables) {
        if (committed.has(checkpointId)) return;
        committed.add(checkpointId);
        published.push(...(committables as bigint[][]).flat());
      },
      async close() {},
    };
  },
});
