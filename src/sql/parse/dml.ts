/** INSERT, UPDATE, DELETE, TRUNCATE, statement sets, and the statements around them. */
import type {
  Assignment,
  CompilePlan,
  Delete,
  Execute,
  Explain,
  ExplainDetail,
  Identifier,
  Insert,
  PlanStatement,
  StatementSet,
  Update,
} from '../ast/index.ts';
import { parsePartitionSpec } from './columns.ts';
import { parseCreate, parseReplaceTable } from './create.ts';
import { parseExpression } from './expressions.ts';
import { atName, commaList, identifierOf, isNameToken, parseIdentifier, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseQuery } from './queries.ts';
import { parseString } from './strings.ts';
import { parseTarget } from './targets.ts';

export function parseInsert(p: Parser): Insert {
  const start = p.start;
  const upsert = p.expectOneOf(['INSERT', 'UPSERT']) === 'UPSERT';
  const overwrite = p.expectOneOf(['INTO', 'OVERWRITE']) === 'OVERWRITE';
  if (upsert && overwrite) p.failAt({ start: p.last.start, end: p.last.end }, 'OVERWRITE goes with INSERT only');
  const { name, hints, extend } = parseTarget(p, parseIdentifier(p, 'a table'));
  const partition = p.accept('PARTITION') ? parsePartitionSpec(p) : undefined;
  const columns = atColumnList(p) ? parseColumnList(p) : undefined;
  const query = parseQuery(p);
  const onConflict = p.accept('ON', 'CONFLICT') ? parseConflict(p) : undefined;
  return {
    kind: 'insert',
    upsert,
    overwrite,
    table: name,
    hints,
    ...defined({ extend, partition, columns }),
    query,
    ...defined({ onConflict }),
    span: p.spanFrom(start),
  };
}

/** `(a, b.c)`: names, where `((SELECT …))` and `(SELECT …)` are the query. */
const atColumnList = (p: Parser): boolean => p.key() === '(' && (isNameToken(p.peek(1)) || p.takesReserved(p.peek(1)));

function parseColumnList(p: Parser): Identifier[] {
  p.expect('(');
  const columns = commaList(p, () => parseIdentifier(p, 'a column'));
  p.expect(')');
  return columns;
}

function parseConflict(p: Parser): Insert['onConflict'] {
  p.expect('DO');
  return p.expectOneOf(['ERROR', 'NOTHING', 'DEDUPLICATE'] as const);
}

export function parseUpdate(p: Parser): Update {
  const start = p.start;
  p.expect('UPDATE');
  const { name, hints, extend } = parseTarget(p, parseIdentifier(p, 'a table'), true);
  const alias = parseOptionalAlias(p);
  p.expect('SET');
  const assignments = commaList(p, () => parseAssignment(p));
  const where = p.accept('WHERE') ? parseExpression(p, 'sub-query') : undefined;
  return {
    kind: 'update',
    table: name,
    hints,
    ...defined({ extend, alias }),
    assignments,
    ...defined({ where }),
    span: p.spanFrom(start),
  };
}

export const parseOptionalAlias = (p: Parser) => (p.accept('AS') || atName(p) ? parseName(p, 'an alias') : undefined);

function parseAssignment(p: Parser): Assignment {
  const start = p.start;
  const column = identifierOf([parseName(p, 'a column')]);
  p.expect('=');
  const value = parseExpression(p, 'sub-query');
  return { kind: 'assignment', column, value, span: p.spanFrom(start) };
}

export function parseDelete(p: Parser): Delete {
  const start = p.start;
  p.expect('DELETE', 'FROM');
  const { name, hints, extend } = parseTarget(p, parseIdentifier(p, 'a table'), true);
  const alias = parseOptionalAlias(p);
  const where = p.accept('WHERE') ? parseExpression(p, 'sub-query') : undefined;
  return { kind: 'delete', table: name, hints, ...defined({ extend, alias, where }), span: p.spanFrom(start) };
}

/** `STATEMENT SET BEGIN INSERT …; INSERT …; END`. */
function parseStatementSet(p: Parser): StatementSet {
  const start = p.start;
  p.expect('STATEMENT', 'SET', 'BEGIN');
  const inserts: Insert[] = [];
  do {
    inserts.push(parseInsert(p));
    p.expect(';');
  } while (p.isOneOf(['INSERT', 'UPSERT']));
  p.expect('END');
  return { kind: 'statement-set', inserts, span: p.spanFrom(start) };
}

const atInsert = (p: Parser): boolean => p.isOneOf(['INSERT', 'UPSERT']);

export function parseExecute(p: Parser): Execute | PlanStatement {
  const start = p.start;
  p.expect('EXECUTE');
  if (p.accept('PLAN')) return { kind: 'execute-plan', path: parseString(p), span: p.spanFrom(start) };
  const statement = p.is('STATEMENT') ? parseStatementSet(p) : atInsert(p) ? parseInsert(p) : parseQuery(p);
  return { kind: 'execute', statement, span: p.spanFrom(start) };
}

const DETAILS: readonly ExplainDetail[] = ['ESTIMATED_COST', 'CHANGELOG_MODE', 'JSON_EXECUTION_PLAN', 'PLAN_ADVICE'];

export function parseExplain(p: Parser): Explain {
  const start = p.start;
  p.expect('EXPLAIN');
  const details = p.accept('PLAN', 'FOR') || !p.isOneOf(DETAILS) ? [] : parseDetails(p);
  const statement = parseExplained(p);
  return { kind: 'explain', details, statement, span: p.spanFrom(start) };
}

function parseDetails(p: Parser): ExplainDetail[] {
  const details: ExplainDetail[] = [];
  do {
    const detail = p.expectOneOf(DETAILS);
    if (details.includes(detail)) p.failAt({ start: p.last.start, end: p.last.end }, `${detail} is given twice`);
    details.push(detail);
  } while (p.accept(','));
  return details;
}

function parseExplained(p: Parser): Explain['statement'] {
  if (p.is('STATEMENT')) return parseStatementSet(p);
  if (atInsert(p)) return parseInsert(p);
  if (p.is('REPLACE', 'TABLE') || p.is('REPLACE', 'TEMPORARY')) return parseReplaceTable(p);
  if (p.is('EXECUTE')) {
    const statement = parseExecute(p);
    return statement.kind === 'execute' ? statement : p.failAt(statement.span, 'EXECUTE PLAN cannot be explained');
  }
  if (!p.is('CREATE')) return parseQuery(p);
  const statement = parseCreate(p);
  if (statement.kind === 'create-table' && statement.query) return statement;
  return p.failAt(
    { start: p.last.start, end: p.last.end },
    'only CREATE TABLE AS and REPLACE TABLE AS can be explained',
  );
}

export function parseCompile(p: Parser): CompilePlan {
  const start = p.start;
  p.expect('COMPILE');
  const execute = p.accept('AND');
  if (execute) p.expect('EXECUTE');
  p.expect('PLAN');
  const path = parseString(p);
  const ifNotExists = !execute && p.accept('IF', 'NOT', 'EXISTS');
  p.expect('FOR');
  const statement = p.is('STATEMENT') ? parseStatementSet(p) : parseInsert(p);
  return { kind: 'compile-plan', execute, path, ifNotExists, statement, span: p.spanFrom(start) };
}
