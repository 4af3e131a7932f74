/** CREATE of everything but functions, and REPLACE TABLE. */
import type {
  CreateMaterializedTable,
  CreateModel,
  CreateStatement,
  CreateTable,
  LikeOption,
  NamePart,
  TableLike,
} from '../ast/index.ts';
import {
  parseColumn,
  parseCommentClause,
  parseDistribution,
  parseIfNotExists,
  parseProperties,
  parseSchema,
  parseWith,
  type Schema,
} from './columns.ts';
import { parseCreateFunction } from './functions.ts';
import { commaList, identifierOf, parseIdentifier, parseName, parseNameList } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseQuery } from './queries.ts';
import { parseRefresh } from './refresh.ts';
import { parseSimpleString } from './strings.ts';

const NO_SCHEMA: Schema = { columns: [], constraints: [] };

export function parseCreate(p: Parser): CreateStatement {
  const start = p.start;
  p.expect('CREATE');
  const replace = p.accept('OR', 'REPLACE');
  const temporary = p.accept('TEMPORARY');
  if (p.is('TABLE'))
    return parseCreateTable(p, start, { temporary, ...(replace ? { replace: 'CREATE OR REPLACE' as const } : {}) });
  if (p.is('VIEW')) return parseCreateView(p, start, replace, temporary);
  if (p.is('FUNCTION') || (p.is('SYSTEM') && p.key(1) !== 'CONNECTION'))
    return parseCreateFunction(p, start, temporary);
  if (p.is('CATALOG')) return parseCreateCatalog(p, start);
  if (p.is('DATABASE')) return parseCreateDatabase(p, start);
  if (p.is('MODEL')) return parseCreateModel(p, start, temporary);
  if (p.is('MATERIALIZED') || p.is('OR', 'ALTER')) return parseMaterializedTable(p, start, replace, temporary);
  if (p.is('CONNECTION') || p.is('SYSTEM', 'CONNECTION')) return parseCreateConnection(p, start, temporary);
  return p.fail();
}

/** REPLACE TABLE t … AS SELECT …. */
export function parseReplaceTable(p: Parser): CreateTable {
  const start = p.start;
  p.expect('REPLACE');
  const temporary = p.accept('TEMPORARY');
  if (!p.is('TABLE')) p.fail();
  return parseCreateTable(p, start, { temporary, replace: 'REPLACE' });
}

function parseCreateCatalog(p: Parser, start: number): CreateStatement {
  p.expect('CATALOG');
  const ifNotExists = parseIfNotExists(p);
  const name = identifierOf([parseName(p, 'a catalog')]);
  const comment = parseCommentClause(p);
  return { kind: 'create-catalog', ifNotExists, name, ...comment, options: parseWith(p), span: p.spanFrom(start) };
}

function parseCreateDatabase(p: Parser, start: number): CreateStatement {
  p.expect('DATABASE');
  const ifNotExists = parseIfNotExists(p);
  const name = parseIdentifier(p, 'a database');
  const comment = parsePlainComment(p);
  return { kind: 'create-database', ifNotExists, name, ...comment, options: parseWith(p), span: p.spanFrom(start) };
}

/** The comment of a table, view or database is one plain string. */
const parsePlainComment = (p: Parser) => (p.accept('COMMENT') ? { comment: parseSimpleString(p) } : {});

function parseCreateTable(p: Parser, start: number, head: Pick<CreateTable, 'replace' | 'temporary'>): CreateTable {
  p.expect('TABLE');
  const ifNotExists = parseIfNotExists(p);
  const name = parseIdentifier(p, 'a table');
  const schemaStart = p.start;
  const schema = p.is('(') ? parseSchema(p) : NO_SCHEMA;
  const schemaSpan = p.spanFrom(schemaStart);
  const comment = parsePlainComment(p);
  const storage = parseStorage(p);
  const like = p.is('LIKE') && head.replace !== 'REPLACE' ? parseLike(p) : undefined;
  const query = !like && p.accept('AS') ? parseQuery(p) : undefined;
  if (!query && head.replace === 'REPLACE') p.fail();
  if (schema.columnNames && !query) p.failAt(schemaSpan, 'columns without types need AS SELECT behind them');
  return {
    kind: 'create-table',
    ...head,
    ifNotExists,
    name,
    ...schema,
    ...comment,
    ...storage,
    ...defined({ like, query }),
    span: p.spanFrom(start),
  };
}

type Storage = Pick<CreateTable, 'distribution' | 'partitionedBy' | 'options'>;

function parseStorage(p: Parser): Storage {
  const distribution = p.accept('DISTRIBUTED') ? parseDistribution(p) : undefined;
  const partitionedBy = p.is('PARTITIONED') ? parsePartitionedBy(p) : [];
  return { partitionedBy, options: parseWith(p), ...defined({ distribution }) };
}

function parsePartitionedBy(p: Parser): NamePart[] {
  p.expect('PARTITIONED', 'BY');
  return parseNameList(p);
}

const FEATURES = [
  'ALL',
  'CONSTRAINTS',
  'DISTRIBUTION',
  'GENERATED',
  'METADATA',
  'OPTIONS',
  'PARTITIONS',
  'WATERMARKS',
] as const;

function parseLike(p: Parser): TableLike {
  const start = p.start;
  p.expect('LIKE');
  const table = parseIdentifier(p, 'a table');
  const options: LikeOption[] = [];
  if (p.accept('(')) {
    do options.push(parseLikeOption(p));
    while (!p.accept(')'));
  }
  return { kind: 'table-like', table, options, span: p.spanFrom(start) };
}

function parseLikeOption(p: Parser): LikeOption {
  const start = p.start;
  const strategy = p.expectOneOf(['INCLUDING', 'EXCLUDING', 'OVERWRITING'] as const);
  const feature = p.expectOneOf(FEATURES);
  return { kind: 'like-option', strategy, feature, span: p.spanFrom(start) };
}

function parseCreateView(p: Parser, start: number, replace: boolean, temporary: boolean): CreateStatement {
  p.expect('VIEW');
  const ifNotExists = parseIfNotExists(p);
  const name = parseIdentifier(p, 'a view');
  const columns = p.is('(') ? parseNameList(p) : [];
  const comment = parsePlainComment(p);
  p.expect('AS');
  const query = parseQuery(p);
  return {
    kind: 'create-view',
    replace,
    temporary,
    ifNotExists,
    name,
    columns,
    ...comment,
    query,
    span: p.spanFrom(start),
  };
}

function parseCreateModel(p: Parser, start: number, temporary: boolean): CreateModel {
  p.expect('MODEL');
  const ifNotExists = parseIfNotExists(p);
  const name = parseIdentifier(p, 'a model');
  const input = p.accept('INPUT') ? parseModelColumns(p) : [];
  const output = p.accept('OUTPUT') ? parseModelColumns(p) : [];
  const comment = parsePlainComment(p);
  const options = parseWith(p);
  const query = p.accept('AS') ? parseQuery(p) : undefined;
  return {
    kind: 'create-model',
    temporary,
    ifNotExists,
    name,
    input,
    output,
    ...comment,
    options,
    ...defined({ query }),
    span: p.spanFrom(start),
  };
}

function parseModelColumns(p: Parser): CreateModel['input'] {
  p.expect('(');
  const columns = commaList(p, () => parseColumn(p));
  p.expect(')');
  return columns;
}

function parseMaterializedTable(
  p: Parser,
  start: number,
  replace: boolean,
  temporary: boolean,
): CreateMaterializedTable {
  const orAlter = p.accept('OR', 'ALTER');
  const keyword = p.peek();
  p.expect('MATERIALIZED');
  const span = { start: keyword.start, end: keyword.end };
  if (temporary) p.failAt(span, 'a materialized table cannot be temporary');
  if (replace) p.failAt(span, 'a materialized table cannot be replaced', 'write CREATE OR ALTER MATERIALIZED TABLE');
  p.expect('TABLE');
  const name = parseIdentifier(p, 'a table');
  const schema = p.is('(') ? parseSchema(p) : NO_SCHEMA;
  const comment = parsePlainComment(p);
  const storage = parseStorage(p);
  const refresh = parseRefresh(p);
  p.expect('AS');
  const query = parseQuery(p);
  return {
    kind: 'create-materialized-table',
    orAlter,
    ifNotExists: false,
    name,
    ...schema,
    ...comment,
    ...storage,
    ...refresh,
    query,
    span: p.spanFrom(start),
  };
}

function parseCreateConnection(p: Parser, start: number, temporary: boolean): CreateStatement {
  const system = p.accept('SYSTEM');
  p.expect('CONNECTION');
  const ifNotExists = parseIfNotExists(p);
  const name = parseIdentifier(p, 'a connection');
  const comment = parsePlainComment(p);
  p.expect('WITH');
  return {
    kind: 'create-connection',
    temporary,
    system,
    ifNotExists,
    name,
    ...comment,
    options: parseProperties(p),
    span: p.spanFrom(start),
  };
}
