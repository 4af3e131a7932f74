/** ALTER TABLE and ALTER MATERIALIZED TABLE. */
import type {
  AddedPartition,
  AlterSchema,
  AlterTable,
  AlterTableAction,
  PartitionSpec,
  PositionedColumn,
} from '../ast/index.ts';
import {
  atConstraint,
  atWatermark,
  parseColumn,
  parseDistribution,
  parseIfExists,
  parseIfNotExists,
  parseOnlyWatermark,
  parsePartitionSpec,
  parseProperties,
  parsePropertyKeys,
  parseTableConstraint,
  parseWith,
} from './columns.ts';
import { commaList, parseIdentifier, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseQuery } from './queries.ts';
import { parseFreshness, parseRefreshMode } from './refresh.ts';

export function parseAlterTable(p: Parser, start: number, materialized: boolean): AlterTable {
  const ifExists = !materialized && parseIfExists(p);
  const name = parseIdentifier(p, 'a table');
  const action = materialized ? parseMaterializedAction(p) : parseTableAction(p);
  return { kind: 'alter-table', materialized, ifExists, name, action, span: p.spanFrom(start) };
}

function parseTableAction(p: Parser): AlterTableAction {
  switch (p.expectOneOf(['RENAME', 'RESET', 'SET', 'ADD', 'MODIFY', 'DROP'])) {
    case 'RENAME':
      return parseRename(p);
    case 'RESET':
      return { kind: 'reset-options', keys: parsePropertyKeys(p) };
    case 'SET':
      return { kind: 'set-options', options: parseProperties(p) };
    case 'ADD':
      return p.is('PARTITION') || p.is('IF', 'NOT', 'EXISTS') ? parseAddPartitions(p) : parseSchemaChange(p, 'add');
    case 'MODIFY':
      return parseSchemaChange(p, 'modify');
    default:
      return p.is('PARTITION') || p.is('IF', 'EXISTS') ? parseDropPartitions(p) : parseDropPart(p);
  }
}

function parseRename(p: Parser): AlterTableAction {
  if (p.accept('TO')) return { kind: 'rename', to: parseIdentifier(p, 'a table') };
  const from = parseIdentifier(p, 'a column');
  p.expect('TO');
  return { kind: 'rename-column', from, to: parseIdentifier(p, 'a column') };
}

function parseAddPartitions(p: Parser): AlterTableAction {
  const ifNotExists = parseIfNotExists(p);
  const partitions: AddedPartition[] = [];
  do partitions.push(parseAddedPartition(p));
  while (p.is('PARTITION'));
  return { kind: 'add-partitions', ifNotExists, partitions };
}

function parseAddedPartition(p: Parser): AddedPartition {
  const start = p.start;
  p.expect('PARTITION');
  const spec = parsePartitionSpec(p);
  const options = p.is('WITH') ? parseWith(p) : undefined;
  return { kind: 'added-partition', spec, ...defined({ options }), span: p.spanFrom(start) };
}

function parseDropPartitions(p: Parser): AlterTableAction {
  const ifExists = parseIfExists(p);
  const partitions = commaList(p, (): PartitionSpec => {
    p.expect('PARTITION');
    return parsePartitionSpec(p);
  });
  return { kind: 'drop-partitions', ifExists, partitions };
}

/** `(a INT FIRST, WATERMARK FOR …)`, or one of them without parentheses. */
function parseSchemaChange(p: Parser, kind: 'add' | 'modify'): AlterSchema {
  const columns: PositionedColumn[] = [];
  const rest: {
    constraints: AlterSchema['constraints'][number][];
    watermark?: AlterSchema['watermark'];
    distribution?: AlterSchema['distribution'];
  } = { constraints: [] };
  const parentheses = p.accept('(');
  do {
    if (atConstraint(p)) rest.constraints.push(parseTableConstraint(p));
    else if (atWatermark(p)) rest.watermark = parseOnlyWatermark(p, rest.watermark);
    else if (!parentheses && p.accept('DISTRIBUTION')) rest.distribution = parseDistribution(p);
    else columns.push(parsePositionedColumn(p));
  } while (parentheses && p.accept(','));
  if (parentheses) p.expect(')');
  return { kind, parentheses, columns, ...rest };
}

function parsePositionedColumn(p: Parser): PositionedColumn {
  const start = p.start;
  const column = parseColumn(p);
  const position = p.accept('FIRST')
    ? ('FIRST' as const)
    : p.accept('AFTER')
      ? { after: parseIdentifier(p, 'a column') }
      : undefined;
  return { kind: 'positioned-column', column, ...defined({ position }), span: p.spanFrom(start) };
}

/** Behind DROP, anything but partitions. */
function parseDropPart(p: Parser): AlterTableAction {
  if (p.accept('PRIMARY')) {
    p.expect('KEY');
    return { kind: 'drop-primary-key' };
  }
  if (p.accept('CONSTRAINT')) return { kind: 'drop-constraint', name: parseName(p, 'a constraint') };
  if (p.accept('DISTRIBUTION')) return { kind: 'drop-distribution' };
  if (p.accept('WATERMARK')) return { kind: 'drop-watermark' };
  const parentheses = p.accept('(');
  const columns = parentheses ? commaList(p, () => parseIdentifier(p, 'a column')) : [parseIdentifier(p, 'a column')];
  if (parentheses) p.expect(')');
  return { kind: 'drop-columns', parentheses, columns };
}

const MATERIALIZED_WORDS = ['SUSPEND', 'RESUME', 'REFRESH', 'SET', 'RESET', 'AS', 'ADD', 'MODIFY', 'DROP'];

function parseMaterializedAction(p: Parser): AlterTableAction {
  if (p.is('AS')) return parseAsQuery(p);
  switch (p.expectOneOf(MATERIALIZED_WORDS)) {
    case 'SUSPEND':
      return { kind: 'suspend' };
    case 'RESUME':
      return { kind: 'resume', options: parseWith(p) };
    case 'REFRESH':
      return { kind: 'refresh', ...(p.accept('PARTITION') ? { partition: parsePartitionSpec(p) } : {}) };
    case 'SET':
      return parseMaterializedSet(p);
    case 'RESET':
      return { kind: 'reset-options', keys: parsePropertyKeys(p) };
    case 'ADD':
      return parseSchemaChange(p, 'add');
    case 'MODIFY':
      return parseSchemaChange(p, 'modify');
    default:
      return parseDropPart(p);
  }
}

function parseAsQuery(p: Parser): AlterTableAction {
  p.expect('AS');
  return { kind: 'as-query', query: parseQuery(p) };
}

function parseMaterializedSet(p: Parser): AlterTableAction {
  if (p.is('FRESHNESS')) return { kind: 'set-freshness', freshness: parseFreshness(p) };
  if (p.is('REFRESH_MODE')) return { kind: 'set-refresh-mode', mode: parseRefreshMode(p) };
  return { kind: 'set-options', options: parseProperties(p) };
}
