/** ENCODE and DECODE: text to bytes and back, in one of the character sets every Java has. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { BYTES, STRING } from '../../../types/type.ts';
import { type Parameter, scalarFunction } from '../../define.ts';

interface Charset {
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
}

const utf8 = new TextEncoder();

const decoderOf = (label: string): ((bytes: Uint8Array) => string) => {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
};

/** One byte a character; what is above `max` has none and is a question mark. */
const singleByte = (max: number): Charset => ({
  encode: (text) =>
    Uint8Array.from([...text], (character) => {
      const code = character.codePointAt(0)!;
      return code <= max ? code : 0x3f;
    }),
  decode: (bytes) => {
    let text = '';
    for (const byte of bytes) text += byte <= max ? String.fromCharCode(byte) : '\ufffd';
    return text;
  },
});

function utf16(text: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2 + (mark ? 2 : 0));
  const view = new DataView(bytes.buffer);
  const start = mark ? 2 : 0;
  if (mark) view.setUint16(0, 0xfeff, littleEndian);
  for (let i = 0; i < text.length; i++) view.setUint16(start + 2 * i, text.charCodeAt(i), littleEndian);
  return bytes;
}

const big = decoderOf('utf-16be');
const little = decoderOf('utf-16le');

/** Big-endian unless a mark says otherwise; the mark is no text. */
function decodeMarked(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return little(bytes.subarray(2));
  return big(bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2) : bytes);
}

const CHARSETS: Readonly<Record<string, Charset>> = {
  'UTF-8': { encode: (text) => utf8.encode(text), decode: decoderOf('utf-8') },
  'US-ASCII': singleByte(0x7f),
  'ISO-8859-1': singleByte(0xff),
  'UTF-16BE': { encode: (text) => utf16(text, false, false), decode: big },
  'UTF-16LE': { encode: (text) => utf16(text, true, false), decode: little },
  'UTF-16': { encode: (text) => utf16(text, false, true), decode: decodeMarked },
};

/** Other names Java has for them. */
const ALIASES: Readonly<Record<string, string>> = {
  UTF8: 'UTF-8',
  ASCII: 'US-ASCII',
  ISO8859_1: 'ISO-8859-1',
  LATIN1: 'ISO-8859-1',
  UTF_16: 'UTF-16',
  UTF16: 'UTF-16',
};

function charsetOf(name: string): Charset {
  const upper = name.toUpperCase();
  const charset = CHARSETS[ALIASES[upper] ?? upper];
  if (charset !== undefined) return charset;
  throw new RunTimeError(`unsupported character set '${name}'; there are ${Object.keys(CHARSETS).join(', ')}`);
}

const CHARSET: Parameter = {
  name: 'charset',
  doc: 'US-ASCII, ISO-8859-1, UTF-8, UTF-16BE, UTF-16LE or UTF-16 (with a byte order mark).',
  accepts: 'CHARACTER',
};

export const encode = scalarFunction({
  name: 'ENCODE',
  category: 'string',
  summary: 'The bytes of a text in a character set; a question mark for what it does not have.',
  parameters: [{ name: 'text', doc: 'The text.', accepts: 'CHARACTER' }, CHARSET],
  nulls: 'propagate',
  deterministic: true,
  returns: BYTES,
  compile: () => ({ evaluate: (text: string, name: string) => charsetOf(name).encode(text) }),
  examples: [{ sql: `ENCODE('añ', 'UTF-8')`, result: `x'61c3b1'` }],
});

export const decode = scalarFunction({
  name: 'DECODE',
  category: 'string',
  summary: 'The text that bytes stand for in a character set.',
  parameters: [{ name: 'bytes', doc: 'The bytes.', accepts: 'BINARY' }, CHARSET],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({ evaluate: (bytes: Uint8Array, name: string) => charsetOf(name).decode(bytes) }),
  examples: [{ sql: `DECODE(x'61c3b1', 'UTF-8')`, result: 'añ' }],
});
