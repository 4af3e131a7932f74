/** A date pattern of digits and plain text (`yyyy-MM-dd HH:mm`) -> what writes a timestamp by it into memory. */
import { dayOfMillis, MILLIS_PER_DAY } from '../../../sql/types/calendar.ts';
import type { Address } from '../../batch/memory.ts';
import type { TextWriter } from '../access.ts';
import { dateForm, FRACTION } from './date-form.ts';
import { hasFourDigits, writeDate, writeDigits, writeTime } from './digits.ts';

/** The text's address, its length in `writer.length`; -1 for a year that has not four digits. */
export type PatternWriter = (writer: TextWriter, u8: Uint8Array, millis: number, nanos: number) => Address;

/** How long the text is that the form's places count in; it is written first. */
const WHOLE = FRACTION + 9;

/** @returns undefined for a pattern that needs more than digits */
export function patternWriter(pattern: string): PatternWriter | undefined {
  const sources = dateForm(pattern);
  if (!sources) return undefined;
  return (writer, u8, millis, nanos) => {
    const days = dayOfMillis(millis);
    if (!hasFourDigits(days) || days < FIRST_DAY_OF_YEAR_1) return -1;
    const at = writer.room(sources.length + WHOLE);
    const whole = at + sources.length;
    const time = (millis - days * MILLIS_PER_DAY) | 0;
    writeDate(u8, whole, days);
    writeTime(u8, whole + 11, time);
    writeDigits(u8, whole + FRACTION, (time % 1000) * 1_000_000 + nanos, 9);
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i]!;
      u8[at + i] = source < 0 ? ~source : u8[whole + source]!;
    }
    writer.keep(sources.length);
    return at;
  };
}

/** Of the era before, `yyyy` is another number. */
const FIRST_DAY_OF_YEAR_1 = -719_162;
