/** ALTER. */
import type { AlterSchema, AlterStatement, AlterTableAction, PositionedColumn } from '../index.ts';
import { printColumn, printConstraint, printDistribution, printPartition, printWatermark } from './create.ts';
import { printExpression } from './expressions.ts';
import { printQuery } from './queries.ts';
import {
  list,
  parenthesised,
  printIdentifier,
  printName,
  printProperties,
  printString,
  withProperties,
  words,
} from './text.ts';

export function printAlter(statement: AlterStatement): string {
  const object = (what: string): string =>
    words('ALTER', what, statement.ifExists && 'IF EXISTS', printIdentifier(statement.name));
  switch (statement.kind) {
    case 'alter-function':
      return words(
        'ALTER',
        statement.temporary && 'TEMPORARY',
        statement.system && 'SYSTEM',
        'FUNCTION',
        statement.ifExists && 'IF EXISTS',
        printIdentifier(statement.name),
        'AS',
        printString(statement.as),
        statement.language && `LANGUAGE ${statement.language}`,
      );
    case 'alter-catalog':
      return words(
        object('CATALOG'),
        statement.action.kind === 'comment'
          ? `COMMENT ${printString(statement.action.comment)}`
          : printAction(statement.action),
      );
    default:
      return words(
        object(OBJECTS[statement.kind === 'alter-table' && statement.materialized ? 'materialized' : statement.kind]),
        printAction(statement.action),
      );
  }
}

const OBJECTS = {
  'alter-database': 'DATABASE',
  'alter-table': 'TABLE',
  materialized: 'MATERIALIZED TABLE',
  'alter-view': 'VIEW',
  'alter-model': 'MODEL',
  'alter-connection': 'CONNECTION',
} as const;

function printAction(action: AlterTableAction): string {
  switch (action.kind) {
    case 'set-options':
      return `SET ${printProperties(action.options)}`;
    case 'reset-options':
      return `RESET ${parenthesised(action.keys, printString)}`;
    case 'rename':
      return `RENAME TO ${printIdentifier(action.to)}`;
    case 'rename-column':
      return `RENAME ${printIdentifier(action.from)} TO ${printIdentifier(action.to)}`;
    case 'add':
    case 'modify':
      return printSchemaChange(action);
    case 'add-partitions': {
      const partitions = action.partitions.map(({ spec, options }) =>
        words(printPartition(spec), options && `WITH ${printProperties(options)}`),
      );
      return words('ADD', action.ifNotExists && 'IF NOT EXISTS', ...partitions);
    }
    case 'drop-partitions':
      return words('DROP', action.ifExists && 'IF EXISTS', list(action.partitions, printPartition));
    case 'drop-columns':
      return `DROP ${action.parentheses ? parenthesised(action.columns, printIdentifier) : list(action.columns, printIdentifier)}`;
    case 'drop-primary-key':
      return 'DROP PRIMARY KEY';
    case 'drop-distribution':
      return 'DROP DISTRIBUTION';
    case 'drop-watermark':
      return 'DROP WATERMARK';
    case 'drop-constraint':
      return `DROP CONSTRAINT ${printName(action.name)}`;
    case 'suspend':
      return 'SUSPEND';
    case 'resume':
      return words('RESUME', withProperties(action.options));
    case 'refresh':
      return words('REFRESH', action.partition && printPartition(action.partition));
    case 'set-freshness':
      return `SET FRESHNESS = ${printExpression(action.freshness)}`;
    case 'set-refresh-mode':
      return `SET REFRESH_MODE = ${action.mode}`;
    case 'as-query':
      return `AS ${printQuery(action.query)}`;
  }
}

function printSchemaChange(change: AlterSchema): string {
  const items = [
    ...change.columns.map(printPositioned),
    ...(change.watermark ? [printWatermark(change.watermark)] : []),
    ...change.constraints.map(printConstraint),
    ...(change.distribution ? [`DISTRIBUTION ${printDistribution(change.distribution)}`] : []),
  ];
  return `${change.kind.toUpperCase()} ${change.parentheses ? `(${items.join(', ')})` : items.join(', ')}`;
}

function printPositioned({ column, position }: PositionedColumn): string {
  const place = position && (position === 'FIRST' ? position : `AFTER ${printIdentifier(position.after)}`);
  return words(printColumn(column), place);
}
