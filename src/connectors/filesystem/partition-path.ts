/** Hive-style directories: `dt=2026-11-21/hour=06`, with the characters escaped that Flink's PartitionPathUtils escapes. */

const ESCAPED = /[\u0000-\u001f"#%'*/:=?\\\u007f{[\]^]/g;

const escapePartition = (text: string) =>
  text.replace(ESCAPED, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

/** A `%` that no two hexadecimal digits follow stands for itself. */
export const unescapePartition = (text: string): string =>
  text.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The directory of one partition value, without a slash. */
export const partitionDirectory = (key: string, value: string): string =>
  `${escapePartition(key)}=${escapePartition(value)}`;

/** Key and value of a directory's name; undefined when it is no partition. */
export function parsePartitionDirectory(name: string): readonly [key: string, value: string] | undefined {
  const match = /^([^/]+?)=([^/]+)$/.exec(name);
  return match ? [unescapePartition(match[1]!), unescapePartition(match[2]!)] : undefined;
}
