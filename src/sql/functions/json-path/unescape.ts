/** Escapes in quoted names and literals of a path to the characters they mean. */
import { PathEvaluationError } from './errors.ts';

const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const HEX = /^[+-]?[0-9a-fA-F]+$/;

/** An unknown escape is its character; a backslash at the end stays; an unfinished `\u` is dropped. */
export function unescapePath(text: string): string {
  if (!text.includes('\\')) return text;
  let result = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (char !== '\\' || at === text.length - 1) {
      result += char;
      continue;
    }
    at += 1;
    const escaped = text[at]!;
    if (escaped !== 'u') {
      result += CONTROL[escaped] ?? escaped;
      continue;
    }
    const digits = text.slice(at + 1, at + 5);
    at += 4;
    if (digits.length < 4) continue;
    if (!HEX.test(digits)) throw new PathEvaluationError(`'${digits}' is not a hexadecimal number`);
    result += String.fromCharCode(Number.parseInt(digits, 16));
  }
  return result;
}
