/** BIN, HEX and UNHEX: numbers, text and bytes in base 2 and 16. */
import { BYTES, STRING } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction } from '../../define.ts';
import { longOf } from './number-of.ts';

const utf8 = new TextEncoder();

/** 64 bits, a negative number as its two's complement. */
const unsigned = (value: Value): bigint => BigInt.asUintN(64, longOf(value));

export const bin = scalarFunction({
  name: 'BIN',
  category: 'arithmetic',
  summary: 'A whole number in binary; a negative one as 64 bits of its two’s complement.',
  parameters: [{ name: 'number', doc: 'A whole number.', accepts: 'INTEGER' }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({ evaluate: (value: Value) => unsigned(value).toString(2) }),
  examples: [{ sql: 'BIN(5)', result: '101' }],
});

const hexOfBytes = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text.toUpperCase();
};

export const hex = scalarFunction({
  name: 'HEX',
  category: 'arithmetic',
  summary: 'A whole number, or the UTF-8 bytes of text, in upper-case hexadecimal.',
  parameters: [{ name: 'value', doc: 'A whole number or text.', accepts: ['INTEGER', 'CHARACTER'] }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile(call) {
    const { kind } = call.args[0]!.type;
    if (kind === 'CHAR' || kind === 'VARCHAR') return { evaluate: (value: string) => hexOfBytes(utf8.encode(value)) };
    return { evaluate: (value: Value) => unsigned(value).toString(16).toUpperCase() };
  },
  examples: [
    { sql: 'HEX(255)', result: 'FF' },
    { sql: "HEX('hi')", result: '6869' },
  ],
});

const HEX_DIGITS = /^[0-9a-fA-F]*$/;

/** The bytes of hexadecimal digits; of an odd first digit nothing but a zero byte is left, as in Flink. */
function bytesOfHex(text: string): Uint8Array | null {
  if (!HEX_DIGITS.test(text)) return null;
  const bytes = new Uint8Array((text.length + 1) >> 1);
  const odd = text.length & 1;
  for (let i = odd; i < text.length; i += 2) {
    bytes[(i + odd) >> 1] = Number.parseInt(text.slice(i, i + 2), 16);
  }
  return bytes;
}

export const unhex = scalarFunction({
  name: 'UNHEX',
  category: 'arithmetic',
  summary: 'The bytes that hexadecimal digits stand for; NULL for other text.',
  parameters: [{ name: 'text', doc: 'Hexadecimal digits, two a byte.', accepts: STRING }],
  nulls: 'propagate',
  deterministic: true,
  returns: BYTES,
  returnsNull: 'always',
  compile: () => ({ evaluate: bytesOfHex }),
  examples: [
    { sql: "UNHEX('4D7953514C')", result: "x'4d7953514c'" },
    { sql: "UNHEX('1-')", result: 'NULL' },
  ],
});
