import type { ConnectorRegistry } from '../../sql/catalog/connectors.ts';
import { columnsIn, mapColumns } from '../logical/expressions.ts';
import type { Correlate, LogicalPlan, Scan } from '../logical/plan.ts';
import type { ColumnReference, Expression } from '../physical/expression.ts';
import type { OutputColumn, ProducedColumn } from '../physical/plan.ts';

export const PRUNE_COLUMNS_DOC =
  'PruneColumns lets every node make only what is used above it, down to the fields, and the places within MAPs and ROWs, that a format decodes.';

/** The whole plan, with unused columns gone everywhere below the root. */
export function pruneColumns(plan: LogicalPlan, connectors: ConnectorRegistry): LogicalPlan {
  return prune(
    plan,
    plan.columns.map((_, i) => i),
    connectors,
  );
}

/** The plan making just the columns `wanted`, in that order. */
function prune(plan: LogicalPlan, wanted: readonly number[], connectors: ConnectorRegistry): LogicalPlan {
  const columns = wanted.map((i) => plan.columns[i]!);
  switch (plan.kind) {
    case 'scan':
      return { ...plan, produced: wanted.map((i) => plan.produced[i]!), columns };
    case 'values':
      return { ...plan, rows: plan.rows.map((row) => wanted.map((i) => row[i]!)), columns };
    case 'project':
      return pruneProject(plan, wanted, columns, connectors);
    case 'filter':
      return pruneFilter(plan, wanted, columns, connectors);
    case 'correlate':
      return pruneCorrelate(plan, wanted, columns, connectors);
    case 'union':
      return { ...plan, inputs: plan.inputs.map((input) => prune(input, wanted, connectors)), columns };
    case 'limit':
      return { ...plan, input: prune(plan.input, wanted, connectors), columns };
  }
}

function pruneProject(
  plan: Extract<LogicalPlan, { kind: 'project' }>,
  wanted: readonly number[],
  columns: readonly OutputColumn[],
  connectors: ConnectorRegistry,
): LogicalPlan {
  const expressions = wanted.map((i) => plan.expressions[i]!);
  const narrowed = narrow(plan.input, expressions, connectors);
  return { ...plan, input: narrowed.input, expressions: narrowed.expressions, columns };
}

/** `wanted` is in the order of the columns: what is carried stays before what is emitted. */
function pruneCorrelate(
  plan: Correlate,
  wanted: readonly number[],
  columns: readonly OutputColumn[],
  connectors: ConnectorRegistry,
): LogicalPlan {
  const { rows, carried, emitted, input } = plan;
  const through = wanted.filter((i) => i < carried.length).map((i) => carried[i]!);
  const kept = wanted.filter((i) => i >= carried.length).map((i) => emitted[i - carried.length]!);
  const narrowed = narrow(input, [...references(input, through), ...rows.args], connectors);
  const places = narrowed.expressions.slice(0, through.length).map((e) => (e as ColumnReference).index);
  const args = narrowed.expressions.slice(through.length);
  return { ...plan, input: narrowed.input, rows: { ...rows, args }, carried: places, emitted: kept, columns };
}

const references = (plan: LogicalPlan, wanted: readonly number[]): ColumnReference[] =>
  wanted.map((index) => {
    const { name, type } = plan.columns[index]!;
    return { kind: 'column', index, name, type, span: plan.span };
  });

/** A filter whose condition reads more than is wanted gets a projection on top. */
function pruneFilter(
  plan: Extract<LogicalPlan, { kind: 'filter' }>,
  wanted: readonly number[],
  columns: readonly OutputColumn[],
  connectors: ConnectorRegistry,
): LogicalPlan {
  const through = references(plan, wanted);
  const narrowed = narrow(plan.input, [...through, plan.condition], connectors);
  const [condition, ...rest] = [narrowed.expressions.at(-1)!, ...narrowed.expressions.slice(0, -1)];
  const filter: LogicalPlan = { ...plan, input: narrowed.input, condition, columns: narrowed.input.columns };
  const same = rest.length === filter.columns.length && rest.every((e, i) => e.kind === 'column' && e.index === i);
  return same ? filter : { kind: 'project', input: filter, expressions: rest, columns, span: plan.span };
}

/** An input that makes only what the expressions read, and the expressions over it. */
function narrow(
  input: LogicalPlan,
  expressions: readonly Expression[],
  connectors: ConnectorRegistry,
): { input: LogicalPlan; expressions: readonly Expression[] } {
  if (input.kind === 'scan') return narrowScan(input, expressions, connectors);
  if (input.kind === 'filter' && input.input.kind === 'scan') {
    const narrowed = narrowScan(input.input, [...expressions, input.condition], connectors);
    const filter: LogicalPlan = {
      ...input,
      input: narrowed.input,
      condition: narrowed.expressions.at(-1)!,
      columns: narrowed.input.columns,
    };
    return { input: filter, expressions: narrowed.expressions.slice(0, -1) };
  }
  const used = new Set<number>();
  for (const expression of expressions) columnsIn(expression, used);
  const wanted = [...used].sort((a, b) => a - b);
  const place = new Map(wanted.map((column, i) => [column, i]));
  return {
    input: prune(input, wanted, connectors),
    expressions: expressions.map((e) => mapColumns(e, (c) => ({ ...c, index: place.get(c.index)! }))),
  };
}

/** Reads of `map['key']` and `row.field` become columns of their own when nothing else needs all of the column. */
function narrowScan(
  scan: Scan,
  expressions: readonly Expression[],
  connectors: ConnectorRegistry,
): { input: LogicalPlan; expressions: readonly Expression[] } {
  const nested = connectors.find(scan.options.connector ?? '')?.nestedProjection(scan.options) ?? false;
  const produced: ProducedColumn[] = [];
  const places = new Map<string, number>();
  const whole = nested ? wholeColumns(expressions) : undefined;
  const placeOf = (column: ProducedColumn): number => {
    const key = JSON.stringify([column.name, column.from]);
    let place = places.get(key);
    if (place === undefined) places.set(key, (place = produced.push(column) - 1));
    return place;
  };
  const rewrite = (e: Expression): Expression => {
    const access = nested ? accessPath(e) : undefined;
    if (
      access &&
      scan.produced[access.column]!.from.kind === 'physical' &&
      (!whole!.has(access.column) || access.throughMap)
    ) {
      const column = scan.produced[access.column]!;
      const index = placeOf({ name: column.name, type: e.type, from: { kind: 'physical', path: access.path } });
      return { kind: 'column', index, name: [column.name, ...access.path].join('.'), type: e.type, span: e.span };
    }
    if (e.kind === 'column') return { ...e, index: placeOf(scan.produced[e.index]!) };
    return e.kind === 'call' ? { ...e, args: e.args.map(rewrite) } : e;
  };
  const rewritten = expressions.map(rewrite);
  const columns = produced.map((column) => ({
    name:
      column.from.kind === 'physical' && column.from.path ? [column.name, ...column.from.path].join('.') : column.name,
    type: column.type,
  }));
  return { input: { ...scan, produced, columns }, expressions: rewritten };
}

/** Columns that some expression reads otherwise than through a path. */
function wholeColumns(expressions: readonly Expression[]): Set<number> {
  const whole = new Set<number>();
  const look = (e: Expression): void => {
    if (e.kind === 'column') whole.add(e.index);
    else if (e.kind === 'call' && !accessPath(e)) e.args.forEach(look);
  };
  expressions.forEach(look);
  return whole;
}

interface AccessPath {
  readonly column: number;
  readonly path: readonly string[];
  readonly throughMap: boolean;
}

/** `column['key']`, `column.field.field`: steps with constant text keys down to a column. */
function accessPath(e: Expression): AccessPath | undefined {
  if (e.kind !== 'call') return undefined;
  const [operand, key] = e.args;
  if (!operand) return undefined;
  const isMapKey =
    e.name === '[]' &&
    e.options.outermost === undefined &&
    operand.type.kind === 'MAP' &&
    (operand.type.key.kind === 'VARCHAR' || operand.type.key.kind === 'CHAR') &&
    key?.kind === 'literal' &&
    typeof key.value === 'string';
  const isField = e.name === 'FIELD' && operand.type.kind === 'ROW';
  if (!isMapKey && !isField) return undefined;
  const step = isMapKey ? String((key as { value: unknown }).value) : String(e.options.name);
  if (operand.kind === 'column') return { column: operand.index, path: [step], throughMap: isMapKey };
  const below = accessPath(operand);
  return below && { ...below, path: [...below.path, step], throughMap: below.throughMap || isMapKey };
}
