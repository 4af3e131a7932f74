/** CAST, CONVERT and TRANSLATE. */
import type { Expression } from '../ast/index.ts';
import { open, parseOne, plainCall, takeName } from './call-parts.ts';
import { parseNumber } from './literals.ts';
import { parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { isTypeKey, parseIntervalType, parseType } from './types.ts';

export function parseCast(p: Parser, start: number, mode: 'CAST' | 'TRY_CAST' | 'SAFE_CAST'): Expression {
  open(p);
  const operand = parseOne(p);
  p.expect('AS');
  const type = p.is('INTERVAL') ? parseIntervalType(p) : parseType(p);
  p.expect(')');
  return { kind: 'cast', mode, operand, type, span: p.spanFrom(start) };
}

export function parseConvert(p: Parser, start: number): Expression {
  open(p);
  if ((isTypeKey(p.key()) && p.key(1) !== 'string') || p.is('INTERVAL')) return parseTypeConversion(p, start);
  const operand = parseOne(p);
  const charsets = [];
  if (p.accept('USING')) charsets.push(parseName(p));
  else {
    p.expect(',');
    charsets.push(parseName(p));
    p.expect(',');
    charsets.push(parseName(p));
  }
  p.expect(')');
  return { kind: 'transcode', function: 'CONVERT', operand, charsets, span: p.spanFrom(start) };
}

function parseTypeConversion(p: Parser, start: number): Expression {
  const type = p.is('INTERVAL') ? parseIntervalType(p) : parseType(p);
  p.expect(',');
  const operand = parseOne(p);
  const style = p.accept(',') ? parseStyle(p) : undefined;
  p.expect(')');
  return { kind: 'convert', type, operand, ...defined({ style }), span: p.spanFrom(start) };
}

function parseStyle(p: Parser): Expression {
  const start = p.start;
  return p.accept('NULL') ? { kind: 'null', span: p.spanFrom(start) } : parseNumber(p);
}

export function parseTranslate(p: Parser, start: number): Expression {
  const name = takeName(p);
  p.expect('(');
  const args = [parseOne(p)];
  if (p.accept('USING')) {
    const charsets = [parseName(p)];
    p.expect(')');
    return { kind: 'transcode', function: 'TRANSLATE', operand: args[0]!, charsets, span: p.spanFrom(start) };
  }
  while (p.accept(',')) args.push(parseOne(p));
  p.expect(')');
  return plainCall(p, start, name, args);
}
