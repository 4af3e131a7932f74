/** What to do when a partition's offset is no longer in its log, or not yet (Kafka's auto.offset.reset). */
import { EndpointError } from '../../../runtime/pipeline/failure.ts';
import type { Cluster } from '../client/cluster.ts';
import { EARLIEST, LATEST, listOffsets, partitionKey } from '../client/offsets.ts';
import type { OffsetReset } from '../client/settings.ts';
import { type PartitionState, placeOf } from '../fetch/partition-state.ts';
import { RESET, TOPIC } from '../options/places.ts';

/** Moves the partition to where reading goes on, with a warning. @throws EndpointError when the reset is none */
export async function resetOffset(
  cluster: Cluster,
  state: PartitionState,
  reset: OffsetReset,
  warn: (message: string) => void,
): Promise<void> {
  const key = partitionKey(state);
  const first = (await listOffsets(cluster, [state], EARLIEST)).get(key)!;
  const end = (await listOffsets(cluster, [state], LATEST)).get(key)!;
  const holds =
    first === end ? `it is empty, the next record has offset ${end}` : `it holds offsets ${first} to ${end - 1n}`;
  const what = `${placeOf(state)}: offset ${state.next} is out of range: ${holds}`;
  if (reset === 'none')
    throw new EndpointError(what, {
      recoverable: false,
      options: [...RESET, ...TOPIC],
      hint: "records may have been deleted by retention; set 'properties.auto.offset.reset' to 'earliest' or 'latest' to go on",
    });
  const next = reset === 'earliest' ? first : end;
  warn(`${what}; going on at offset ${next}`);
  state.next = next;
  state.position = next;
  if (state.stop !== undefined && next >= state.stop) state.ended = true;
}
