/** MATCH_RECOGNIZE. */
import type { AfterMatch, MatchRecognize, Pattern, PatternRepeat } from '../index.ts';
import { printExpression } from './expressions.ts';
import { printLiteral } from './operands.ts';
import { printOrder } from './queries.ts';
import { printTable } from './tables.ts';
import { list, parenthesised, printName, words } from './text.ts';

export function printMatch(match: MatchRecognize): string {
  const clauses = words(
    match.partitionBy.length > 0 && `PARTITION BY ${list(match.partitionBy, printExpression)}`,
    match.orderBy.length > 0 && printOrder(match.orderBy),
    match.measures.length > 0 &&
      `MEASURES ${list(match.measures, (measure) => `${printExpression(measure.expression)} AS ${printName(measure.alias)}`)}`,
    match.rowsPerMatch && (match.rowsPerMatch === 'ONE' ? 'ONE ROW PER MATCH' : 'ALL ROWS PER MATCH'),
    match.after && `AFTER MATCH SKIP ${printSkip(match.after)}`,
    `PATTERN (${words(match.strictStart && '^', printPattern(match.pattern), match.strictEnd && '$')})`,
    match.within && `WITHIN ${printLiteral(match.within)}`,
    match.subsets.length > 0 &&
      `SUBSET ${list(match.subsets, ({ name, variables }) => `${printName(name)} = ${parenthesised(variables, printExpression)}`)}`,
    `DEFINE ${list(match.define, ({ name, condition }) => `${printName(name)} AS ${printExpression(condition)}`)}`,
  );
  return `${printTable(match.table)} MATCH_RECOGNIZE (${clauses})`;
}

function printSkip({ to }: AfterMatch): string {
  if (to === 'PAST LAST ROW') return to;
  if (to === 'NEXT ROW') return 'TO NEXT ROW';
  return words('TO', to.position !== 'ANY' && to.position, printName(to.variable));
}

function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'pattern-variable':
      return printName(pattern.name);
    case 'pattern-sequence':
      return `${printFactor(pattern.left, 1)} ${printFactor(pattern.right, 2)}`;
    case 'pattern-alternation':
      return `${printPattern(pattern.left)} | ${printFactor(pattern.right, 1)}`;
    case 'pattern-permute':
      return `PERMUTE ${parenthesised(pattern.items, printPattern)}`;
    case 'pattern-exclude':
      return `{- ${printPattern(pattern.pattern)} -}`;
    case 'pattern-repeat':
      return `${printFactor(pattern.pattern, 3)}${printCounts(pattern)}${pattern.reluctant ? '?' : ''}`;
  }
}

const TIGHTNESS: Partial<Record<Pattern['kind'], number>> = {
  'pattern-alternation': 0,
  'pattern-sequence': 1,
  'pattern-repeat': 2,
};

const printFactor = (pattern: Pattern, tightness: number): string =>
  (TIGHTNESS[pattern.kind] ?? 3) < tightness ? `(${printPattern(pattern)})` : printPattern(pattern);

function printCounts({ min, max }: PatternRepeat): string {
  if (max === undefined) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}
