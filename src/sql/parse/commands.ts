/** SHOW, DESCRIBE, USE, SET and the other statements about the session. */
import type {
  AlterOption,
  AnalyzeTable,
  CommandStatement,
  DescribeStatement,
  LikePattern,
  Show,
  StopJob,
  Truncate,
} from '../ast/index.ts';
import { parseRoutineCall } from './calls.ts';
import { parsePartitionSpec, parseProperty, parseWith } from './columns.ts';
import { parseDelete, parseInsert, parseUpdate } from './dml.ts';
import { parseLiteral } from './literals.ts';
import { parseMerge } from './merge.ts';
import { atName, commaList, identifierOf, parseIdentifier, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseQuery } from './queries.ts';
import { atString, parseSimpleString, parseString } from './strings.ts';

export function parseShow(p: Parser): CommandStatement {
  const start = p.start;
  p.expect('SHOW');
  if (p.accept('CURRENT'))
    return { kind: 'show-current', what: p.expectOneOf(['CATALOG', 'DATABASE'] as const), span: p.spanFrom(start) };
  if (p.accept('CREATE')) return parseShowCreate(p, start);
  if (p.accept('PARTITIONS')) return parseShowPartitions(p, start);
  const what = parseShown(p);
  const scope = what === 'COLUMNS' || hasScope(p, what) ? parseScope(p, what) : {};
  const like = HAS_LIKE.has(what) ? parseLikePattern(p, what) : undefined;
  return { kind: 'show', what, ...scope, ...defined({ like }), span: p.spanFrom(start) };
}

const SHOWN = [
  'CATALOGS',
  'DATABASES',
  'TABLES',
  'VIEWS',
  'FUNCTIONS',
  'PROCEDURES',
  'MODULES',
  'JARS',
  'JOBS',
  'MODELS',
  'COLUMNS',
  'CONNECTIONS',
] as const;

function parseShown(p: Parser): Show['what'] {
  if (p.accept('MATERIALIZED')) {
    p.expect('TABLES');
    return 'MATERIALIZED TABLES';
  }
  if (p.accept('USER')) {
    p.expect('FUNCTIONS');
    return 'USER FUNCTIONS';
  }
  if (p.accept('FULL')) {
    p.expect('MODULES');
    return 'FULL MODULES';
  }
  return p.expectOneOf(SHOWN);
}

const HAS_SCOPE: ReadonlySet<Show['what']> = new Set<Show['what']>([
  'DATABASES',
  'TABLES',
  'VIEWS',
  'MATERIALIZED TABLES',
  'FUNCTIONS',
  'USER FUNCTIONS',
  'PROCEDURES',
  'MODELS',
  'CONNECTIONS',
]);
const HAS_LIKE: ReadonlySet<Show['what']> = new Set<Show['what']>([...HAS_SCOPE, 'CATALOGS', 'COLUMNS']);
const HAS_ILIKE: ReadonlySet<Show['what']> = new Set<Show['what']>([
  'CATALOGS',
  'DATABASES',
  'FUNCTIONS',
  'USER FUNCTIONS',
  'PROCEDURES',
]);

const hasScope = (p: Parser, what: Show['what']): boolean => HAS_SCOPE.has(what) && p.isOneOf(['FROM', 'IN']);

function parseScope(p: Parser, what: Show['what']): Pick<Show, 'preposition' | 'scope'> {
  const preposition = p.expectOneOf(['FROM', 'IN'] as const);
  const scope = parseIdentifier(p);
  if (what === 'DATABASES' && scope.parts.length > 1)
    p.failAt(scope.span, 'databases are in a catalog, which has a name of one part');
  return { preposition, scope };
}

function parseLikePattern(p: Parser, what: Show['what']): LikePattern | undefined {
  const start = p.start;
  const negated = p.accept('NOT');
  const operators = HAS_ILIKE.has(what) ? (['LIKE', 'ILIKE'] as const) : (['LIKE'] as const);
  const operator = negated ? p.expectOneOf(operators) : p.acceptOneOf(operators);
  if (!operator) return undefined;
  const pattern = parseSimpleString(p);
  return { kind: 'like-pattern', negated, operator, pattern, span: p.spanFrom(start) };
}

function parseShowCreate(p: Parser, start: number): CommandStatement {
  const orAlter = p.accept('OR');
  if (orAlter) p.expect('ALTER');
  if (orAlter || p.is('MATERIALIZED')) {
    p.expect('MATERIALIZED', 'TABLE');
    return { kind: 'show-create', what: 'MATERIALIZED TABLE', name: parseIdentifier(p), span: p.spanFrom(start) };
  }
  const what = p.expectOneOf(['TABLE', 'VIEW', 'CATALOG', 'MODEL', 'CONNECTION'] as const);
  const name = what === 'CATALOG' ? identifierOf([parseName(p)]) : parseIdentifier(p);
  return { kind: 'show-create', what, name, span: p.spanFrom(start) };
}

function parseShowPartitions(p: Parser, start: number): CommandStatement {
  const table = parseIdentifier(p, 'a table');
  const partition = p.accept('PARTITION') ? parsePartitionSpec(p) : undefined;
  return { kind: 'show-partitions', table, ...defined({ partition }), span: p.spanFrom(start) };
}

export function parseDescribe(p: Parser): CommandStatement {
  const start = p.start;
  const word = p.expectOneOf(['DESCRIBE', 'DESC']);
  if (p.is('JOB') && (p.strict || p.key(1) === 'string')) {
    p.advance();
    return { kind: 'describe-job', id: parseSimpleString(p), span: p.spanFrom(start) };
  }
  if (word === 'DESCRIBE' && p.accept('TABLE')) return parseDescribeTable(p, start);
  if (word === 'DESCRIBE' && (p.isOneOf(STATEMENT_STARTS) || (p.strict && p.is('VALUE'))))
    return parseDescribeStatement(p, start);
  const what = namesObject(p)
    ? p.expectOneOf(['CATALOG', 'DATABASE', 'FUNCTION', 'MODEL', 'CONNECTION'] as const)
    : 'TABLE';
  const extended = p.accept('EXTENDED');
  const name = what === 'CATALOG' ? identifierOf([parseName(p)]) : parseIdentifier(p);
  return { kind: 'describe', what, extended, name, span: p.spanFrom(start) };
}

/** `DESCRIBE catalog` alone describes a table of that name, though not in Flink. */
const namesObject = (p: Parser): boolean =>
  p.isOneOf(['CATALOG', 'DATABASE', 'FUNCTION', 'MODEL', 'CONNECTION']) &&
  (p.strict || p.key() === 'FUNCTION' || !endsName(p.key(1)));

const endsName = (key: string): boolean => ['end', ';', '.'].includes(key);

const STATEMENT_STARTS = [
  'STATEMENT',
  'SELECT',
  'VALUES',
  'WITH',
  '(',
  'INSERT',
  'UPSERT',
  'DELETE',
  'UPDATE',
  'MERGE',
];

function parseDescribeTable(p: Parser, start: number): CommandStatement {
  const table = parseIdentifier(p, 'a table');
  const column = atName(p) ? parseName(p) : undefined;
  return { kind: 'describe-table', table, ...defined({ column }), span: p.spanFrom(start) };
}

function parseDescribeStatement(p: Parser, start: number): CommandStatement {
  p.accept('STATEMENT');
  const statement = parseQueryOrDml(p);
  return { kind: 'describe-statement', statement, span: p.spanFrom(start) };
}

function parseQueryOrDml(p: Parser): DescribeStatement['statement'] {
  switch (p.key()) {
    case 'INSERT':
    case 'UPSERT':
      return parseInsert(p);
    case 'DELETE':
      return parseDelete(p);
    case 'UPDATE':
      return parseUpdate(p);
    case 'MERGE':
      return parseMerge(p);
    default:
      return parseQuery(p);
  }
}

export function parseUse(p: Parser): CommandStatement {
  const start = p.start;
  p.expect('USE');
  if (p.accept('MODULES'))
    return { kind: 'use-modules', modules: commaList(p, () => parseName(p, 'a module')), span: p.spanFrom(start) };
  if (p.is('CATALOG') && (p.strict || !endsName(p.key(1)))) {
    p.advance();
    return { kind: 'use', what: 'CATALOG', name: identifierOf([parseName(p, 'a catalog')]), span: p.spanFrom(start) };
  }
  return { kind: 'use', what: 'DATABASE', name: parseIdentifier(p, 'a database'), span: p.spanFrom(start) };
}

export function parseLoad(p: Parser): CommandStatement {
  const start = p.start;
  p.expect('LOAD', 'MODULE');
  const name = parseName(p, 'a module');
  return { kind: 'load-module', name, options: parseWith(p), span: p.spanFrom(start) };
}

export function parseUnload(p: Parser): CommandStatement {
  const start = p.start;
  p.expect('UNLOAD', 'MODULE');
  return { kind: 'unload-module', name: parseName(p, 'a module'), span: p.spanFrom(start) };
}

export function parseSet(p: Parser): CommandStatement {
  const start = p.start;
  p.expect('SET');
  const property = atString(p) ? parseProperty(p) : undefined;
  return { kind: 'set', ...defined({ property }), span: p.spanFrom(start) };
}

export function parseReset(p: Parser): CommandStatement {
  const start = p.start;
  p.expect('RESET');
  const key = atString(p) ? parseString(p) : undefined;
  return { kind: 'reset', ...defined({ key }), span: p.spanFrom(start) };
}

/** Behind ALTER. */
export function parseAlterOption(p: Parser, start: number): AlterOption {
  const scope = p.expectOneOf(['SYSTEM', 'SESSION'] as const);
  if (p.expectOneOf(['SET', 'RESET']) === 'RESET') {
    const name = p.accept('ALL') ? 'ALL' : parseIdentifier(p, 'an option');
    return { kind: 'alter-option', scope, name, span: p.spanFrom(start) };
  }
  const name = parseIdentifier(p, 'an option');
  p.expect('=');
  const value = p.accept('ON') ? 'ON' : atName(p) ? identifierOf([parseName(p)]) : parseLiteral(p);
  return { kind: 'alter-option', scope, name, value, span: p.spanFrom(start) };
}

export function parseJar(p: Parser): CommandStatement {
  const start = p.start;
  const word = p.expectOneOf(['ADD', 'REMOVE']);
  p.expect('JAR');
  return { kind: word === 'ADD' ? 'add-jar' : 'remove-jar', path: parseSimpleString(p), span: p.spanFrom(start) };
}

export function parseAnalyze(p: Parser): AnalyzeTable {
  const start = p.start;
  p.expect('ANALYZE', 'TABLE');
  const table = parseIdentifier(p, 'a table');
  const partition = p.accept('PARTITION') ? parsePartitionSpec(p, true) : undefined;
  p.expect('COMPUTE', 'STATISTICS');
  const columns = p.accept('FOR') ? parseAnalyzed(p) : undefined;
  return { kind: 'analyze-table', table, ...defined({ partition, columns }), span: p.spanFrom(start) };
}

function parseAnalyzed(p: Parser): NonNullable<AnalyzeTable['columns']> {
  if (p.accept('ALL')) {
    p.expect('COLUMNS');
    return 'ALL';
  }
  p.expect('COLUMNS');
  return commaList(p, () => parseName(p, 'a column'));
}

export function parseCall(p: Parser): CommandStatement {
  const start = p.start;
  p.expect('CALL');
  return { kind: 'call-procedure', call: parseRoutineCall(p, 'sub-query'), span: p.spanFrom(start) };
}

export function parseStop(p: Parser): StopJob {
  const start = p.start;
  p.expect('STOP', 'JOB');
  const id = parseSimpleString(p);
  const withSavepoint = p.accept('WITH', 'SAVEPOINT');
  const drainStart = p.start;
  const withDrain = p.accept('WITH', 'DRAIN');
  if (withDrain && !withSavepoint) p.failAt(p.spanFrom(drainStart), 'WITH DRAIN goes with WITH SAVEPOINT only');
  return { kind: 'stop-job', id, withSavepoint, withDrain, span: p.spanFrom(start) };
}

export function parseTruncate(p: Parser): Truncate {
  const start = p.start;
  p.expect('TRUNCATE', 'TABLE');
  return { kind: 'truncate', table: parseIdentifier(p, 'a table'), span: p.spanFrom(start) };
}
