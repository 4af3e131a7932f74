/** CREATE and DROP. */
import type {
  ColumnDefinition,
  CreateFunction,
  CreateMaterializedTable,
  CreateModel,
  CreateStatement,
  CreateTable,
  Distribution,
  DropStatement,
  FunctionParameter,
  PartitionSpec,
  StartMode,
  TableConstraint,
  TableLike,
  Watermark,
} from '../index.ts';
import { printExpression } from './expressions.ts';
import { printQuery } from './queries.ts';
import {
  list,
  parenthesised,
  printIdentifier,
  printName,
  printNames,
  printString,
  withProperties,
  words,
} from './text.ts';
import { printDataType } from './types.ts';

export function printCreate(statement: CreateStatement): string {
  const rest = (): string => words(statement.ifNotExists && 'IF NOT EXISTS', printIdentifier(statement.name));
  switch (statement.kind) {
    case 'create-catalog':
      return words('CREATE CATALOG', rest(), comment(statement), withProperties(statement.options));
    case 'create-database':
      return words('CREATE DATABASE', rest(), comment(statement), withProperties(statement.options));
    case 'create-connection':
      return words(
        'CREATE',
        statement.temporary && 'TEMPORARY',
        statement.system && 'SYSTEM',
        'CONNECTION',
        rest(),
        comment(statement),
        withProperties(statement.options),
      );
    case 'create-view':
      return words(
        'CREATE',
        statement.replace && 'OR REPLACE',
        statement.temporary && 'TEMPORARY',
        'VIEW',
        rest(),
        statement.columns.length > 0 && printNames(statement.columns),
        comment(statement),
        `AS ${printQuery(statement.query)}`,
      );
    case 'create-table':
      return words(
        statement.replace ?? 'CREATE',
        statement.temporary && 'TEMPORARY',
        'TABLE',
        rest(),
        ...tableParts(statement),
        ...tableEnd(statement),
      );
    case 'create-materialized-table':
      return printMaterialized(statement, rest());
    case 'create-function':
      return printFunction(statement, rest());
    case 'create-model':
      return printModel(statement, rest());
  }
}

const comment = (node: { readonly comment?: ColumnDefinition['comment'] }): string | undefined =>
  node.comment && `COMMENT ${printString(node.comment)}`;

type TableParts = Pick<
  CreateTable,
  'columns' | 'columnNames' | 'watermark' | 'constraints' | 'comment' | 'distribution' | 'partitionedBy' | 'options'
>;

function tableParts(table: TableParts): (string | false | undefined)[] {
  const items = [
    ...(table.columnNames ?? []).map(printIdentifier),
    ...table.columns.map(printColumn),
    ...(table.watermark ? [printWatermark(table.watermark)] : []),
    ...table.constraints.map(printConstraint),
  ];
  return [
    items.length > 0 && `(${items.join(', ')})`,
    comment(table),
    table.distribution && `DISTRIBUTED ${printDistribution(table.distribution)}`,
    table.partitionedBy.length > 0 && `PARTITIONED BY ${printNames(table.partitionedBy)}`,
    withProperties(table.options),
  ];
}

const tableEnd = ({ like, query }: CreateTable): (string | undefined)[] => [
  like && printLike(like),
  query && `AS ${printQuery(query)}`,
];

const printLike = ({ table, options }: TableLike): string =>
  words(
    'LIKE',
    printIdentifier(table),
    options.length > 0 && `(${options.map(({ strategy, feature }) => `${strategy} ${feature}`).join(' ')})`,
  );

export function printColumn(column: ColumnDefinition): string {
  const name = printIdentifier(column.name);
  switch (column.kind) {
    case 'computed-column':
      return words(name, 'AS', printExpression(column.expression), comment(column));
    case 'metadata-column':
      return words(
        name,
        printDataType(column.type),
        'METADATA',
        column.from && `FROM ${printString(column.from)}`,
        column.virtual && 'VIRTUAL',
        comment(column),
      );
    case 'physical-column': {
      const { constraint } = column;
      const key =
        constraint &&
        words(
          constraint.name && `CONSTRAINT ${printName(constraint.name)}`,
          constraint.unique,
          enforcement(constraint.enforced),
        );
      return words(name, printDataType(column.type), key, comment(column));
    }
  }
}

const enforcement = (enforced: boolean | undefined): string | undefined =>
  enforced === undefined ? undefined : enforced ? 'ENFORCED' : 'NOT ENFORCED';

export const printConstraint = ({ name, unique, columns, enforced }: TableConstraint): string =>
  words(name && `CONSTRAINT ${printName(name)}`, unique, printNames(columns), enforcement(enforced));

export const printWatermark = ({ column, expression }: Watermark): string =>
  `WATERMARK FOR ${printIdentifier(column)} AS ${printExpression(expression)}`;

export const printDistribution = ({ method, columns, buckets }: Distribution): string =>
  words(columns.length > 0 && words('BY', method, printNames(columns)), buckets && `INTO ${buckets} BUCKETS`);

export const printPartition = ({ values }: PartitionSpec): string =>
  `PARTITION ${parenthesised(values, ({ column, value }) => words(printName(column), value && `= ${printExpression(value)}`))}`;

function printMaterialized(table: CreateMaterializedTable, rest: string): string {
  return words(
    'CREATE',
    table.orAlter && 'OR ALTER',
    'MATERIALIZED TABLE',
    rest,
    ...tableParts(table),
    table.startMode && printStartMode(table.startMode),
    table.freshness && `FRESHNESS = ${printExpression(table.freshness)}`,
    table.refreshMode && `REFRESH_MODE = ${table.refreshMode}`,
    `AS ${printQuery(table.query)}`,
  );
}

export const printStartMode = ({ mode, argument }: StartMode): string =>
  `START_MODE = ${mode}${argument ? `(${printExpression(argument)})` : ''}`;

function printFunction(statement: CreateFunction, rest: string): string {
  const { parameters, returns, using } = statement;
  return words(
    'CREATE',
    statement.temporary && 'TEMPORARY',
    statement.system && 'SYSTEM',
    'FUNCTION',
    rest,
    parameters && printFunctionParameters(parameters),
    returns &&
      `RETURNS ${returns.kind === 'returned-table' ? `TABLE ${printFunctionParameters(returns.columns)}` : printDataType(returns)}`,
    `AS ${printString(statement.as)}`,
    statement.language && `LANGUAGE ${statement.language}`,
    using.length > 0 && `USING ${list(using, ({ type, path }) => `${type} ${printString(path)}`)}`,
    withProperties(statement.options),
  );
}

const printFunctionParameters = (parameters: readonly FunctionParameter[]): string =>
  parenthesised(parameters, ({ name, type }) => `${printName(name)} ${printDataType(type)}`);

function printModel(model: CreateModel, rest: string): string {
  return words(
    'CREATE',
    model.temporary && 'TEMPORARY',
    'MODEL',
    rest,
    model.input.length > 0 && `INPUT ${parenthesised(model.input, printColumn)}`,
    model.output.length > 0 && `OUTPUT ${parenthesised(model.output, printColumn)}`,
    comment(model),
    withProperties(model.options),
    model.query && `AS ${printQuery(model.query)}`,
  );
}

export const printDrop = (drop: DropStatement): string =>
  words(
    'DROP',
    drop.temporary && 'TEMPORARY',
    drop.system && 'SYSTEM',
    drop.object,
    drop.ifExists && 'IF EXISTS',
    printIdentifier(drop.name),
    drop.behavior,
  );
