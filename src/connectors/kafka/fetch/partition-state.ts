/** What a reader knows of one partition that it reads; changed in place by the reader and its fetchers. */
export interface PartitionState {
  readonly splitId: string;
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  /** Records with this offset and later ones are not read. */
  readonly stop: bigint | undefined;
  /** Behind the last row handed out. */
  position: bigint;
  /** The next offset to ask for: ahead of `position` by what has been fetched and not handed out. */
  next: bigint;
  highWatermark: bigint | undefined;
  ended: boolean;
  /** The broker that leads it, -1 when that has to be found out. */
  leader: number;
  /** A nearer replica that the leader named. */
  replica: number | undefined;
  /** Answers of `fetchedFrom` that are not dealt with: while there are any, no other broker may be asked, so that the order stays. */
  waiting: number;
  fetchedFrom: number | undefined;
  /** Another start is being looked up: nothing is fetched. */
  resetting: boolean;
  /** Since when (monotonic) it cannot be read; undefined while all is well. */
  troubleSinceMs: number | undefined;
}

export const placeOf = ({ topic, partition }: Pick<PartitionState, 'topic' | 'partition'>): string =>
  `topic ${topic}, partition ${partition}`;

export const isAtEnd = ({ position, stop }: Pick<PartitionState, 'position' | 'stop'>): boolean =>
  stop !== undefined && position >= stop;

/** Whether there is anything left to ask for. */
export const wantsMore = (state: PartitionState): boolean =>
  !state.ended && !state.resetting && (state.stop === undefined || state.next < state.stop);

/** The broker to ask; undefined when that is not known, or answers of another one have to be dealt with first. */
export function brokerFor(state: PartitionState): number | undefined {
  const broker = state.replica ?? state.leader;
  if (broker < 0) return undefined;
  return state.waiting > 0 && state.fetchedFrom !== broker ? undefined : broker;
}
