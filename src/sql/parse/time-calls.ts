/** EXTRACT, FLOOR and CEIL, TIMESTAMPADD and the other functions that name a unit of time. */
import type { Expression, TimestampArithmetic } from '../ast/index.ts';
import { open, parseOne, plainCall, takeName } from './call-parts.ts';
import { atTimeUnit, parseTimeUnit } from './intervals.ts';
import type { Parser } from './parser.ts';
import { parseOver } from './windows.ts';

export function parseExtract(p: Parser, start: number): Expression {
  open(p);
  const unit = parseTimeUnit(p);
  p.expect('FROM');
  const operand = parseOne(p);
  p.expect(')');
  return { kind: 'extract', unit, operand, span: p.spanFrom(start) };
}

/** `FLOOR(x)` is a call like any other, `FLOOR(x TO DAY)` is not. */
export function parseRounding(p: Parser, start: number, direction: 'FLOOR' | 'CEIL'): Expression {
  const name = takeName(p);
  p.expect('(');
  const operand = parseOne(p);
  const unit = p.accept('TO') ? parseTimeUnit(p) : undefined;
  p.expect(')');
  if (unit) return { kind: 'round-to', direction, operand, unit, span: p.spanFrom(start) };
  const call = plainCall(p, start, name, [operand]);
  return p.is('OVER') ? { ...call, over: parseOver(p), span: p.spanFrom(start) } : call;
}

/** `TIMESTAMPADD(unit, a, b)`. */
export function parseUnitFirst(p: Parser, start: number): Expression {
  const name = p.key() as TimestampArithmetic['function'];
  open(p);
  const unit = parseTimeUnit(p);
  p.expect(',');
  const args = [parseOne(p)];
  p.expect(',');
  args.push(parseOne(p));
  p.expect(')');
  return { kind: 'timestamp-arithmetic', function: name, unit, args, span: p.spanFrom(start) };
}

/** `DATE_DIFF(a, b, unit)`, `TIME_TRUNC(a, unit)`. */
export function parseUnitLast(p: Parser, start: number, count: number): Expression {
  const name = p.key() as TimestampArithmetic['function'];
  open(p);
  const args: Expression[] = [];
  for (let i = 0; i < count; i += 1) {
    args.push(parseOne(p));
    p.expect(',');
  }
  const unit = parseTimeUnit(p);
  p.expect(')');
  return { kind: 'timestamp-arithmetic', function: name, unit, args, span: p.spanFrom(start) };
}

/** The unit of DATE_TRUNC may be an expression too. */
export function parseDateTrunc(p: Parser, start: number): Expression {
  const name = takeName(p);
  p.expect('(');
  const args = [parseOne(p)];
  p.expect(',');
  const unit = atTimeUnit(p) ? parseTimeUnit(p) : undefined;
  if (!unit) args.push(parseOne(p));
  p.expect(')');
  if (!unit) return plainCall(p, start, name, args);
  return { kind: 'timestamp-arithmetic', function: 'DATE_TRUNC', unit, args, span: p.spanFrom(start) };
}
