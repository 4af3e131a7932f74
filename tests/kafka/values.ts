// Headers as text, from the MAP or from the ARRAY of ROWs.
import type { MapValue, Value } from '../../src/sql/types/value.ts';

const text = (value: Value): string | null =>
  value instanceof Uint8Array ? Buffer.from(value).toString() : (value as string | null);

export function mapValues(value: Value): [string | null, string | null][] {
  if (Array.isArray(value)) return (value as Value[][]).map(([key, part]) => [text(key!), text(part!)]);
  const { keys, values } = value as MapValue;
  return keys.map((key, i) => [text(key), text(values[i]!)]);
}
