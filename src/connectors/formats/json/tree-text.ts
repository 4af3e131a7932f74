import { doubleText } from '../../../sql/types/float-text.ts';
import { scientificText } from '../java-number.ts';
import { isArray, isNumber, type JsonNode, type JsonObject } from './tree.ts';

/** A string with its quotes as Jackson writes it: control characters as `\n` or `\u001F`, everything else as it is. */
export function quoteJson(text: string): string {
  const quoted = JSON.stringify(text);
  return quoted.includes('\\u') ? quoted.replace(/\\(\\|u[0-9a-f]{4})/g, upperCaseDigits) : quoted;
}

const upperCaseDigits = (_whole: string, behind: string) =>
  behind === '\\' ? '\\\\' : `\\u${behind.slice(1).toUpperCase()}`;

const SURROGATES = /[\ud800-\udfff]/g;

/** A string in a record: characters outside the basic plane are escaped, as Jackson writes them to UTF-8. */
export const quoteForRecord = (text: string): string =>
  quoteJson(text).replace(SURROGATES, (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase()}`);

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
function strippedDecimal(text: string): string {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const digits = (whole! + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const scale = fraction.length - Number(exponent) - (digits.length - significant.length);
  return `${sign}${scientificText(significant, scale)}`;
}
