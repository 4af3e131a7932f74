/** Startup and bounded modes as offsets of partitions (Flink's OffsetsInitializer). */
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { Options } from '../../options.ts';
import type { Cluster } from '../client/cluster.ts';
import {
  committedOffsets,
  EARLIEST,
  LATEST,
  listOffsets,
  type Offsets,
  partitionKey,
  type TopicPartition,
} from '../client/offsets.ts';
import type { OffsetReset } from '../client/settings.ts';
import { RESET } from '../options/places.ts';
import { parseSpecificOffsets } from '../options/specific-offsets.ts';

const NONE: Offsets = new Map();

/** What goes on when an offset is no longer there; each mode brings its own, group-offsets takes `auto.offset.reset`. */
export function offsetReset(options: Options, autoOffsetReset: OffsetReset): OffsetReset {
  switch (options.string('scan.startup.mode')) {
    case 'group-offsets':
      return autoOffsetReset;
    case 'latest-offset':
    case 'timestamp':
      return 'latest';
    default:
      return 'earliest';
  }
}

export async function startOffsets(
  cluster: Cluster,
  options: Options,
  partitions: readonly TopicPartition[],
): Promise<Offsets> {
  switch (options.string('scan.startup.mode')) {
    case 'earliest-offset':
      return listOffsets(cluster, partitions, EARLIEST);
    case 'latest-offset':
      return listOffsets(cluster, partitions, LATEST);
    case 'timestamp':
      return atTime(cluster, partitions, options.number('scan.startup.timestamp-millis'));
    case 'specific-offsets':
      return specific(cluster, options.string('scan.startup.specific-offsets'), partitions);
    default:
      return ofGroup(cluster, partitions);
  }
}

/** Empty when reading does not end. */
export async function stopOffsets(
  cluster: Cluster,
  options: Options,
  partitions: readonly TopicPartition[],
): Promise<Offsets> {
  switch (options.string('scan.bounded.mode')) {
    case 'latest-offset':
      return listOffsets(cluster, partitions, LATEST);
    case 'timestamp':
      return atTime(cluster, partitions, options.number('scan.bounded.timestamp-millis'));
    case 'specific-offsets':
      return specific(cluster, options.string('scan.bounded.specific-offsets'), partitions);
    case 'group-offsets':
      return stopOfGroup(cluster, partitions);
    default:
      return NONE;
  }
}

/** The ends are asked for first: a record that comes in between is not lost. */
async function atTime(cluster: Cluster, partitions: readonly TopicPartition[], millis: number): Promise<Offsets> {
  const ends = await listOffsets(cluster, partitions, LATEST);
  const found = await listOffsets(cluster, partitions, BigInt(millis));
  return new Map([...ends].map(([key, end]) => [key, (found.get(key) ?? -1n) < 0n ? end : found.get(key)!]));
}

/** Partitions that are not named: the group's offset, else the earliest. */
async function specific(cluster: Cluster, text: string, partitions: readonly TopicPartition[]): Promise<Offsets> {
  const named = parseSpecificOffsets(text);
  if (named === undefined) throw new Error('assertion: specific offsets were not checked');
  const unnamed = partitions.filter((one) => !named.has(one.partition));
  const { groupId } = cluster.settings;
  const committed =
    groupId === undefined || unnamed.length === 0 ? NONE : await committedOffsets(cluster, groupId, unnamed);
  const rest = unnamed.filter((one) => !committed.has(partitionKey(one)));
  const earliest = await listOffsets(cluster, rest, EARLIEST);
  const own = partitions
    .filter((one) => named.has(one.partition))
    .map((one) => [partitionKey(one), named.get(one.partition)!] as const);
  return new Map([...own, ...committed, ...earliest]);
}

const group = (cluster: Cluster): string => {
  const { groupId } = cluster.settings;
  if (groupId === undefined)
    throw new EndpointError("option 'properties.group.id' is required for group offsets", {
      code: 'option-missing',
      recoverable: false,
      options: ['scan.startup.mode', 'scan.bounded.mode'],
    });
  return groupId;
};

const list = (partitions: readonly TopicPartition[]): string =>
  partitions.map(({ topic, partition }) => `topic ${topic}, partition ${partition}`).join('; ');

async function ofGroup(cluster: Cluster, partitions: readonly TopicPartition[]): Promise<Offsets> {
  const groupId = group(cluster);
  const committed = await committedOffsets(cluster, groupId, partitions);
  const rest = partitions.filter((one) => !committed.has(partitionKey(one)));
  if (rest.length === 0) return committed;
  const reset = cluster.settings.autoOffsetReset;
  if (reset === 'none')
    throw new EndpointError(`group ${groupId} has no committed offset for ${list(rest)}`, {
      recoverable: false,
      options: RESET,
      hint: "set 'properties.auto.offset.reset' to 'earliest' or 'latest', or 'scan.startup.mode' to another mode",
    });
  return new Map([...committed, ...(await listOffsets(cluster, rest, reset === 'earliest' ? EARLIEST : LATEST))]);
}

async function stopOfGroup(cluster: Cluster, partitions: readonly TopicPartition[]): Promise<Offsets> {
  const groupId = group(cluster);
  const committed = await committedOffsets(cluster, groupId, partitions);
  const rest = partitions.filter((one) => !committed.has(partitionKey(one)));
  if (rest.length > 0)
    throw new EndpointError(
      `reading should stop at the offsets of group ${groupId}, but it has no committed offset for ${list(rest)}`,
      { recoverable: false, options: ['scan.bounded.mode'] },
    );
  return committed;
}
