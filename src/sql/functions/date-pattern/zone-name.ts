/** Short names of time zones as Java prints them (`UTC`, `PST`), where they are known to be the same. */
import { standardOffset } from '../../types/calendar-zone.ts';
import type { TimeZone } from '../../types/time-zone.ts';

/** Standard and summer time. */
const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  UTC: ['UTC', 'UTC'],
  GMT: ['GMT', 'GMT'],
  'Etc/UTC': ['UTC', 'UTC'],
  'America/New_York': ['EST', 'EDT'],
  'America/Chicago': ['CST', 'CDT'],
  'America/Denver': ['MST', 'MDT'],
  'America/Los_Angeles': ['PST', 'PDT'],
  'Europe/London': ['GMT', 'BST'],
  'Europe/Berlin': ['CET', 'CEST'],
  'Europe/Paris': ['CET', 'CEST'],
  'Europe/Madrid': ['CET', 'CEST'],
  'Europe/Rome': ['CET', 'CEST'],
  'Asia/Shanghai': ['CST', 'CDT'],
  'Asia/Tokyo': ['JST', 'JDT'],
  'Asia/Kolkata': ['IST', 'IDT'],
};

/** Zones named by their offset. */
const FIXED = /^GMT[+-]\d\d:\d\d$/;

/** Local times of old differ by less from standard time. */
const LEAST_SUMMER_MILLIS = 20 * 60_000;

/** The short name at an offset; undefined for a zone whose names are not known here. */
export function shortZoneName(zone: TimeZone): ((offset: number) => string) | undefined {
  if (FIXED.test(zone.id)) return () => zone.id;
  const names = NAMES[zone.id];
  if (names === undefined) return undefined;
  const standard = standardOffset(zone);
  return (offset) => (offset - standard >= LEAST_SUMMER_MILLIS ? names[1] : names[0]);
}
