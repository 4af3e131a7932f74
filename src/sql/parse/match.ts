/** MATCH_RECOGNIZE. */
import type {
  AfterMatch,
  MatchRecognize,
  Measure,
  Pattern,
  PatternDefinition,
  Subset,
  TableRef,
} from '../ast/index.ts';
import { joinSpans } from '../diagnostics/span.ts';
import { parseExpression } from './expressions.ts';
import { parseIntervalLiteral } from './intervals.ts';
import { parseUnsignedInt } from './literals.ts';
import { atName, commaList, isNameToken, openCommaList, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseOrderBy } from './queries.ts';
import { parsePartition } from './windows.ts';

export function parseMatchRecognize(p: Parser, table: TableRef): MatchRecognize {
  p.lookAhead(3);
  p.expect('MATCH_RECOGNIZE', '(');
  const partitionBy = p.accept('PARTITION') ? parsePartition(p) : [];
  const orderBy = p.is('ORDER') ? parseOrderBy(p) : [];
  const measures = p.accept('MEASURES') ? commaList(p, () => parseMeasure(p)) : [];
  const rowsPerMatch = parseRowsPerMatch(p);
  const after = p.is('AFTER') ? parseAfter(p) : undefined;
  const patterns = parsePatternClause(p);
  const within = p.accept('WITHIN') ? parseIntervalLiteral(p) : undefined;
  const subsets = p.accept('SUBSET') ? commaList(p, () => parseSubset(p)) : [];
  p.expect('DEFINE');
  const define = commaList(p, () => parseDefinition(p));
  p.expect(')');
  const optional = defined({ rowsPerMatch, after, within });
  return {
    kind: 'match-recognize',
    table,
    partitionBy,
    orderBy,
    measures,
    ...patterns,
    subsets,
    define,
    ...optional,
    span: p.spanFrom(table.span.start),
  };
}

function parseMeasure(p: Parser): Measure {
  const start = p.start;
  const expression = parseExpression(p, 'non-query');
  p.expect('AS');
  const alias = parseName(p, 'an alias');
  return { kind: 'measure', expression, alias, span: p.spanFrom(start) };
}

function parseRowsPerMatch(p: Parser): MatchRecognize['rowsPerMatch'] {
  if (p.accept('ONE')) {
    p.expect('ROW', 'PER', 'MATCH');
    return 'ONE';
  }
  if (!p.accept('ALL')) return undefined;
  p.expect('ROWS', 'PER', 'MATCH');
  return 'ALL';
}

function parseAfter(p: Parser): AfterMatch {
  const start = p.start;
  p.expect('AFTER', 'MATCH', 'SKIP');
  const to = parseSkip(p);
  return { kind: 'after-match', to, span: p.spanFrom(start) };
}

function parseSkip(p: Parser): AfterMatch['to'] {
  if (p.accept('PAST')) {
    p.expect('LAST', 'ROW');
    return 'PAST LAST ROW';
  }
  p.expect('TO');
  if (p.accept('NEXT', 'ROW')) return 'NEXT ROW';
  const named = isNameToken(p.peek(1)) ? p.acceptOneOf(['FIRST', 'LAST'] as const) : undefined;
  return { position: named ?? 'ANY', variable: parseName(p, 'a pattern variable') };
}

function parsePatternClause(p: Parser): Pick<MatchRecognize, 'pattern' | 'strictStart' | 'strictEnd'> {
  p.expect('PATTERN', '(');
  const strictStart = p.accept('^');
  const pattern = parseAlternation(p);
  const strictEnd = p.accept('$');
  p.expect(')');
  return { strictStart, pattern, strictEnd };
}

function parseAlternation(p: Parser): Pattern {
  let left = parseSequence(p);
  while (p.accept('|')) {
    const right = parseSequence(p);
    left = { kind: 'pattern-alternation', left, right, span: joinSpans(left.span, right.span) };
  }
  return left;
}

function parseSequence(p: Parser): Pattern {
  let left = parseRepeat(p);
  while (atPattern(p)) {
    const right = parseRepeat(p);
    left = { kind: 'pattern-sequence', left, right, span: joinSpans(left.span, right.span) };
  }
  return left;
}

const atPattern = (p: Parser): boolean => atName(p) || p.is('(') || p.is('{') || p.is('PERMUTE');

function parseRepeat(p: Parser): Pattern {
  const pattern = parsePrimary(p);
  if (p.is('{', '-')) return pattern;
  const counts = parseCounts(p);
  if (!counts) return pattern;
  const reluctant = p.accept('?') && counts.min !== counts.max;
  return { kind: 'pattern-repeat', pattern, ...counts, reluctant, span: p.spanFrom(pattern.span.start) };
}

function parseCounts(p: Parser): { min: number; max?: number } | undefined {
  if (p.accept('*')) return { min: 0 };
  if (p.accept('+')) return { min: 1 };
  if (p.accept('?')) return { min: 0, max: 1 };
  if (!p.accept('{')) return undefined;
  const open = p.is(',');
  const min = open ? 0 : parseUnsignedInt(p);
  if (!p.accept(',')) {
    p.expect('}');
    return { min, max: min };
  }
  const max = !open && p.is('}') ? undefined : parseUnsignedInt(p);
  p.expect('}');
  return { min, ...defined({ max }) };
}

function parsePrimary(p: Parser): Pattern {
  const start = p.start;
  if (p.accept('(')) {
    const inner = parseAlternation(p);
    p.expect(')');
    return inner;
  }
  if (p.accept('{')) {
    p.expect('-');
    const pattern = parseAlternation(p);
    p.expect('-', '}');
    return { kind: 'pattern-exclude', pattern, span: p.spanFrom(start) };
  }
  if (p.accept('PERMUTE')) {
    p.expect('(');
    const items = commaList(p, () => parseAlternation(p));
    p.expect(')');
    return { kind: 'pattern-permute', items, span: p.spanFrom(start) };
  }
  const name = parseName(p, 'a pattern variable');
  return { kind: 'pattern-variable', name, span: name.span };
}

function parseSubset(p: Parser): Subset {
  const start = p.start;
  const name = parseName(p, 'a pattern variable');
  p.expect('=');
  p.expect('(');
  const variables = openCommaList(p, (first) => parseExpression(p, first ? 'non-query' : 'sub-query'));
  p.expect(')');
  return { kind: 'subset', name, variables, span: p.spanFrom(start) };
}

function parseDefinition(p: Parser): PatternDefinition {
  const start = p.start;
  const name = parseName(p, 'a pattern variable');
  p.expect('AS');
  const condition = parseExpression(p, 'sub-query');
  return { kind: 'pattern-definition', name, condition, span: p.spanFrom(start) };
}
