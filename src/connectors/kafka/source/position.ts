/** Where a partition stands, as plain data for checkpoints. */

/** Offsets as numbers where these are exact. */
type PlainOffset = number | string;

export interface KafkaPosition {
  /** The next record to read. */
  readonly offset: PlainOffset;
  /** Reading ends before this record; found out when the job first started. */
  readonly stop?: PlainOffset;
  /** The topic's id: a topic of the same name that was created anew has another. */
  readonly topicId: string;
}

const plain = (offset: bigint): PlainOffset =>
  offset <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(offset) : offset.toString();

export const positionOf = (offset: bigint, stop: bigint | undefined, topicId: string): KafkaPosition => ({
  offset: plain(offset),
  ...(stop === undefined ? {} : { stop: plain(stop) }),
  topicId,
});

export interface ParsedPosition {
  readonly offset: bigint;
  readonly stop: bigint | undefined;
  readonly topicId: string;
}

/** @returns undefined when the data is no position */
export function parsePosition(data: unknown): ParsedPosition | undefined {
  if (data === null || typeof data !== 'object') return undefined;
  const { offset, stop, topicId } = data as Record<string, unknown>;
  const start = parseOffset(offset);
  if (start === undefined || typeof topicId !== 'string') return undefined;
  const end = stop === undefined ? undefined : parseOffset(stop);
  return stop !== undefined && end === undefined ? undefined : { offset: start, stop: end, topicId };
}

const parseOffset = (data: unknown): bigint | undefined =>
  (typeof data === 'number' && Number.isSafeInteger(data) && data >= 0) ||
  (typeof data === 'string' && /^\d+$/.test(data))
    ? BigInt(data)
    : undefined;

/** What a split tells its reader beside the position. */
export interface SplitDetail {
  readonly topic: string;
  readonly partition: number;
}
