/** A date pattern of digits and plain text (`yyyy-MM-dd HH:mm`) -> what writes a timestamp by it into memory. */
import { type Part, patternParts } from '../../../sql/functions/date-pattern/pattern.ts';
import { dayOfMillis, MILLIS_PER_DAY } from '../../../sql/types/calendar.ts';
import type { Address } from '../../batch/memory.ts';
import type { TextWriter } from '../access.ts';
import { hasFourDigits, writeDate, writeDigits, writeTime } from './digits.ts';

/** The text's address, its length in `writer.length`; -1 for a year that has not four digits. */
export type PatternWriter = (writer: TextWriter, u8: Uint8Array, millis: number, nanos: number) => Address;

/** Where a field's digits stand in the text `2024-02-29 12:34:56.123456789`, which is written first. */
const PLACES: Readonly<Record<string, number>> = { yyyy: 0, uuuu: 0, MM: 5, dd: 8, HH: 11, mm: 14, ss: 17 };
const FRACTION = 20;
const WHOLE = 29;

/** For each byte of a part its place in that text, or `~byte` for a byte as it is; undefined for anything but digits and text. */
function sourcesOf(part: Part): readonly number[] | undefined {
  if (part.kind === 'literal') return [...Buffer.from(part.text, 'utf8')].map((byte) => ~byte);
  if (part.kind === 'optional' || part.pad > 0) return undefined;
  const place = part.letter === 'S' ? FRACTION : PLACES[part.letter.repeat(part.count)];
  return place === undefined ? undefined : Array.from({ length: part.count }, (_, i) => place + i);
}

/** @param pattern one that Java takes. @returns undefined for a pattern that needs more than digits */
export function patternWriter(pattern: string): PatternWriter | undefined {
  const parts = patternParts(pattern, true).map(sourcesOf);
  if (!parts.every((part) => part !== undefined)) return undefined;
  const sources = Int16Array.from(parts.flat());
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
