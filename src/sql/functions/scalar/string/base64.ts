/** TO_BASE64 and FROM_BASE64: text or bytes in base 64. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { STRING } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';

const utf8 = new TextEncoder();
const text = new TextDecoder('utf-8', { ignoreBOM: true });

const bytesOf = (value: string | Uint8Array): Uint8Array => (typeof value === 'string' ? utf8.encode(value) : value);

export const toBase64 = scalarFunction({
  name: 'TO_BASE64',
  category: 'string',
  summary: 'The UTF-8 bytes of a text, or the bytes of a binary string, in base 64.',
  parameters: [{ name: 'value', doc: 'A text or a binary string.', accepts: ['CHARACTER', 'BINARY'] }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({
    evaluate: (value: string | Uint8Array) => {
      const { buffer, byteOffset, length } = bytesOf(value);
      return Buffer.from(buffer, byteOffset, length).toString('base64');
    },
  }),
  examples: [{ sql: `TO_BASE64('hello world')`, result: 'aGVsbG8gd29ybGQ=' }],
});

const DIGITS = /^([A-Za-z0-9+/]*)(={0,2})$/;

/** As Java's basic decoder: no other characters, padding left out or complete. */
function isBase64(text: string): boolean {
  const found = DIGITS.exec(text);
  if (!found) return false;
  const [rest, padding] = [found[1]!.length % 4, found[2]!.length];
  return rest === 0 ? padding === 0 : rest !== 1 && (padding === 0 || rest + padding === 4);
}

export const fromBase64 = scalarFunction({
  name: 'FROM_BASE64',
  category: 'string',
  summary: 'The text whose UTF-8 bytes are given in base 64; other text fails.',
  parameters: [{ name: 'value', doc: 'Base 64, as text or as bytes.', accepts: ['CHARACTER', 'BINARY'] }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({
    evaluate: (value: string | Uint8Array) => {
      const digits = typeof value === 'string' ? value : text.decode(value);
      if (!isBase64(digits)) throw new RunTimeError('FROM_BASE64: the text is not base 64');
      return text.decode(Buffer.from(digits, 'base64'));
    },
  }),
  examples: [{ sql: `FROM_BASE64('aGVsbG8gd29ybGQ=')`, result: 'hello world' }],
});
