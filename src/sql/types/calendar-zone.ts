/** A time zone as java.util has it, which differs from java.time's before 1900 and in overlaps: that of SimpleDateFormat, EXTRACT and FLOOR. */
import { type TimeZone, timeZone, UTC } from './time-zone.ts';

/** 1900-01-01: before it java.util takes today's standard time everywhere. */
const FIRST_MILLIS = -2_208_988_800_000;
const MILLIS_PER_DAY = 86_400_000;

/** January and July of 2024: the smaller offset of the two is standard time. */
const JANUARY = Date.UTC(2024, 0, 1);
const JULY = Date.UTC(2024, 6, 1);

/** Milliseconds east of UTC in winter. */
export const standardOffset = (zone: TimeZone): number => Math.min(zone.offsetAt(JANUARY), zone.offsetAt(JULY));

/** Java's ZoneInfo of the zone: of local times in an overlap it takes the later one, in a gap the time moves forward as in java.time. */
export function calendarZone(zone: TimeZone): TimeZone {
  if (zone.fixedOffset !== undefined) return zone;
  const standard = standardOffset(zone);
  const offsetAt = (millis: number): number => (millis < FIRST_MILLIS ? standard : zone.offsetAt(millis));
  const instantOf = (localMillis: number): number => {
    const later = offsetAt(localMillis + MILLIS_PER_DAY);
    const last = localMillis - later;
    if (offsetAt(last) === later) return last;
    if (last < FIRST_MILLIS) return localMillis - standard;
    return zone.instantOf(localMillis);
  };
  return { id: zone.id, offsetAt, instantOf };
}

/** The session's zone as java.util has it. */
export const sessionCalendarZone = (id: string): TimeZone => calendarZone(timeZone(id) ?? UTC);
