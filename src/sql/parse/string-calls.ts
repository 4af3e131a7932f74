/** TRIM, SUBSTRING, OVERLAY, POSITION. */
import type { Expression, Trim } from '../ast/index.ts';
import { open, parseOne, plainCall, takeName } from './call-parts.ts';
import { parseOperand } from './operands.ts';
import { defined, type Parser } from './parser.ts';

export function parsePosition(p: Parser, start: number): Expression {
  open(p);
  const needle = parseOperand(p, 'sub-query');
  p.expect('IN');
  const haystack = parseOne(p);
  const from = p.accept('FROM') ? parseOne(p) : undefined;
  p.expect(')');
  return { kind: 'position', needle, haystack, ...defined({ from }), span: p.spanFrom(start) };
}

export function parseOverlay(p: Parser, start: number): Expression {
  open(p);
  const operand = parseOne(p);
  p.expect('PLACING');
  const placing = parseOne(p);
  p.expect('FROM');
  const from = parseOne(p);
  const length = p.accept('FOR') ? parseOne(p) : undefined;
  p.expect(')');
  return { kind: 'overlay', operand, placing, from, ...defined({ length }), span: p.spanFrom(start) };
}

export function parseSubstring(p: Parser, start: number): Expression {
  open(p);
  const operand = parseOne(p);
  p.expectOneOf(['FROM', ',']);
  const from = parseOne(p);
  const length = p.acceptOneOf(['FOR', ',']) ? parseOne(p) : undefined;
  p.expect(')');
  return { kind: 'substring', operand, from, ...defined({ length }), span: p.spanFrom(start) };
}

export function parseTrim(p: Parser, start: number): Trim {
  open(p);
  if (p.isOneOf(['BOTH', 'TRAILING', 'LEADING'])) p.lookAhead(2);
  const side = p.acceptOneOf(['BOTH', 'TRAILING', 'LEADING'] as const);
  const first = p.is('FROM') && side ? undefined : parseOne(p);
  const from = p.accept('FROM');
  const operand = from ? parseOne(p) : first;
  p.expect(')');
  const characters = from ? first : undefined;
  return { kind: 'trim', side: side ?? 'BOTH', ...defined({ characters }), operand: operand!, span: p.spanFrom(start) };
}

export function parseContainsSubstring(p: Parser, start: number): Expression {
  const name = takeName(p);
  p.expect('(');
  const args = [parseOne(p)];
  p.expect(',');
  args.push(parseOne(p));
  if (p.accept(',')) args.push(parseJsonScope(p));
  p.expect(')');
  return plainCall(p, start, name, args);
}

function parseJsonScope(p: Parser): Expression {
  const start = p.start;
  if (!p.is('JSON_SCOPE')) p.fail();
  const [name] = takeName(p).parts;
  p.expect('=>');
  const value = parseOne(p);
  return { kind: 'named-argument', name: name!, value, span: p.spanFrom(start) };
}
