import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { javaTimeZone, timeZone } from '../../src/sql/types/time-zone.ts';

const HOUR = 3_600_000;
const zone = (id: string) => timeZone(id)!;

describe('timeZone', () => {
  it.each([
    ['UTC', 0],
    ['GMT+08:00', 8 * HOUR],
    ['GMT-8', -8 * HOUR],
    ['+05:30', 5.5 * HOUR],
    ['EST', -5 * HOUR],
  ])('reads the fixed offset %s', (id, offset) => {
    expect(zone(id).fixedOffset).toBe(offset);
  });

  it('knows the rules of IANA zones and of Java’s short ids', () => {
    const winter = Date.UTC(2024, 0, 15);
    const summer = Date.UTC(2024, 6, 15);
    for (const id of ['America/Los_Angeles', 'PST']) {
      expect([zone(id).offsetAt(winter), zone(id).offsetAt(summer)]).toEqual([-8 * HOUR, -7 * HOUR]);
    }
    expect([zone('MET').offsetAt(winter), zone('MET').offsetAt(summer)]).toEqual([HOUR, 2 * HOUR]);
  });

  it('changes the offset at the second the rules say', () => {
    const change = Date.UTC(2024, 2, 10, 10);
    expect(zone('America/Los_Angeles').offsetAt(change - 1)).toBe(-8 * HOUR);
    expect(zone('America/Los_Angeles').offsetAt(change)).toBe(-7 * HOUR);
  });

  it('moves a time in a gap forward and takes the earlier one of an overlap', () => {
    const newYork = zone('America/New_York');
    expect(newYork.instantOf(Date.UTC(2024, 2, 10, 2, 30))).toBe(Date.UTC(2024, 2, 10, 7, 30));
    expect(newYork.instantOf(Date.UTC(2024, 10, 3, 1, 30))).toBe(Date.UTC(2024, 10, 3, 5, 30));
    expect(newYork.instantOf(Date.UTC(2024, 10, 3, 2, 30))).toBe(Date.UTC(2024, 10, 3, 7, 30));
  });

  it('refuses what is no zone', () => {
    for (const id of ['Mars/Base', '', 'GMT+99', 'america/new_york', '+25:00']) expect(timeZone(id)).toBeUndefined();
  });

  it('finds an instant whose local time is the one given, or a later one in a gap', () => {
    const ids = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Shanghai',
      'Africa/Casablanca',
    );
    const local = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(ids, local, (id, millis) => {
        const instant = zone(id).instantOf(millis);
        const shown = instant + zone(id).offsetAt(instant);
        expect(shown - millis).toBeGreaterThanOrEqual(0);
        expect(shown - millis).toBeLessThanOrEqual(HOUR);
      }),
    );
  });
});

describe('javaTimeZone', () => {
  it('takes UTC for ids that Java’s TimeZone does not know', () => {
    for (const id of ['+08:00', 'UTC+8', 'Nowhere']) expect(javaTimeZone(id).fixedOffset).toBe(0);
    expect(javaTimeZone('GMT+8').fixedOffset).toBe(8 * HOUR);
  });
});
