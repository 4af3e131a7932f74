/** INSERT INTO t … -> the query's rows in the shape of the sink, every column checked. */

import type * as ast from '../../sql/ast/index.ts';
import type { CatalogTable } from '../../sql/catalog/objects.ts';
import { fullName } from '../../sql/catalog/objects.ts';
import { plural } from '../../sql/diagnostics/plural.ts';
import type { BindContext, BoundQuery } from '../bind/context.ts';
import { EMPTY_SCOPE } from '../bind/context.ts';
import { bindExpression } from '../bind/expression.ts';
import { checkTableUse } from '../bind/options.ts';
import { bindQuery } from '../bind/query.ts';
import { hintOptions, unknownTable } from '../bind/table.ts';
import type { Output } from '../physical/choose.ts';
import type { Expression } from '../physical/expression.ts';
import { tablePlaces } from '../physical/places.ts';
import { enforceNotNull } from './not-null.ts';
import { type PersistedColumn, schemaMismatch, targetColumns, valueFor } from './sink-columns.ts';

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
  const assignment = { table, targets, statics, source, span: insert.span };
  if (targets.length !== source.columns.length) {
    const message = `the query gives ${plural(source.columns.length, 'column')} and the sink takes ${targets.length}`;
    schemaMismatch(assignment, message, insert.span, context);
    return undefined;
  }
  const expressions = persisted.map((column) => valueFor(column, assignment, context));
  if (expressions.includes(undefined)) return undefined;
  const columns = persisted.map(({ name, type }) => ({ name, type }));
  const plan = {
    kind: 'project' as const,
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
