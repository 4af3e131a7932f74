/** Literals: numbers, strings, binary, booleans, NULL, dates and times. */
import type { BinaryLiteral, DateTimeLiteral, Expression, Literal, NumberLiteral } from '../ast/index.ts';
import { parseIntervalLiteral } from './intervals.ts';
import type { Parser } from './parser.ts';
import { atString, parseContinuation, parseSimpleString, parseString } from './strings.ts';
import type { Token } from './token.ts';

const NUMBER_KEYS = ['integer', 'decimal', 'approximate'] as const;

/** Unsigned, or `DECIMAL '1.5'`. */
export function parseNumber(p: Parser): NumberLiteral {
  const start = p.start;
  if (p.accept('DECIMAL')) {
    const string = parseSimpleString(p);
    const text = string.value.trim();
    if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text))
      p.failAt(string.span, `expected a number, found '${text}'`);
    return { kind: 'number', form: 'decimal', text, span: p.spanFrom(start) };
  }
  const form = p.acceptOneOf(NUMBER_KEYS) ?? p.fail('a number');
  return { kind: 'number', form, text: p.textOf(p.last), span: p.spanFrom(start) };
}

export const atNumber = (p: Parser): boolean => p.isOneOf(NUMBER_KEYS) || p.is('DECIMAL', 'string');

/** A number with an optional sign; the sign becomes part of the literal. */
export function parseSignedNumber(p: Parser): NumberLiteral {
  const start = p.start;
  const sign = p.acceptOneOf(['+', '-']);
  const number = parseNumber(p);
  if (!sign) return number;
  return { ...number, text: sign === '-' ? `-${number.text}` : number.text, span: p.spanFrom(start) };
}

/** A whole number with an optional sign, of the size that an `int` of Java holds. */
export function parseSignedInt(p: Parser): NumberLiteral {
  const start = p.start;
  const sign = p.acceptOneOf(['+', '-']);
  const value = parseUnsignedInt(p);
  return { kind: 'number', form: 'integer', text: `${sign === '-' ? '-' : ''}${value}`, span: p.spanFrom(start) };
}

/** What an `int` of Java holds: precisions and the like. */
export function parseUnsignedInt(p: Parser): number {
  const token = p.is('integer') ? p.advance() : p.fail('a whole number');
  const value = Number(p.textOf(token));
  if (value > 2147483647) p.failAt(token, 'the number is too large here');
  return value;
}

export function parseBinary(p: Parser): BinaryLiteral {
  const start = p.start;
  const token = p.expectClass('binary');
  checkHex(p, token, digitsOf(p.textOf(token)));
  const { parts, sameLine } = parseContinuation(p, token, (part) => checkHex(p, part, p.textOf(part).slice(1, -1)));
  const hex = digitsOf(p.textOf(token)) + parts.map((part) => part.slice(1, -1)).join('');
  return { kind: 'binary-literal', hex, ...sameLine, span: p.spanFrom(start) };
}

/** Flink cuts any number of X and quotes off both ends. */
const digitsOf = (literal: string): string => literal.replace(/^[xX']+|[xX']+$/g, '');

function checkHex(p: Parser, token: Token, digits: string): void {
  if (/[^0-9a-fA-F]/.test(digits))
    p.failAt({ start: token.start, end: token.end }, 'a binary literal consists of hexadecimal digits only');
}

/** `undefined` when no literal other than an interval stands here. */
export function tryPlainLiteral(p: Parser): Literal | undefined {
  if (atNumber(p)) return parseNumber(p);
  if (atString(p)) return parseString(p);
  if (p.is('binary')) return parseBinary(p);
  const start = p.start;
  if (p.accept('NULL')) return { kind: 'null', span: p.spanFrom(start) };
  const word = p.acceptOneOf(['TRUE', 'FALSE', 'UNKNOWN']);
  if (word) return { kind: 'boolean', value: word === 'UNKNOWN' ? null : word === 'TRUE', span: p.spanFrom(start) };
  return tryDateTime(p);
}

/** A literal alone, as partitions and options have it. */
export function parseLiteral(p: Parser): Expression {
  if (p.is('+') || p.is('-')) return parseSignedNumber(p);
  if (p.is('INTERVAL')) return parseIntervalLiteral(p);
  if (p.is('DECIMAL')) return parseNumber(p);
  return tryPlainLiteral(p) ?? failLiteral(p);
}

function failLiteral(p: Parser): never {
  if (!p.acceptOneOf(['DATE', 'TIME', 'TIMESTAMP', 'DATETIME'])) p.fail('a literal');
  return p.fail('a string');
}

const JDBC = { '{d': 'DATE', '{t': 'TIME', '{ts': 'TIMESTAMP' } as const;

function tryDateTime(p: Parser): DateTimeLiteral | undefined {
  const start = p.start;
  const brace = p.acceptOneOf(['{d', '{t', '{ts'] as const);
  if (brace) {
    const text = parseSimpleString(p).value;
    p.expect('}');
    return { kind: 'datetime', type: JDBC[brace], text, span: p.spanFrom(start) };
  }
  const type = dateTimePrefix(p);
  if (!type) return undefined;
  return { kind: 'datetime', type, text: parseSimpleString(p).value, span: p.spanFrom(start) };
}

/** Takes the words before the string, if a date or time literal begins here. */
function dateTimePrefix(p: Parser): DateTimeLiteral['type'] | undefined {
  for (const type of ['DATE', 'TIME', 'TIMESTAMP', 'DATETIME'] as const) {
    if (!p.is(type)) continue;
    if (p.key(1) === 'string') {
      p.advance();
      return type;
    }
    if (!p.accept('TIMESTAMP', 'WITH')) return undefined;
    p.expect('LOCAL', 'TIME', 'ZONE');
    return 'TIMESTAMP_LTZ';
  }
  return undefined;
}
