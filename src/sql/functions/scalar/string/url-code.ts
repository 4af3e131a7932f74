/** URL_ENCODE and URL_DECODE: text in the form of a query in a URL (application/x-www-form-urlencoded, UTF-8). */
import { STRING } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';

const utf8 = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

const escapeBytes = (text: string): string => {
  let result = '';
  for (const byte of utf8.encode(text)) result += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return result;
};

export const urlEncode = scalarFunction({
  name: 'URL_ENCODE',
  category: 'string',
  summary: 'A text as it stands in the query of a URL.',
  parameters: [{ name: 'text', doc: 'The text.', accepts: ['CHARACTER', STRING] }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile: () => ({
    evaluate: (text: string) => text.replace(/[^A-Za-z0-9.*_ -]+/g, escapeBytes).replaceAll(' ', '+'),
  }),
  examples: [{ sql: `URL_ENCODE('a b&c=ü')`, result: 'a+b%26c%3D%C3%BC' }],
});

/** Two digits after a percent sign, as Java's parseInt takes them; a negative number is none. */
const ESCAPE = /^[0-9a-fA-F+][0-9a-fA-F]$/;

function byteOf(digits: string): number | undefined {
  if (digits === '-0') return 0;
  return ESCAPE.test(digits) ? Number.parseInt(digits, 16) : undefined;
}

function decodeUrl(text: string): string | null {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const percent = text.indexOf('%', at);
    const end = percent < 0 ? text.length : percent;
    result += text.slice(at, end).replaceAll('+', ' ');
    const bytes: number[] = [];
    for (at = end; text[at] === '%'; at += 3) {
      const byte = byteOf(text.slice(at + 1, at + 3));
      if (byte === undefined) return null;
      bytes.push(byte);
    }
    result += decoder.decode(Uint8Array.from(bytes));
  }
  return result;
}

export const urlDecode = scalarFunction({
  name: 'URL_DECODE',
  category: 'string',
  summary: 'The text of the query of a URL; NULL when an escape in it is broken.',
  parameters: [{ name: 'text', doc: 'The text.', accepts: ['CHARACTER', STRING] }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile: () => ({ evaluate: decodeUrl }),
  examples: [
    { sql: `URL_DECODE('a+b%26c%3D%C3%BC')`, result: 'a b&c=ü' },
    { sql: `URL_DECODE('%zz')`, result: 'NULL' },
  ],
});
