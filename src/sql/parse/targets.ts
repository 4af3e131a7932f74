/** A table's name with its hints and columns, and how columns are told from the arguments of a function. */
import type { ExtendColumn, Identifier, TableName } from '../ast/index.ts';
import { parseHints } from './hints.ts';
import { commaList, isNameToken, parseIdentifier } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { hasOwnSyntax, isReservedFunction } from './special-calls.ts';
import { isTypeKey, parseType } from './types.ts';

/** Flink tells arguments from columns by a few tokens, in which it does not know calls, and few queries. */
export function checkFirstArgument(p: Parser): void {
  const first = p.peek(1);
  const named = isNameToken(first) || isReservedFunction(first.key);
  const calls = named && p.key(2) === '(' && !hasOwnSyntax(first.key);
  const at = calls && isNameToken(first) ? p.peek(2) : first;
  const refused =
    calls ||
    (first.key === 'CASE' && p.key(2) === 'WHEN') ||
    (first.key === 'TABLE' && p.strict && !isNameToken(p.peek(2))) ||
    (first.key === 'SELECT' && p.key(3) !== ')' && p.key(2) !== '/*+');
  if (refused)
    p.refuse(
      { start: at.start, end: at.end },
      'Flink does not take this as the first argument of a table function',
      'give it in parentheses, or by its name: argument => value',
    );
}

/** Hints and columns behind a table's name; INSERT, UPDATE and DELETE have them too. */
export function parseTarget(p: Parser, name: Identifier, onlyColumns = false): TableName {
  const hints = parseHints(p);
  const extend = p.is('EXTEND') || atExtendColumn(p) || (onlyColumns && p.is('(')) ? parseExtend(p) : undefined;
  return { kind: 'table-name', name, hints, ...defined({ extend }), span: p.spanFrom(name.span.start) };
}

/** `(a INT`: a column with its type, not an argument; `MODEL m` is one. Its name ends before token `most`. */
export function atExtendColumn(p: Parser, most = Number.POSITIVE_INFINITY): boolean {
  if (p.key() !== '(' || p.key(1) === 'MODEL') return false;
  let ahead = 2;
  while (p.key(ahead) === '.' && isNameToken(p.peek(ahead + 1))) ahead += 2;
  if (ahead > most) return false;
  return isNameToken(p.peek(1)) && (isTypeKey(p.key(ahead)) || isNameToken(p.peek(ahead)));
}

function parseExtend(p: Parser): ExtendColumn[] {
  p.accept('EXTEND');
  p.expect('(');
  const columns = commaList(p, () => parseExtendColumn(p));
  p.expect(')');
  return columns;
}

export function parseExtendColumn(p: Parser): ExtendColumn {
  const start = p.start;
  const name = parseIdentifier(p, 'a column');
  const type = parseType(p);
  const nullable = p.accept('NOT', 'NULL') ? false : undefined;
  return { kind: 'extend-column', name, type: { ...type, ...defined({ nullable }) }, span: p.spanFrom(start) };
}
