/** The pattern of LIKE -> a test of texts, without a regular expression: time grows with text times pattern at most. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';

/** `%` any characters, `_` one character that is no line terminator, or a text. */
type Part = { readonly any: true } | { readonly one: true } | { readonly text: string };

/** @throws RunTimeError for an escape that stands before nothing it can escaping */
function partsOf(pattern: string, escaping: string | undefined): readonly Part[] {
  const parts: Part[] = [];
  let text = '';
  const close = (part: Part) => {
    if (text !== '') parts.push({ text });
    text = '';
    parts.push(part);
  };
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern[i]!;
    if (unit === escaping) {
      const next = pattern[++i];
      if (next === undefined || (next !== '%' && next !== '_' && next !== escaping)) {
        throw new RunTimeError(
          `invalid escape sequence in '${pattern}' at ${i}: '${escaping}' stands before %, _ or itself`,
        );
      }
      text += next;
    } else if (unit === '%') {
      close({ any: true });
    } else if (unit === '_') {
      close({ one: true });
    } else {
      text += unit;
    }
  }
  if (text !== '') parts.push({ text });
  return parts;
}

/** Texts between `%`: the first at the start, the last at the end, those between one after the other. */
function chainTest(texts: readonly string[]): (text: string) => boolean {
  const first = texts[0]!;
  if (texts.length === 1) return (text) => text === first;
  const last = texts.at(-1)!;
  const between = texts.slice(1, -1).filter((text) => text !== '');
  if (between.length === 0) {
    if (last === '') return first === '' ? () => true : (text) => text.startsWith(first);
    if (first === '') return (text) => text.endsWith(last);
  }
  if (between.length === 1 && first === '' && last === '') return (text) => text.includes(between[0]!);
  return (text) => {
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of between) {
      at = text.indexOf(part, at);
      if (at < 0) return false;
      at += part.length;
    }
    return at + last.length <= text.length;
  };
}

const LINE_END = /[\n\r\u0085\u2028\u2029]/;

/** Where the text goes on after one part, -1 when it does not fit. */
function after(part: Part, text: string, at: number): number {
  if ('text' in part) return text.startsWith(part.text, at) ? at + part.text.length : -1;
  if (at >= text.length || LINE_END.test(text[at]!)) return -1;
  return at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
}

/** Only the last `%` seen ever has to take more: what came before it fits as early as it can. */
function walk(parts: readonly Part[], text: string): boolean {
  let at = 0;
  let part = 0;
  let anyPart = -1;
  let anyAt = 0;
  for (;;) {
    if (part < parts.length && 'any' in parts[part]!) {
      anyPart = ++part;
      anyAt = at;
      continue;
    }
    if (part === parts.length && at === text.length) return true;
    const next = part < parts.length ? after(parts[part]!, text, at) : -1;
    if (next >= 0) {
      at = next;
      part++;
      continue;
    }
    if (anyPart < 0 || anyAt >= text.length) return false;
    anyAt += text.codePointAt(anyAt)! > 0xffff ? 2 : 1;
    at = anyAt;
    part = anyPart;
  }
}

/** @throws RunTimeError for an escape that stands before nothing it can escaping */
export function likeTest(pattern: string, escaping?: string): (text: string) => boolean {
  const parts = partsOf(pattern, escaping);
  if (parts.some((part) => 'one' in part)) return (text) => walk(parts, text);
  const texts = [''];
  for (const part of parts) {
    if ('text' in part) texts[texts.length - 1] = part.text;
    else texts.push('');
  }
  return chainTest(texts);
}
