/** A table of the catalog -> a scan of what its connector produces, with computed columns as a projection above. */
import type { CatalogColumn, CatalogTable } from '../../sql/catalog/objects.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { SqlType, TemporalType } from '../../sql/types/type.ts';
import type { LogicalPlan } from '../logical/plan.ts';
import type { Expression } from '../physical/expression.ts';
import type { ProducedColumn } from '../physical/plan.ts';
import type { BindContext, BoundQuery, ScopeColumn } from './context.ts';
import { bindExpression } from './expression.ts';
import { checkTableUse } from './options.ts';

type HintOptions = Readonly<Record<string, { readonly key: Span; readonly value: Span; readonly text: string }>>;

export function bindScan(
  table: CatalogTable,
  hints: HintOptions,
  span: Span,
  context: BindContext,
): BoundQuery | undefined {
  const options = {
    ...table.options,
    ...Object.fromEntries(Object.entries(hints).map(([key, hint]) => [key, hint.text])),
  };
  const spans = { ...table.optionSpans, ...hints };
  // A table with faults keeps its columns: the rest of the query is looked at too.
  checkTableUse({ ...table, options, optionSpans: spans }, 'read', span, context);
  if (context.session.batch && context.connectors.find(options.connector ?? '')?.bounded(options) === false)
    context.diagnostics.error(
      'invalid-query',
      `table '${table.name.object}' has no end, and batch mode reads to the end`,
      span,
      {
        hint: "SET 'execution.runtime-mode' = 'streaming', or bound the table with its options",
      },
    );
  const stored = table.columns.filter((column) => column.kind !== 'computed');
  const produced = stored.map(producedColumn);
  const scan: LogicalPlan = {
    kind: 'scan',
    table: { ...table, optionSpans: spans },
    options,
    produced,
    columns: produced.map(({ name, type }) => ({ name, type })),
    span,
  };
  const scope = { columns: scan.columns };
  const expressions = table.columns.map((column): Expression => {
    if (column.kind === 'computed') return bindExpression(column.expression, scope, context);
    const index = stored.indexOf(column);
    return { kind: 'column', index, name: column.name, type: column.type, span };
  });
  const columns = table.columns.map(
    (column, i): ScopeColumn => ({ name: column.name, type: attributed(table, column.name, expressions[i]!.type) }),
  );
  if (stored.length === table.columns.length) return { plan: scan, columns };
  return { plan: { kind: 'project', input: scan, expressions, columns, span }, columns };
}

function producedColumn(column: Exclude<CatalogColumn, { kind: 'computed' }>): ProducedColumn {
  return {
    name: column.name,
    type: column.type,
    from: column.kind === 'metadata' ? { kind: 'metadata', key: column.key } : { kind: 'physical' },
  };
}

/** The watermark's column is the table's event time. */
function attributed(table: CatalogTable, name: string, type: SqlType): SqlType {
  return table.watermark?.column === name ? { ...(type as TemporalType), attribute: 'ROWTIME' } : type;
}
