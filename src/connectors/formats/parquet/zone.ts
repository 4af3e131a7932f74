import type { TimestampColumn } from '../../../runtime/batch/column.ts';
import type { Address, Memory } from '../../../runtime/batch/memory.ts';
import type { Scratch } from './write/scratch.ts';

/** Local date-times to instants of the process's time zone and back, as Java's Timestamp does with the JVM's (utc-timezone = false). */

const UTC_NAMES = new Set([
  'UTC',
  'Etc/UTC',
  'GMT',
  'Etc/GMT',
  'Etc/UCT',
  'Etc/Zulu',
  'Etc/Universal',
  'Etc/Greenwich',
]);

/** Whether the process's time zone is UTC, where local date-times and instants are the same. */
export const processIsInUtc = (): boolean => UTC_NAMES.has(new Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The instant at which the process's clocks show this date and time. */
export function instantOfLocal(localMillis: number): number {
  const local = new Date(localMillis);
  const instant = new Date(0);
  instant.setFullYear(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  instant.setHours(local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds(), local.getUTCMilliseconds());
  return instant.getTime();
}

/** The date and time that the process's clocks show at an instant, read as if it were UTC. */
export function localOfInstant(instantMillis: number): number {
  const instant = new Date(instantMillis);
  const local = new Date(0);
  local.setUTCFullYear(instant.getFullYear(), instant.getMonth(), instant.getDate());
  local.setUTCHours(instant.getHours(), instant.getMinutes(), instant.getSeconds(), instant.getMilliseconds());
  return local.getTime();
}

const QUARTER_MILLIS = 15 * 60_000;

/** The same conversion with the difference kept for a quarter of an hour, within which no zone changes it. */
export function quarterly(convert: (millis: number) => number): (millis: number) => number {
  let quarter = Number.NaN;
  let difference = 0;
  return (millis) => {
    const start = Math.floor(millis / QUARTER_MILLIS) * QUARTER_MILLIS;
    if (start !== quarter) {
      quarter = start;
      difference = convert(start) - start;
    }
    return millis + difference;
  };
}

/** Rows of a timestamp column (`rows[k]`, -1 for none), shifted, as a column of `count` rows in scratch memory. */
export function shiftedTimestamps(
  memory: Memory,
  scratch: Scratch,
  column: TimestampColumn,
  rowOf: (k: number) => number,
  count: number,
): { readonly millis: Address; readonly nanos: Address; readonly validity: Address } {
  const millis = scratch.room('shifted-millis', count * 8);
  const nanos = scratch.room('shifted-nanos', count * 4);
  const validity = scratch.room('shifted-validity', count);
  const toInstant = quarterly(instantOfLocal);
  for (let k = 0; k < count; k++) {
    const row = rowOf(k);
    const valid = row >= 0 && memory.u8[column.validity + row] === 1;
    memory.u8[validity + k] = valid ? 1 : 0;
    if (!valid) continue;
    memory.f64[(millis >> 3) + k] = toInstant(memory.f64[(column.millis >> 3) + row]!);
    memory.i32[(nanos >> 2) + k] = memory.i32[(column.nanos >> 2) + row]!;
  }
  return { millis, nanos, validity };
}
