/** INSERT INTO t … -> the query's rows in the shape of the sink, every column checked. */

import type * as ast from '../../sql/ast/index.ts';
import type { CatalogColumn, CatalogTable } from '../../sql/catalog/objects.ts';
import { fullName } from '../../sql/catalog/objects.ts';
import { plural } from '../../sql/diagnostics/plural.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { implicitCastAllowed } from '../../sql/types/coercion.ts';
import { printType } from '../../sql/types/print.ts';
import type { SqlType } from '../../sql/types/type.ts';
import * as T from '../../sql/types/type.ts';
import { implicitCast } from '../bind/call.ts';
import type { BindContext, BoundQuery } from '../bind/context.ts';
import { EMPTY_SCOPE } from '../bind/context.ts';
import { bindExpression } from '../bind/expression.ts';
import { nullLiteral } from '../bind/literal.ts';
import { checkTableUse } from '../bind/options.ts';
import { bindQuery } from '../bind/query.ts';
import { hintOptions, unknownTable } from '../bind/table.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Output } from '../physical/choose.ts';
import type { Expression } from '../physical/expression.ts';
import { tablePlaces } from '../physical/places.ts';

type PersistedColumn = Exclude<CatalogColumn, { kind: 'computed' }>;

export function bindInsert(insert: ast.Insert, context: BindContext): Output | undefined {
  const source = bindQuery(insert.query, context);
  const table = sinkTable(insert, context);
  if (insert.upsert)
    context.diagnostics.error('not-supported', 'UPSERT INTO is not supported', insert.span, { hint: 'INSERT INTO' });
  if (insert.extend) context.diagnostics.error('not-supported', 'EXTEND is not supported', insert.span);
  if (insert.onConflict)
    context.diagnostics.error('not-supported', 'ON CONFLICT is not supported', insert.span, {
      hint: 'it decides over updates; streamsql inserts rows only',
    });
  if (!source || !table) return undefined;
  checkSinkAbilities(table, insert, context);
  return sinkOf(table, source, insert, context);
}

/** What an INSERT asks of the table's connector, for a table that the same statement makes. @returns false when it cannot be written */
export function checkNewSink(
  table: CatalogTable,
  insert: Pick<ast.Insert, 'span' | 'table' | 'overwrite'>,
  context: BindContext,
): boolean {
  const before = context.diagnostics.errorCount;
  checkTableUse(table, 'write', insert.table.span, context);
  checkSinkAbilities(table, insert, context);
  return context.diagnostics.errorCount === before;
}

/** Flink's SupportsOverwrite and SupportsPartitioning; it overwrites in batch mode only. */
function checkSinkAbilities(
  table: CatalogTable,
  insert: Pick<ast.Insert, 'span' | 'table' | 'overwrite'>,
  context: BindContext,
): void {
  const connector = context.connectors.find(table.options.connector ?? '');
  if (!connector) return;
  const { name, canOverwrite, canPartition } = connector;
  const { diagnostics, session } = context;
  if (insert.overwrite && !canOverwrite)
    diagnostics.error('not-supported', `a table of connector '${name}' cannot be overwritten`, insert.span, {
      hint: 'INSERT INTO',
    });
  else if (insert.overwrite && !session.batch)
    diagnostics.error('not-supported', 'INSERT OVERWRITE is not supported in streaming mode', insert.span, {
      hint: "SET 'execution.runtime-mode' = 'batch'",
    });
  if (table.partitionKeys.length > 0 && !canPartition)
    diagnostics.error('not-supported', `a table of connector '${name}' cannot be partitioned`, insert.table.span, {
      hint: 'leave out PARTITIONED BY',
    });
}

function sinkTable(insert: ast.Insert, context: BindContext): CatalogTable | undefined {
  const object = context.catalog.find(
    context.catalog.resolveName(
      insert.table.parts.map((p) => p.name),
      context.home,
    ),
  );
  if (!object) return unknownTable(insert.table, context);
  if (object.kind === 'view') {
    context.diagnostics.error(
      'invalid-statement',
      `'${object.name.object}' is a view: rows can be inserted into tables only`,
      insert.table.span,
    );
    return undefined;
  }
  const hints = hintOptions(insert.hints);
  const options = {
    ...object.options,
    ...Object.fromEntries(Object.entries(hints).map(([key, hint]) => [key, hint.text])),
  };
  const table = { ...object, options, optionSpans: { ...object.optionSpans, ...hints } };
  checkTableUse(table, 'write', insert.table.span, context);
  return table;
}

export function sinkOf(
  table: CatalogTable,
  source: BoundQuery,
  insert: Pick<ast.Insert, 'partition' | 'columns' | 'overwrite' | 'span' | 'table'>,
  context: BindContext,
): Output | undefined {
  const persisted = table.columns.filter(
    (c): c is PersistedColumn => c.kind === 'physical' || (c.kind === 'metadata' && !c.virtual),
  );
  if (!checkMetadataWritable(table, persisted, context)) return undefined;
  const statics = staticPartitions(insert.partition, table, context);
  const targets = targetColumns(insert, persisted, statics, context);
  if (!targets) return undefined;
  if (targets.length !== source.columns.length) {
    schemaMismatch(
      table,
      targets,
      source,
      `the query gives ${plural(source.columns.length, 'column')} and the sink takes ${targets.length}`,
      insert.span,
      context,
    );
    return undefined;
  }
  const expressions = persisted.map((column) => valueFor(column, targets, statics, source, insert, table, context));
  if (expressions.includes(undefined)) return undefined;
  const columns = persisted.map(({ name, type }) => ({ name, type }));
  const plan: LogicalPlan = {
    kind: 'project',
    input: source.plan,
    expressions: expressions as Expression[],
    columns,
    span: insert.span,
  };
  return {
    plan: enforceNotNull(plan, persisted, context),
    sink: {
      table: {
        identifier: fullName(table.name),
        connector: table.options.connector!,
        options: table.options,
        physicalColumns: table.columns.filter((c) => c.kind === 'physical').map(({ name, type }) => ({ name, type })),
        primaryKey: table.primaryKey,
        partitionKeys: table.partitionKeys,
        places: tablePlaces(insert.table.span, table.optionSpans),
      },
      consumed: persisted.map((c) => ({
        name: c.name,
        type: c.type,
        ...(c.kind === 'metadata' ? { metadataKey: c.key } : {}),
      })),
      overwrite: insert.overwrite,
      staticPartitions: Object.fromEntries(
        insert.partition?.values.map((v) => [v.column.name, partitionText(v.value)]) ?? [],
      ),
    },
  };
}

const partitionText = (value: ast.Expression | undefined): string =>
  value?.kind === 'string' ? value.value : value && 'text' in value ? String(value.text) : '';

function checkMetadataWritable(
  table: CatalogTable,
  persisted: readonly PersistedColumn[],
  context: BindContext,
): boolean {
  const known = context.connectors.find(table.options.connector ?? '')?.metadata(table.options) ?? {};
  let fine = true;
  for (const column of persisted) {
    if (column.kind !== 'metadata' || known[column.key]?.writable !== false) continue;
    fine = false;
    context.diagnostics.error(
      'invalid-statement',
      `metadata '${column.key}' of connector '${table.options.connector}' can only be read`,
      column.span,
      { hint: 'declare the column VIRTUAL: it is then no column of the sink' },
    );
  }
  return fine;
}

function staticPartitions(
  partition: ast.PartitionSpec | undefined,
  table: CatalogTable,
  context: BindContext,
): Map<string, Expression> {
  const values = new Map<string, Expression>();
  for (const value of partition?.values ?? []) {
    const name = value.column.name;
    if (!table.partitionKeys.includes(name))
      context.diagnostics.error(
        'unknown-column',
        `'${name}' is no partition column of '${table.name.object}'`,
        value.column.span,
        {
          notes: [
            table.partitionKeys.length
              ? `it is partitioned by ${table.partitionKeys.join(', ')}`
              : 'it is not partitioned',
          ],
        },
      );
    else if (value.value) values.set(name, bindExpression(value.value, EMPTY_SCOPE, context));
  }
  return values;
}

/** The sink's columns that the query's columns go to, in order; undefined after a fault. */
function targetColumns(
  insert: Pick<ast.Insert, 'columns'>,
  persisted: readonly PersistedColumn[],
  statics: ReadonlyMap<string, Expression>,
  context: BindContext,
): PersistedColumn[] | undefined {
  if (!insert.columns) return persisted.filter((c) => !statics.has(c.name));
  const targets: PersistedColumn[] = [];
  let fine = true;
  const fault = (code: 'unknown-column' | 'duplicate-name' | 'not-supported', message: string, span: Span) => {
    fine = false;
    context.diagnostics.error(code, message, span);
  };
  for (const name of insert.columns) {
    const column = persisted.find((c) => c.name === name.parts[0]!.name);
    if (name.parts.length > 1) fault('not-supported', 'inserting into a part of a ROW is not supported', name.span);
    else if (!column)
      fault('unknown-column', `the sink has no column '${name.parts[0]!.name}' that can be written`, name.span);
    else if (targets.includes(column)) fault('duplicate-name', `column '${column.name}' is named twice`, name.span);
    else targets.push(column);
  }
  return fine ? targets : undefined;
}

function valueFor(
  column: PersistedColumn,
  targets: readonly PersistedColumn[],
  statics: ReadonlyMap<string, Expression>,
  source: BoundQuery,
  insert: Pick<ast.Insert, 'span'>,
  table: CatalogTable,
  context: BindContext,
): Expression | undefined {
  const fixed = statics.get(column.name);
  if (fixed) return implicitCast(fixed, column.type);
  const index = targets.indexOf(column);
  if (index < 0) {
    if (column.type.nullable) return { ...nullLiteral(insert.span), type: column.type };
    context.diagnostics.error(
      'schema-mismatch',
      `column '${column.name}' is NOT NULL and the statement gives it no value`,
      insert.span,
    );
    return undefined;
  }
  const given = source.columns[index]!;
  if (!fits(given.type, column.type)) {
    schemaMismatch(
      table,
      targets,
      source,
      `column ${index + 1}, '${column.name}', is ${printType(column.type)} and the query gives ${printType(given.type)}`,
      expressionSpan(source, index, insert.span),
      context,
    );
    return undefined;
  }
  return implicitCast(
    { kind: 'column', index, name: given.name, type: given.type, span: expressionSpan(source, index, insert.span) },
    column.type,
  );
}

const fits = (from: SqlType, to: SqlType): boolean => from.kind === 'NULL' || implicitCastAllowed(from, to);

/** The item of the SELECT list (or of the first row of VALUES) that makes the column, so that a failing cast points there. */
function expressionSpan({ plan }: BoundQuery, index: number, fallback: Span): Span {
  const expressions = plan.kind === 'project' ? plan.expressions : plan.kind === 'values' ? plan.rows[0] : undefined;
  return expressions?.[index]?.span ?? fallback;
}

function schemaMismatch(
  table: CatalogTable,
  targets: readonly PersistedColumn[],
  source: BoundQuery,
  message: string,
  span: Span,
  context: BindContext,
): void {
  const rows = Math.max(targets.length, source.columns.length);
  const line = (i: number): string => {
    const given = source.columns[i];
    const wanted = targets[i];
    const left = given ? `${given.name} ${printType(given.type)}` : '(nothing)';
    const right = wanted ? `${wanted.name} ${printType(wanted.type)}` : '(nothing)';
    const good = given && wanted && fits(given.type, wanted.type);
    return `${good ? ' ' : '!'} ${left}  ->  ${right}`;
  };
  const lines = Array.from({ length: rows }, (_, i) => line(i));
  const notes = [`query -> sink '${table.name.object}':`, ...lines];
  // Of several columns that do not fit the first has the list.
  const isListed = context.diagnostics.list.some((other) => other.notes?.join() === notes.join());
  context.diagnostics.error('schema-mismatch', message, span, isListed ? {} : { notes });
}

/** `table.exec.sink.not-null-enforcer`: ERROR fails the row, DROP leaves it out. */
function enforceNotNull(plan: LogicalPlan, persisted: readonly PersistedColumn[], context: BindContext): LogicalPlan {
  if (plan.kind !== 'project') return plan;
  const loose = persisted.flatMap((column, i) =>
    !column.type.nullable && plan.expressions[i]!.type.nullable ? [i] : [],
  );
  if (loose.length === 0) return plan;
  if ((context.session.config['table.exec.sink.not-null-enforcer'] ?? 'ERROR').toUpperCase() === 'DROP') {
    const tests = loose.map(
      (i): Expression => ({
        kind: 'call',
        name: 'IS NOT NULL',
        args: [columnOf(plan, i)],
        options: {},
        type: T.notNull(T.BOOLEAN),
        span: plan.span,
      }),
    );
    const condition = tests.reduce(
      (a, b): Expression => ({
        kind: 'call',
        name: 'AND',
        args: [a, b],
        options: {},
        type: T.notNull(T.BOOLEAN),
        span: plan.span,
      }),
    );
    return { kind: 'filter', input: plan, condition, columns: plan.columns, span: plan.span };
  }
  const expressions = plan.expressions.map(
    (e, i): Expression =>
      loose.includes(i)
        ? {
            kind: 'call',
            name: '$NOT_NULL',
            args: [e],
            options: { column: persisted[i]!.name },
            type: T.notNull(e.type),
            span: e.span,
          }
        : e,
  );
  return { ...plan, expressions };
}

const columnOf = (plan: LogicalPlan, index: number): Expression => ({
  kind: 'column',
  index,
  name: plan.columns[index]!.name,
  type: T.nullable(plan.columns[index]!.type),
  span: plan.span,
});
