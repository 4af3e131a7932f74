/** JSON_QUOTE and JSON_UNQUOTE: a text to a JSON string in quotes and back. */

import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { STRING } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { JSON_ESCAPES } from '../../json-path/escapes.ts';
import { JsonFailure, readJson } from '../../json-path/reader.ts';
import { wellFormed } from '../string/characters.ts';

const QUOTED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** Behind the first half of a surrogate pair Flink's function writes the whole code point, and then the second half once more. */
function quote(text: string): string {
  let result = '"';
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i]!;
    const code = text.codePointAt(i)!;
    result += QUOTED[char] ?? (code < 128 ? char : `\\u${code.toString(16).padStart(4, '0')}`);
  }
  return `${result}"`;
}

/**
 * What stands between the quotes, escapes resolved. A text that is not JSON, or has other characters behind its JSON string that
 * are wrong as escapes, stays as it is.
 */
function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  if (readJson(text) instanceof JsonFailure) return text;
  const inner = text.slice(1, -1);
  let result = '';
  for (let i = 0; i < inner.length; i += 1) {
    const char = inner[i]!;
    if (char !== '\\' || i === inner.length - 1) {
      result += char;
      continue;
    }
    i += 1;
    const escaped = inner[i] === 'u' ? unicodeCharacter(inner.slice(i + 1, i + 5)) : JSON_ESCAPES[inner[i]!];
    if (escaped === undefined) return text;
    if (inner[i] === 'u') i += 4;
    result += escaped;
  }
  return wellFormed(result);
}

function unicodeCharacter(digits: string): string | undefined {
  if (digits.length < 4) throw new RunTimeError(`JSON_UNQUOTE: \\u${digits} has too few digits`);
  return /^[0-9a-fA-F]{4}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : undefined;
}

export const jsonQuote = scalarFunction({
  name: 'JSON_QUOTE',
  category: 'json',
  summary: 'Puts a text in double quotes, with escapes, so that it is a JSON string of ASCII characters.',
  parameters: [{ name: 'text', doc: 'the text', accepts: STRING }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({ evaluate: quote }),
  examples: [
    { sql: `JSON_QUOTE('a "b"')`, result: '"a \\"b\\""' },
    { sql: `JSON_QUOTE('a/é')`, result: '"a\\/\\u00e9"' },
  ],
});

export const jsonUnquote = scalarFunction({
  name: 'JSON_UNQUOTE',
  category: 'json',
  summary: 'Takes the quotes off a JSON string and resolves its escapes; other texts stay as they are.',
  parameters: [{ name: 'text', doc: 'a JSON string in double quotes', accepts: STRING }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({ evaluate: unquote }),
  examples: [
    { sql: `JSON_UNQUOTE('"a\\u0041"')`, result: 'aA' },
    { sql: `JSON_UNQUOTE('a "b"')`, result: 'a "b"' },
  ],
});
