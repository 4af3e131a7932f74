import { doubleText } from '../../../sql/types/float-text.ts';
import { isArray, isNumber, type JsonNode, type JsonObject } from './tree.ts';

/** A string with its quotes as Jackson writes it: control characters as `\n` or `\u001F`, everything else as it is. */
export function quoteJson(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.includes('\\u') ? quoted.replace(/\\(\\|u[0-9a-f]{4})/g, upperCaseDigits) : quoted;
}

const upperCaseDigits = (_whole: string, behind: string) =>
  behind === '\\' ? '\\\\' : `\\u${behind.slice(1).toUpperCase()}`;

/**
 * A node as JsonNode.toString writes it: no space, a repeated key once with its last value, fractions as doubles
 * (`1e2` is `100.0`) or, with `exact`, as BigDecimals without trailing zeros (`1E+2`), which Flink uses when the schema has a DECIMAL.
 */
export function nodeText(node: JsonNode, exact: boolean): string {
  if (node === null || typeof node === 'boolean') return String(node);
  if (typeof node === 'string') return quoteJson(node);
  if (isNumber(node)) return numberText(node.number, exact);
  if (isArray(node)) return `[${node.elements.map((element) => nodeText(element, exact)).join(',')}]`;
  const entries = [...lastEntries(node)].map(([key, value]) => `${quoteJson(key)}:${nodeText(value, exact)}`);
  return `{${entries.join(',')}}`;
}

/** The entries of an object, a repeated key where it stood first with its last value. */
export const lastEntries = (node: JsonObject): ReadonlyMap<string, JsonNode> => new Map(node.entries);

function numberText(text: string, exact: boolean): string {
  if (/^-?\d+$/.test(text)) return text === '-0' ? '0' : text;
  return exact ? strippedDecimal(text) : doubleText(Number(text));
}

/** BigDecimal.toString of the number without trailing zeros. */
export function strippedDecimal(text: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const digits = (whole! + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const scale = fraction.length - Number(exponent) - (digits.length - significant.length);
  return `${sign}${scientific(significant, scale)}`;
}

/** The rule of BigDecimal.toString for digits × 10^-scale. */
function scientific(digits: string, scale: number): string {
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, '0');
    return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits[0]}${fraction}E${exponent > 0 ? '+' : ''}${exponent}`;
}
