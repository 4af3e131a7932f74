/** Plans of one job that read the same table for different columns -> plans over one scan that makes all of them. */
import type { LogicalPlan, Scan } from '../logical/plan.ts';
import { inputsOf, withInputs } from '../logical/plan.ts';
import type { Expression } from '../physical/expression.ts';
import type { OutputColumn, ProducedColumn } from '../physical/plan.ts';

/** What the plans read of one table; both lists say the same columns. */
interface Shared {
  readonly produced: ProducedColumn[];
  readonly columns: OutputColumn[];
}

/** Every table is read once, as Flink's ScanReuser has it: a scan of fewer columns is a projection of the shared one. */
export function shareScans(plans: readonly LogicalPlan[]): readonly LogicalPlan[] {
  const tables = new Map<string, Shared>();
  for (const scan of plans.flatMap(scansIn)) gather(scan, tables);
  return plans.map((plan) => overShared(plan, tables));
}

const scansIn = (plan: LogicalPlan): readonly Scan[] =>
  plan.kind === 'scan' ? [plan] : inputsOf(plan).flatMap(scansIn);

function gather(scan: Scan, tables: Map<string, Shared>): void {
  const key = tableKey(scan);
  const shared = tables.get(key) ?? { produced: [], columns: [] };
  tables.set(key, shared);
  for (const [i, produced] of scan.produced.entries()) {
    if (shared.produced.some((other) => originOf(other) === originOf(produced))) continue;
    shared.produced.push(produced);
    shared.columns.push(scan.columns[i]!);
  }
}

function overShared(plan: LogicalPlan, tables: ReadonlyMap<string, Shared>): LogicalPlan {
  if (plan.kind !== 'scan')
    return withInputs(
      plan,
      inputsOf(plan).map((input) => overShared(input, tables)),
    );
  const { produced, columns } = tables.get(tableKey(plan))!;
  const places = plan.produced.map((one) => produced.findIndex((other) => originOf(other) === originOf(one)));
  if (places.length === produced.length && places.every((place, i) => place === i)) return plan;
  const expressions = places.map((index, i): Expression => {
    const { name, type } = plan.columns[i]!;
    return { kind: 'column', index, name, type, span: plan.span };
  });
  return {
    kind: 'project',
    input: { ...plan, produced, columns },
    expressions,
    columns: plan.columns,
    span: plan.span,
  };
}

/** A table with the options of its hint, and a LIMIT that it was given: those read different rows. */
const tableKey = ({ table, options, limit }: Scan): string => JSON.stringify([table.name, options, limit]);

const originOf = ({ name, from }: ProducedColumn): string => JSON.stringify([name, from]);
