/** The columns of an INSERT: which of the sink's get which of the query's, and what does not fit. */
import type * as ast from '../../sql/ast/index.ts';
import type { CatalogColumn, CatalogTable } from '../../sql/catalog/objects.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import { implicitCastAllowed } from '../../sql/types/coercion.ts';
import { printType } from '../../sql/types/print.ts';
import type { SqlType } from '../../sql/types/type.ts';
import { implicitCast } from '../bind/call.ts';
import type { BindContext, BoundQuery } from '../bind/context.ts';
import { nullLiteral } from '../bind/literal.ts';
import type { Expression } from '../physical/expression.ts';

export type PersistedColumn = Exclude<CatalogColumn, { kind: 'computed' }>;

/** The sink's columns that the query's columns go to, in order; undefined after a fault. */
export function targetColumns(
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

/** Which of the query's columns, or which constant, goes to which of the sink's. */
export interface Assignment {
  readonly table: CatalogTable;
  /** The sink's columns that the query's go to, in the query's order. */
  readonly targets: readonly PersistedColumn[];
  /** Values of `PARTITION (k = 'v')`. */
  readonly statics: ReadonlyMap<string, Expression>;
  readonly source: BoundQuery;
  /** The statement's. */
  readonly span: Span;
}

/** What the sink's column gets, cast to its type; undefined after a fault. */
export function valueFor(
  column: PersistedColumn,
  assignment: Assignment,
  context: BindContext,
): Expression | undefined {
  const { targets, statics, source, span } = assignment;
  const fixed = statics.get(column.name);
  if (fixed) return implicitCast(fixed, column.type);
  const index = targets.indexOf(column);
  if (index < 0) return missingValue(column, span, context);
  const given = source.columns[index]!;
  const at = expressionSpan(source, index, span);
  if (fits(given.type, column.type))
    return implicitCast({ kind: 'column', index, name: given.name, type: given.type, span: at }, column.type);
  const message = `column ${index + 1}, '${column.name}', is ${printType(column.type)} and the query gives ${printType(given.type)}`;
  schemaMismatch(assignment, message, at, context);
  return undefined;
}

function missingValue(column: PersistedColumn, span: Span, context: BindContext): Expression | undefined {
  if (column.type.nullable) return { ...nullLiteral(span), type: column.type };
  context.diagnostics.error(
    'schema-mismatch',
    `column '${column.name}' is NOT NULL and the statement gives it no value`,
    span,
  );
  return undefined;
}

const fits = (from: SqlType, to: SqlType): boolean => from.kind === 'NULL' || implicitCastAllowed(from, to);

/** The item of the SELECT list (or of the first row of VALUES) that makes the column, so that a failing cast points there. */
function expressionSpan({ plan }: BoundQuery, index: number, fallback: Span): Span {
  const expressions = plan.kind === 'project' ? plan.expressions : plan.kind === 'values' ? plan.rows[0] : undefined;
  return expressions?.[index]?.span ?? fallback;
}

/** Says it, with both lists of columns side by side. */
export function schemaMismatch(
  { table, targets, source }: Assignment,
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
