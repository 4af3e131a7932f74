/** The text `partition:0,offset:42;partition:1,offset:300` as offsets by partition (Flink's parseSpecificOffsets). */
export function parseSpecificOffsets(text: string): ReadonlyMap<number, bigint> | undefined {
  const offsets = new Map<number, bigint>();
  // Java's split drops empty texts at the end.
  const pairs = text.replace(/;+$/, '').split(';');
  for (const pair of pairs) {
    const match = /^partition:\+?(\d+),offset:\+?(\d+)$/.exec(pair);
    if (!match) return undefined;
    const offset = BigInt(match[2]!);
    if (Number(match[1]) > 0x7fffffff || offset > 0x7fffffffffffffffn) return undefined;
    offsets.set(Number(match[1]), offset);
  }
  return offsets;
}
