/** CREATE TABLE -> a table of the catalog, every clause checked. */
import type * as ast from '../../sql/ast/index.ts';
import type { CatalogColumn, CatalogTable, ObjectName } from '../../sql/catalog/objects.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { printType } from '../../sql/types/print.ts';
import { notNull } from '../../sql/types/type.ts';
import type { BindContext } from '../bind/context.ts';
import { bindExpression } from '../bind/expression.ts';
import { checkTableUse } from '../bind/options.ts';
import { bindType } from '../bind/types.ts';

export interface TableParts {
  readonly columns: readonly CatalogColumn[];
  readonly watermark?: CatalogTable['watermark'];
  readonly primaryKey: readonly string[];
  readonly primaryKeyName?: string;
  readonly partitionKeys: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly optionSpans: CatalogTable['optionSpans'];
}

/** What the statement itself says, without LIKE and AS. */
export function partsOf(statement: ast.CreateTable, context: BindContext): TableParts {
  const columns = bindColumns(statement.columns, context);
  const primaryKey = primaryKeyOf(statement.columns, statement.constraints, context);
  const { options, optionSpans } = readProperties(statement.options, context);
  return {
    columns,
    primaryKey: primaryKey?.columns ?? [],
    ...(primaryKey?.name === undefined ? {} : { primaryKeyName: primaryKey.name }),
    partitionKeys: statement.partitionedBy.map((part) => part.name),
    options,
    optionSpans,
    ...(statement.watermark ? { watermark: watermarkOf(statement.watermark) } : {}),
  };
}

export const watermarkOf = (watermark: ast.Watermark): CatalogTable['watermark'] => ({
  column: watermark.column.parts.map((p) => p.name).join('.'),
  expression: watermark.expression,
  span: watermark.span,
});

export function bindColumns(definitions: readonly ast.ColumnDefinition[], context: BindContext): CatalogColumn[] {
  const columns: CatalogColumn[] = [];
  for (const definition of definitions) {
    const name = definition.name.parts.map((p) => p.name).join('.');
    if (columns.some((c) => c.name === name))
      context.diagnostics.error('duplicate-name', `column '${name}' is defined twice`, definition.name.span);
    columns.push(bindColumn(definition, name, columns, context));
  }
  // A computed column may use columns defined behind it; its type is known once all of them are.
  return columns.map((column) =>
    column.kind === 'computed' ? { ...column, type: computedType(column.expression, columns, context) } : column,
  );
}

function bindColumn(
  definition: ast.ColumnDefinition,
  name: string,
  before: readonly CatalogColumn[],
  context: BindContext,
): CatalogColumn {
  const base = { name, span: definition.span, ...(definition.comment ? { comment: definition.comment.value } : {}) };
  switch (definition.kind) {
    case 'physical-column':
      return { ...base, kind: 'physical', type: bindType(definition.type, context.diagnostics) };
    case 'metadata-column':
      return {
        ...base,
        kind: 'metadata',
        type: bindType(definition.type, context.diagnostics),
        key: definition.from?.value ?? name,
        virtual: definition.virtual,
      };
    case 'computed-column':
      void before;
      return { ...base, kind: 'computed', type: { kind: 'NULL', nullable: true }, expression: definition.expression };
  }
}

/** Computed columns see physical and metadata columns only, as in Flink. */
function computedType(
  expression: ast.Expression,
  columns: readonly CatalogColumn[],
  context: BindContext,
): CatalogColumn['type'] {
  return bindExpression(expression, { columns: columns.filter((c) => c.kind !== 'computed') }, context).type;
}

export function primaryKeyOf(
  columns: readonly ast.ColumnDefinition[],
  constraints: readonly ast.TableConstraint[],
  context: BindContext,
): { columns: string[]; name?: string } | undefined {
  const keys: { columns: string[]; name?: string; enforced?: boolean; unique: string; span: Span }[] = [];
  for (const column of columns) {
    if (column.kind !== 'physical-column' || !column.constraint) continue;
    const { constraint } = column;
    keys.push({
      columns: [column.name.parts.at(-1)!.name],
      unique: constraint.unique,
      span: constraint.span,
      ...(constraint.enforced === undefined ? {} : { enforced: constraint.enforced }),
    });
  }
  for (const constraint of constraints) {
    const name = constraint.name?.name;
    keys.push({
      columns: constraint.columns.map((c) => c.name),
      unique: constraint.unique,
      span: constraint.span,
      ...(name === undefined ? {} : { name }),
      ...(constraint.enforced === undefined ? {} : { enforced: constraint.enforced }),
    });
  }
  for (const key of keys) {
    if (key.unique === 'UNIQUE')
      context.diagnostics.error('not-supported', 'a UNIQUE constraint is not supported', key.span, {
        hint: 'PRIMARY KEY (…) NOT ENFORCED is',
      });
    else if (key.enforced !== false)
      context.diagnostics.error(
        'invalid-statement',
        'a PRIMARY KEY must be NOT ENFORCED: the data belongs to the external system',
        key.span,
        { hint: 'write NOT ENFORCED behind it' },
      );
  }
  if (keys.length > 1) context.diagnostics.error('invalid-statement', 'a table has one PRIMARY KEY', keys[1]!.span);
  return keys[0];
}

export function readProperties(
  properties: readonly ast.Property[],
  context: BindContext,
): Pick<TableParts, 'options' | 'optionSpans'> {
  const options: Record<string, string> = {};
  const optionSpans: Record<string, { key: Span; value: Span }> = {};
  for (const property of properties) {
    const key = property.key.value;
    if (key in options)
      context.diagnostics.error('duplicate-name', `option '${key}' is given twice`, property.key.span);
    options[key] = property.value.value;
    optionSpans[key] = { key: property.key.span, value: property.value.span };
  }
  return { options, optionSpans };
}

/** The parts put together, checked as one table. */
export function makeTable(
  parts: TableParts,
  statement: Pick<ast.CreateTable, 'temporary' | 'comment' | 'distribution'>,
  name: ObjectName,
  span: Span,
  context: BindContext,
): CatalogTable {
  checkNames('PRIMARY KEY', parts.primaryKey, parts.columns, span, context);
  checkNames('PARTITIONED BY', parts.partitionKeys, parts.columns, span, context);
  const columns = parts.columns.map((column) =>
    parts.primaryKey.includes(column.name) ? { ...column, type: notNull(column.type) } : column,
  );
  const table: CatalogTable = {
    kind: 'table',
    name,
    temporary: statement.temporary,
    columns,
    primaryKey: parts.primaryKey,
    partitionKeys: parts.partitionKeys,
    options: parts.options,
    optionSpans: parts.optionSpans,
    span,
    ...(parts.watermark ? { watermark: parts.watermark } : {}),
    ...(parts.primaryKeyName === undefined ? {} : { primaryKeyName: parts.primaryKeyName }),
    ...(statement.comment ? { comment: statement.comment.value } : {}),
  };
  if (statement.distribution)
    context.diagnostics.error('not-supported', 'DISTRIBUTED BY is not supported', statement.distribution.span, {
      hint: 'no connector of streamsql writes buckets',
    });
  if (table.watermark) checkWatermark(table, table.watermark, context);
  checkTableUse(withoutFaults(table), 'create', span, context);
  checkMetadata(table, context);
  return table;
}

/** What was told already is not told again by the connector: columns of unknown types, partition keys that are no columns. */
const withoutFaults = (table: CatalogTable): CatalogTable => ({
  ...table,
  columns: table.columns.filter((column) => column.kind !== 'physical' || column.type.kind !== 'NULL'),
  partitionKeys: table.partitionKeys.filter((key) => table.columns.some((column) => column.name === key)),
});

function checkNames(
  clause: string,
  names: readonly string[],
  columns: readonly CatalogColumn[],
  span: Span,
  context: BindContext,
): void {
  for (const name of names) {
    const column = columns.find((c) => c.name === name);
    if (!column)
      context.diagnostics.error('unknown-column', `${clause} names '${name}', which is no column of the table`, span);
    else if (column.kind !== 'physical')
      context.diagnostics.error(
        'invalid-statement',
        `${clause} names '${name}', which is a ${column.kind} column`,
        column.span,
        { hint: 'only physical columns can be named there' },
      );
  }
}

function checkWatermark(
  table: CatalogTable,
  watermark: NonNullable<CatalogTable['watermark']>,
  context: BindContext,
): void {
  const column = table.columns.find((c) => c.name === watermark.column);
  if (!column) {
    context.diagnostics.error(
      'unknown-column',
      `the watermark is for '${watermark.column}', which is no column of the table`,
      watermark.span,
    );
    return;
  }
  const { type } = column;
  const isTime = (type.kind === 'TIMESTAMP' || type.kind === 'TIMESTAMP_LTZ') && type.precision <= 3;
  if (!isTime)
    context.diagnostics.error(
      'type-mismatch',
      `a watermark's column must be TIMESTAMP(p) or TIMESTAMP_LTZ(p) with p from 0 to 3, and '${column.name}' is ${printType(type)}`,
      watermark.span,
    );
  bindExpression(watermark.expression, { columns: table.columns }, context);
}

function checkMetadata(table: CatalogTable, context: BindContext): void {
  const connector = context.connectors.find(table.options.connector ?? '');
  if (!connector) return;
  const known = connector.metadata(table.options);
  for (const column of table.columns) {
    if (column.kind !== 'metadata' || column.key in known) continue;
    const names = Object.keys(known);
    context.diagnostics.error(
      'unknown-column',
      `connector '${connector.name}' has no metadata '${column.key}'`,
      column.span,
      {
        notes: [names.length > 0 ? `it has ${names.join(', ')}` : 'it has none'],
        ...(column.key === column.name
          ? { hint: `METADATA FROM 'key' names it when the column is called otherwise` }
          : {}),
      },
    );
  }
}
