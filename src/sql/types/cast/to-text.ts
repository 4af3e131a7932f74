/** CAST to CHAR(n) and VARCHAR(n): the one rendering, cut to n characters and, for CHAR, filled up with blanks. */
import { castText } from '../render.ts';
import type { LengthType, SqlType } from '../type.ts';
import { checkFilling } from './filling.ts';
import type { Cast, CastContext } from './rule.ts';

const HIGH_SURROGATES = /[\ud800-\udbff]/;

/** The first `length` code points. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  if (!HIGH_SURROGATES.test(text)) return text.slice(0, length);
  return [...text].slice(0, length).join('');
}

const codePoints = (text: string): number => (HIGH_SURROGATES.test(text) ? [...text].length : text.length);

/** Cuts text to VARCHAR(n), or cuts and fills it to CHAR(n). */
export function fitText(target: LengthType): (text: string) => string {
  const { length } = target;
  if (target.kind === 'VARCHAR') return (text) => cut(text, length);
  return (text) => {
    const kept = cut(text, length);
    const missing = length - codePoints(kept);
    if (missing <= 0) return kept;
    checkFilling(target);
    return kept + ' '.repeat(missing);
  };
}

export function toText(from: SqlType, target: LengthType, context: CastContext): Cast {
  const adapt = fitText(target);
  const text = castText(from, context.zone);
  return (value) => adapt(text(value));
}
