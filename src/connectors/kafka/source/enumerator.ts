/** Finds the partitions of a table's topics with their start and stop, and commits the group's offsets; runs on the main thread. */
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { Context, Enumerator, Split } from '../../connector.ts';
import { openCluster } from '../client/cluster.ts';
import type { TopicInfo } from '../client/metadata.ts';
import {
  commitOffsets,
  EARLIEST,
  listOffsets,
  type Offsets,
  partitionKey,
  type TopicPartition,
} from '../client/offsets.ts';
import { clientSettings } from '../client/settings.ts';
import { TOPIC } from '../options/places.ts';
import { NO_EFFECT } from '../options/property-others.ts';
import { startOffsets, stopOffsets } from './offset-modes.ts';
import { parsePosition, positionOf, type SplitDetail } from './position.ts';
import { subscription } from './subscription.ts';

export interface FoundPartition extends TopicPartition {
  readonly topicId: string;
}

/** Remembered over restarts: partitions found later start at their earliest offset, whatever the startup mode. */
interface EnumeratorState {
  readonly discovered: true;
}

export async function openEnumerator(context: Context): Promise<Enumerator> {
  const { options } = context;
  const settings = clientSettings(options);
  warnOfProperties(context);
  const cluster = await openCluster(context, settings, `${settings.clientId}-enumerator`);
  const topics = subscription(cluster, options);
  const bounded = options.string('scan.bounded.mode') !== 'unbounded';
  const intervalMs = options.number('scan.topic-partition-discovery.interval');
  const known = new Map<string, FoundPartition>();
  const committed = new Map<string, bigint>();
  let discovered = false;

  const splitOf = (one: FoundPartition, starts: Offsets, stops: Offsets): Split => {
    const key = partitionKey(one);
    const detail: SplitDetail = { topic: one.topic, partition: one.partition };
    return { id: key, detail, position: positionOf(starts.get(key)!, stops.get(key), one.topicId) };
  };

  return {
    ...(bounded || intervalMs === 0 ? {} : { discoverIntervalMs: intervalMs }),
    // A stop that was found keeps; one is found now where the checkpoint is of a job without end, and dropped where this one has none.
    async discover(restored) {
      const found = partitionsOf(await topics());
      const first = !discovered && restored.size === 0;
      checkRestored(restored, found);
      const fresh = found.filter((one) => !known.has(partitionKey(one)) && !restored.has(partitionKey(one)));
      const starts = first ? await startOffsets(cluster, options, fresh) : await listOffsets(cluster, fresh, EARLIEST);
      const returning = found.filter((one) => !known.has(partitionKey(one)) && restored.has(partitionKey(one)));
      const endless = returning.filter((one) => parsePosition(restored.get(partitionKey(one)))!.stop === undefined);
      const stops = await stopOffsets(cluster, options, [...fresh, ...endless]);
      for (const one of found) known.set(partitionKey(one), one);
      discovered = true;
      return [
        ...returning.map((one): Split => {
          const { topic, partition } = one;
          const { offset, stop } = parsePosition(restored.get(partitionKey(one)))!;
          const end = bounded ? (stop ?? stops.get(partitionKey(one))) : undefined;
          return {
            id: partitionKey(one),
            detail: { topic, partition },
            position: positionOf(offset, end, one.topicId),
          };
        }),
        ...fresh.map((one) => splitOf(one, starts, stops)),
      ];
    },
    snapshot: (): EnumeratorState | undefined => (discovered ? { discovered: true } : undefined),
    restore(state) {
      discovered = (state as EnumeratorState | undefined)?.discovered === true;
    },
    async onCheckpointComplete(_checkpointId, positions) {
      if (!settings.commitOffsets || settings.groupId === undefined) return;
      const moved = [...positions].flatMap(([id, data]) => {
        const one = known.get(id);
        const position = parsePosition(data);
        return one && position && committed.get(id) !== position.offset ? [{ ...one, offset: position.offset }] : [];
      });
      if (moved.length === 0) return;
      try {
        await commitOffsets(cluster, settings.groupId, moved);
        for (const one of moved) committed.set(partitionKey(one), one.offset);
      } catch (error) {
        // Others look at the group's offsets; the job itself goes on from its checkpoint.
        if (!(error instanceof EndpointError)) throw error;
        context.warn(`the offsets of group ${settings.groupId} are not committed: ${error.message}`);
      }
    },
    close: () => cluster.close(),
  };
}

const partitionsOf = (topics: readonly TopicInfo[]): FoundPartition[] =>
  topics.flatMap((topic) =>
    topic.partitions.map(({ partition }) => ({ topic: topic.name, partition, topicId: topic.id })),
  );

function checkRestored(restored: ReadonlyMap<string, unknown>, found: readonly FoundPartition[]): void {
  const byKey = new Map(found.map((one) => [partitionKey(one), one]));
  for (const [id, data] of restored) {
    const position = parsePosition(data);
    if (position === undefined)
      throw new EndpointError(`the checkpoint holds no Kafka position for ${id}`, {
        code: 'checkpoint',
        recoverable: false,
        options: TOPIC,
      });
    const now = byKey.get(id);
    if (now?.topicId === position.topicId) continue;
    const what = now ? `topic ${now.topic} was deleted and created anew` : `partition ${id} is gone`;
    throw new EndpointError(`${what} since the checkpoint was taken`, {
      code: 'checkpoint',
      recoverable: false,
      options: TOPIC,
      hint: 'start with --fresh to read from the beginning again',
    });
  }
}

/** Properties that are known and do nothing here are said once. */
function warnOfProperties({ options, warn }: Pick<Context, 'options' | 'warn'>): void {
  for (const name of Object.keys(options.under('properties.'))) {
    const reason = NO_EFFECT.get(name);
    if (reason !== undefined) warn(`option 'properties.${name}' has no effect: ${reason}`);
  }
  if (options.boolean('properties.enable.auto.commit'))
    warn("option 'properties.enable.auto.commit' has no effect: offsets are committed when a checkpoint completes");
  if (options.has('properties.auto.offset.reset') && options.string('scan.startup.mode') !== 'group-offsets')
    warn(`option 'properties.auto.offset.reset' has no effect in startup mode ${options.string('scan.startup.mode')}`);
}
