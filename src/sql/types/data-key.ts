/**
 * Plain data as a text that is the same for equal data only: JSON, and what JSON has not (bigint, NaN, the infinities, -0, bytes).
 *
 * @param leaveOut keys of objects that do not count
 */
export function dataKey(data: unknown, leaveOut: ReadonlySet<string> = NONE): string {
  return JSON.stringify(data, (key, value) => (leaveOut.has(key) ? undefined : written(value)));
}

const NONE: ReadonlySet<string> = new Set();

/** No text in data can be taken for one of these: they are objects with a key of their own. */
function written(value: unknown): unknown {
  if (typeof value === 'bigint') return { '~bigint': String(value) };
  if (typeof value === 'number' && (Object.is(value, -0) || !Number.isFinite(value)))
    return { '~number': Object.is(value, -0) ? '-0' : String(value) };
  if (value instanceof Uint8Array) return { '~bytes': Buffer.from(value).toString('base64') };
  return value;
}
