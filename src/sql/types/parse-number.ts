/** Reads numbers and booleans from text as CAST does (Flink's BinaryStringDataUtil, Java's parseDouble); a string is the reason of a failure. */

const LONG_BITS = 64;
const DIGIT_0 = 48;
const DIGIT_9 = 57;

/** Java's String.trim: everything up to the blank counts as white space. */
export const javaTrim = (text: string): string => text.replace(/^[\0- ]+|[\0- ]+$/g, '');

/** Flink trims blanks only. */
const trimBlanks = (text: string): string => text.replace(/^ +| +$/g, '');

const isDigits = (text: string, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code < DIGIT_0 || code > DIGIT_9) return false;
  }
  return true;
};

/** Where the digits of an integer stand in the text: a sign before, a fraction behind that is checked and dropped. */
function integerBounds(text: string): { from: number; to: number } | string {
  if (text.length === 0) return 'the text is empty';
  const from = text[0] === '-' || text[0] === '+' ? 1 : 0;
  if (from === text.length) return 'there is only a sign';
  const point = text.indexOf('.', from);
  const to = point < 0 ? text.length : point;
  if (!isDigits(text, from, to) || !isDigits(text, to + 1, text.length)) return 'it is not a whole number';
  return { from, to };
}

/** ` 42 `, `+7`, `4.7` (4) as an integer within `min` and `max`. */
export function parseInteger(input: string, min: number, max: number): number | string {
  const text = trimBlanks(input);
  const bounds = integerBounds(text);
  if (typeof bounds === 'string') return bounds;
  const digits = text.slice(bounds.from, bounds.to);
  const value = text[0] === '-' ? -Number(digits) : Number(digits);
  return value < min || value > max ? 'it is out of range' : value + 0;
}

/** The same for BIGINT. */
export function parseLong(input: string): bigint | string {
  const text = trimBlanks(input);
  const bounds = integerBounds(text);
  if (typeof bounds === 'string') return bounds;
  const digits = text.slice(bounds.from, bounds.to);
  // No text of that many digits fits, unless they are leading zeros.
  if (digits.length > 19 && digits.replace(/^0+/, '').length > 19) return 'it is out of range';
  const size = BigInt(digits === '' ? '0' : digits);
  const value = text[0] === '-' ? -size : size;
  return BigInt.asIntN(LONG_BITS, value) === value ? value : 'it is out of range';
}

const DECIMAL_FLOAT = /^([+-]?)(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?$/;
const HEX_FLOAT = /^([+-]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([+-]?\d+)[fFdD]?$/;

/** Java's hexadecimal form `0x1.8p3`. */
function parseHexFloat(text: string): number | undefined {
  const found = HEX_FLOAT.exec(text);
  if (found === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent] = found;
  if (whole + fraction === '') return undefined;
  const value = Number(`0x${whole}${fraction}`) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}

/** A double from what Java's Double.parseDouble reads; undefined for other text. */
export function parseDouble(input: string): number | undefined {
  const text = javaTrim(input);
  if (DECIMAL_FLOAT.test(text)) return Number(text.replace(/[fFdD]$/, ''));
  switch (text) {
    case 'NaN':
    case '+NaN':
    case '-NaN':
      return Number.NaN;
    case 'Infinity':
    case '+Infinity':
      return Number.POSITIVE_INFINITY;
    case '-Infinity':
      return Number.NEGATIVE_INFINITY;
    default:
      return parseHexFloat(text);
  }
}

const TRUE_TEXTS: ReadonlySet<string> = new Set(['t', 'true', 'y', 'yes', '1']);
const FALSE_TEXTS: ReadonlySet<string> = new Set(['f', 'false', 'n', 'no', '0']);

/** `t`, `true`, `y`, `yes`, `1` and their opposites, in any case; undefined for other text. */
export function parseBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (TRUE_TEXTS.has(lower)) return true;
  return FALSE_TEXTS.has(lower) ? false : undefined;
}
