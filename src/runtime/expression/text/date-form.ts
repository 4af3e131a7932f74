/** A date pattern of digits and plain text (`yyyy-MM-dd HH:mm`) -> for each byte of such a text where it comes from. */
import { type Part, patternParts } from '../../../sql/functions/date-pattern/pattern.ts';

/** For each byte its place in `2024-02-29 12:34:56.123456789`, or `~byte` for one that stands as it is. */
export type DateForm = Int16Array;

/** Where the digits of a field begin in that text. */
const PLACES: Readonly<Record<string, number>> = { yyyy: 0, uuuu: 0, MM: 5, dd: 8, HH: 11, mm: 14, ss: 17 };
export const FRACTION = 20;

function sourcesOf(part: Part): readonly number[] | undefined {
  if (part.kind === 'literal') return [...Buffer.from(part.text, 'utf8')].map((byte) => ~byte);
  if (part.kind === 'optional' || part.pad > 0) return undefined;
  const place = part.letter === 'S' ? FRACTION : PLACES[part.letter.repeat(part.count)];
  return place === undefined ? undefined : Array.from({ length: part.count }, (_, i) => place + i);
}

/** @param pattern one that Java takes. @returns undefined for anything but plain text and fields of a fixed width */
export function dateForm(pattern: string): DateForm | undefined {
  const sources = patternParts(pattern, true).map(sourcesOf);
  return sources.every((source) => source !== undefined) ? Int16Array.from(sources.flat()) : undefined;
}
