/** How a materialized table is kept fresh: START_MODE, FRESHNESS, REFRESH_MODE. */
import type { CreateMaterializedTable, Expression, StartMode } from '../ast/index.ts';
import { parseTimestamp as timestampOf } from '../types/parse-temporal.ts';
import { parseExpression } from './expressions.ts';
import { tryPlainLiteral } from './literals.ts';
import { defined, type Parser } from './parser.ts';

export function parseRefresh(p: Parser): Pick<CreateMaterializedTable, 'freshness' | 'refreshMode' | 'startMode'> {
  const startMode = p.is('START_MODE') ? parseStartMode(p) : undefined;
  const freshness = p.is('FRESHNESS') ? parseFreshness(p) : undefined;
  const refreshMode = p.is('REFRESH_MODE') ? parseRefreshMode(p) : undefined;
  return defined({ startMode, freshness, refreshMode });
}

/** `FRESHNESS = INTERVAL '1' HOUR`. */
export function parseFreshness(p: Parser): NonNullable<CreateMaterializedTable['freshness']> {
  p.expect('FRESHNESS', '=');
  const freshness = parseExpression(p, 'non-query');
  if (freshness.kind === 'interval') return freshness;
  return p.failAt({ start: p.last.start, end: p.last.end }, "expected an interval such as INTERVAL '1' HOUR");
}

export function parseRefreshMode(p: Parser): 'FULL' | 'CONTINUOUS' {
  p.expect('REFRESH_MODE', '=');
  return p.expectOneOf(['FULL', 'CONTINUOUS'] as const);
}

const PLAIN_START_MODES = ['FROM_BEGINNING', 'FROM_NOW', 'RESUME_OR_FROM_BEGINNING', 'RESUME_OR_FROM_NOW'];
const TIMED_START_MODES = ['FROM_TIMESTAMP', 'RESUME_OR_FROM_TIMESTAMP'];

function parseTimestamp(p: Parser): Expression {
  const literal = p.is('TIMESTAMP') ? tryPlainLiteral(p) : undefined;
  if (literal?.kind !== 'datetime') return p.fail("a literal such as TIMESTAMP '2024-01-01 00:00:00'");
  return timestampOf(literal.text, 9) === undefined
    ? p.failAt(literal.span, `'${literal.text}' is no timestamp`, "write TIMESTAMP '2024-01-01 00:00:00'")
    : literal;
}

function parseSpan(p: Parser): Expression {
  const span = parseExpression(p, 'non-query');
  if (span.kind === 'interval') return span;
  return p.failAt({ start: p.last.start, end: p.last.end }, "expected an interval such as INTERVAL '1' DAY");
}

/** `START_MODE = FROM_NOW(INTERVAL '1' DAY)`. */
function parseStartMode(p: Parser): StartMode {
  const start = p.start;
  p.expect('START_MODE', '=');
  const mode = p.expectOneOf([...PLAIN_START_MODES, ...TIMED_START_MODES]);
  const timed = TIMED_START_MODES.includes(mode);
  if (!timed && !(mode.endsWith('FROM_NOW') && p.is('('))) return { kind: 'start-mode', mode, span: p.spanFrom(start) };
  p.expect('(');
  const argument = timed ? parseTimestamp(p) : parseSpan(p);
  p.expect(')');
  return { kind: 'start-mode', mode, argument, span: p.spanFrom(start) };
}
