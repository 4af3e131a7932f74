import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, dateOfDays, daysInMonth, daysOfDate } from '../../src/sql/types/calendar.ts';

const anyDay = fc.integer({ min: -400_000_000, max: 400_000_000 });

describe('calendar', () => {
  it('knows the epoch, leap days and the year 0', () => {
    expect(daysOfDate(1970, 1, 1)).toBe(0);
    expect(daysOfDate(2000, 2, 29)).toBe(11_016);
    expect(dateOfDays(-719_528)).toEqual({ year: 0, month: 1, day: 1 });
    expect(daysInMonth(1900, 2)).toBe(28);
  });

  it('agrees with JavaScript where JavaScript has dates', () => {
    fc.assert(
      fc.property(fc.integer({ min: -90_000_000, max: 90_000_000 }), (days) => {
        const { year, month, day } = dateOfDays(days);
        const date = new Date(days * 86_400_000);
        expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
      }),
    );
  });

  it('comes back from any day', () => {
    fc.assert(
      fc.property(anyDay, (days) => {
        const { year, month, day } = dateOfDays(days);
        expect(daysOfDate(year, month, day)).toBe(days);
      }),
    );
  });

  it('adds months by month, keeping the day or taking the last one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (days, months) => {
        const before = dateOfDays(days);
        const after = dateOfDays(addMonths(days, months));
        expect(after.year * 12 + after.month).toBe(before.year * 12 + before.month + months);
        expect(after.day).toBe(Math.min(before.day, daysInMonth(after.year, after.month)));
      }),
    );
  });
});
