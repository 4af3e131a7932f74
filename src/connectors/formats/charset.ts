/** Text in the charsets that Java's names stand for, to and from bytes. */
export interface Charset {
  readonly name: string;
  decode(bytes: Uint8Array): string;
  encode(text: string): Uint8Array;
}

/** Java's names and aliases of what the runtime can decode; the decoder's label where it is another. */
const LABELS: readonly (readonly [label: string, ...names: string[]])[] = [
  ['utf-8', 'UTF-8', 'UTF8'],
  ['utf-16be', 'UTF-16BE', 'UTF-16', 'UTF16'],
  ['utf-16le', 'UTF-16LE'],
  ['latin1', 'ISO-8859-1', 'ISO8859_1', 'latin1', 'l1'],
  ['ascii', 'US-ASCII', 'ASCII', 'ISO646-US'],
  ...['2', '3', '4', '5', '6', '7', '8', '13', '15', '16'].map(
    (part) => [`iso-8859-${part}`, `ISO-8859-${part}`] as const,
  ),
  ['windows-1252', 'windows-1252', 'cp1252'],
  ...['1250', '1251', '1253', '1254', '1255', '1256', '1257', '1258'].map(
    (page) => [`windows-${page}`, `windows-${page}`, `cp${page}`] as const,
  ),
  ['koi8-r', 'KOI8-R'],
  ['koi8-u', 'KOI8-U'],
  ['gbk', 'GBK', 'GB2312', 'EUC_CN'],
  ['big5', 'Big5'],
  ['shift_jis', 'Shift_JIS', 'SJIS'],
  ['euc-kr', 'EUC-KR'],
];

/** The charset of a Java name, any case; undefined for one that is not supported. */
export function charsetOf(name: string): Charset | undefined {
  const found = LABELS.find(([, ...names]) => names.some((one) => one.toLowerCase() === name.toLowerCase()));
  if (!found) return undefined;
  const [label, canonical] = found as readonly [string, string];
  switch (label) {
    case 'utf-8':
      return {
        name: canonical,
        decode: (bytes) => Buffer.from(bytes).toString('utf8'),
        encode: (text) => new Uint8Array(Buffer.from(text)),
      };
    case 'latin1':
    case 'ascii':
      return singleByte(canonical, label === 'latin1' ? 0xff : 0x7f);
    case 'windows-1252':
      return windows1252(canonical);
    case 'utf-16be':
      return utf16(canonical, name.toUpperCase() !== 'UTF-16BE', false);
    case 'utf-16le':
      return utf16(canonical, false, true);
    default:
      return tableCharset(canonical, label);
  }
}

export const CHARSET_NAMES: readonly string[] = LABELS.map(([, name]) => name!);

/** Bytes are the first code points; what lies above `limit` is written as `?` and read as U+FFFD. */
const singleByte = (name: string, limit: number): Charset => ({
  name,
  decode: (bytes) => Array.from(bytes, (byte) => (byte > limit ? '\ufffd' : String.fromCharCode(byte))).join(''),
  encode: (text) =>
    Uint8Array.from(Array.from(text), (one) => (one.codePointAt(0)! > limit ? 0x3f : one.codePointAt(0)!)),
});

/** Bytes 0x80 to 0x9f of windows-1252, which not every runtime's decoder knows; U+FFFD where there is none. */
const WINDOWS_1252_HIGH = [...'€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ'];

function windows1252(name: string): Charset {
  const bytes = new Map(WINDOWS_1252_HIGH.map((character, i) => [character, 0x80 + i] as const));
  const toByte = (character: string): number => {
    const code = character.codePointAt(0)!;
    return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : (bytes.get(character) ?? REPLACEMENT);
  };
  return {
    name,
    decode: (input) =>
      Array.from(input, (byte) => WINDOWS_1252_HIGH[byte - 0x80] ?? String.fromCharCode(byte)).join(''),
    encode: (text) => Uint8Array.from(Array.from(text), toByte),
  };
}

/** Java's UTF-16 reads a byte order mark (big-endian without one) and writes one. */
function utf16(name: string, marked: boolean, littleEndian: boolean): Charset {
  return {
    name,
    decode(bytes) {
      const isLittle = marked && bytes[0] === 0xff && bytes[1] === 0xfe ? true : littleEndian;
      const label = isLittle ? 'utf-16le' : 'utf-16be';
      return new TextDecoder(label, { ignoreBOM: !marked }).decode(bytes);
    },
    encode(text) {
      const units = Buffer.from(marked && text !== '' ? `\ufeff${text}` : text, 'utf16le');
      return new Uint8Array(littleEndian ? units : units.swap16());
    },
  };
}

const REPLACEMENT = 0x3f;

/** A charset of one or two bytes a character; its encoder is the decoder turned round, made when it is first used. */
function tableCharset(name: string, label: string): Charset {
  const decoder = new TextDecoder(label);
  let table: ReadonlyMap<string, readonly number[]> | undefined;
  return {
    name,
    decode: (bytes) => decoder.decode(bytes),
    encode(text) {
      table ??= encodeTable(label);
      return Uint8Array.from(Array.from(text).flatMap((character) => table!.get(character) ?? [REPLACEMENT]));
    },
  };
}

function encodeTable(label: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(label, { fatal: true });
  const table = new Map<string, readonly number[]>();
  const tryBytes = (...bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if ([...text].length !== 1 || text === '\ufffd') return false;
      if (!table.has(text)) table.set(text, bytes);
      return true;
    } catch {
      return false;
    }
  };
  // The one byte for the euro in GBK is a newer addition that Java has not.
  const isAdded = (byte: number) => label === 'gbk' && byte === 0x80;
  for (let first = 0; first < 256; first++)
    if (isAdded(first) || !tryBytes(first)) for (let second = 0; second < 256; second++) tryBytes(first, second);
  return table;
}
