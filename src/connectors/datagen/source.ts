import type { ProducedColumn } from '../../planner/physical/plan.ts';
import { timeZone, UTC } from '../../sql/types/time-zone.ts';
import type { Context, Enumerator, Reader, SourceImplementation, Split, WorkerContext } from '../connector.ts';
import { sequenceRows } from './field.ts';
import { fillOf } from './fill.ts';
import type { Fill, Now } from './fill-type.ts';
import { Pace } from './pace.ts';
import { planFields } from './plan-fields.ts';

/** Splits of a table without `scan.parallelism`: enough for every worker to have some, at any parallelism a job is restored with. */
const DEFAULT_SPLITS = 64;

const MAX_BATCH_ROWS = 8192;

/** A split makes the rows whose number leaves `residue` when divided by `splits`. */
interface Position {
  readonly residue: number;
  readonly splits: number;
  readonly seed: number;
  /** Rows of this split made so far. */
  readonly made: number;
}

export const datagenSource: SourceImplementation = { openEnumerator, openReader };

async function openEnumerator({ host, options }: Context): Promise<Enumerator> {
  return {
    async discover(restored) {
      if (restored.size > 0) return [...restored].map(([id, position]): Split => ({ id, detail: null, position }));
      const splits = options.has('scan.parallelism') ? options.number('scan.parallelism') : DEFAULT_SPLITS;
      const seed = new DataView(host.randomBytes(4).slice().buffer).getInt32(0);
      return Array.from({ length: splits }, (_, residue): Split => {
        const position: Position = { residue, splits, seed, made: 0 };
        return { id: `rows-${residue}-of-${splits}`, detail: null, position };
      });
    },
    async close() {},
  };
}

async function openReader(context: WorkerContext, produced: readonly ProducedColumn[]): Promise<Reader> {
  const { host, options, table, session } = context;
  const zone = timeZone(session.timeZone) ?? UTC;
  const { fields } = planFields(table.physicalColumns, options.under('fields.'));
  const numberOfRows = options.get('number-of-rows') as number | undefined;
  const totalRows = Math.min(
    numberOfRows ?? Number.POSITIVE_INFINITY,
    sequenceRows(fields) ?? Number.POSITIVE_INFINITY,
  );
  const wanted = produced.map(({ name }) => fields[table.physicalColumns.findIndex((column) => column.name === name)]!);

  const owned: { id: string; position: Position; made: number; fills: readonly Fill[] }[] = [];
  let pace: Pace | undefined;
  const indexes = new Float64Array(MAX_BATCH_ROWS);
  const indexOf = (split: (typeof owned)[number]) => split.position.residue + split.made * split.position.splits;
  let fills: readonly Fill[] = [];

  /** Numbers of the next rows, in ascending order as far as the splits' positions allow. @returns how many */
  const nextIndexes = (limit: number): number => {
    let count = 0;
    let live = owned.filter((split) => indexOf(split) < totalRows);
    while (count < limit && live.length > 0) {
      let round = Number.POSITIVE_INFINITY;
      for (const split of live) round = Math.min(round, split.made);
      let ended = false;
      for (const split of live) {
        if (split.made !== round || count === limit) continue;
        const index = indexOf(split);
        if (index < totalRows) {
          indexes[count++] = index;
          split.made += 1;
        } else ended = true;
      }
      if (ended) live = live.filter((split) => indexOf(split) < totalRows);
    }
    return count;
  };
  const remaining = () =>
    owned.reduce((sum, split) => sum + rowsLeft(indexOf(split), split.position.splits, totalRows), 0);

  return {
    assign(splits) {
      for (const { id, position } of splits) {
        const at = position as Position;
        if (owned.length === 0) fills = wanted.map((plan) => fillOf(plan, at.seed));
        owned.push({ id, position: at, made: at.made, fills });
      }
      owned.sort((a, b) => a.position.residue - b.position.residue);
      if (owned.length === 0) return;
      const share = owned.length / owned[0]!.position.splits;
      pace = new Pace(options.number('rows-per-second') * share, host.monotonicMs());
    },
    async poll(arena, maxWaitMs) {
      const left = remaining();
      if (left === 0 || !pace) return 'end';
      const limit = Math.min(MAX_BATCH_ROWS, left);
      const waitMs = Math.min(maxWaitMs, pace.waitMs(host.monotonicMs(), limit));
      if (waitMs > 0) await host.sleep(waitMs);
      const count = nextIndexes(Math.min(limit, pace.due(host.monotonicMs())));
      if (count === 0) return null;
      pace.take(count);
      const epochMs = host.nowMs();
      const now: Now = { epochMs, zoneOffsetMs: zone.offsetAt(epochMs) };
      return { rowCount: count, columns: fills.map((fill) => fill(indexes, count, arena, now)), rowKinds: 0 };
    },
    positions: () => new Map(owned.map(({ id, position, made }) => [id, { ...position, made }])),
    async close() {},
  };
}

/** How many numbers from `next` on in steps of `step` are below `total`. */
const rowsLeft = (next: number, step: number, total: number) => (next >= total ? 0 : Math.ceil((total - next) / step));
