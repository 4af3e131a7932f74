/** The pieces that calls with a syntax of their own are made of. */
import type { Call, Expression, Identifier } from '../ast/index.ts';
import { parseExpression } from './expressions.ts';
import { identifierOf } from './names.ts';
import type { Parser } from './parser.ts';

/** The word in front of the parenthesis as the name of an ordinary call. */
export function takeName(p: Parser): Identifier {
  const token = p.advance();
  return identifierOf([{ name: p.textOf(token), quoted: false, span: { start: token.start, end: token.end } }]);
}

export const parseOne = (p: Parser): Expression => parseExpression(p, 'sub-query');

export const plainCall = (p: Parser, start: number, name: Identifier, args: readonly Expression[]): Call => ({
  kind: 'call',
  name,
  args,
  star: false,
  orderBy: [],
  span: p.spanFrom(start),
});

/** Behind the name and the parenthesis. */
export function open(p: Parser): void {
  p.advance();
  p.expect('(');
}
