/** Runs `SELECT <expression>` through parser, planner and generated code, and compares type, nullability and value. */

import { loadKernels } from '../../../src/kernels/load.ts';
import type { OutputColumn, PhysicalPlan } from '../../../src/planner/physical/plan.ts';
import { PlannerSession } from '../../../src/planner/session.ts';
import { Arena, Memory } from '../../../src/runtime/batch/memory.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import { compileCalc } from '../../../src/runtime/expression/compile.ts';
import { RowFailure } from '../../../src/runtime/expression/row-failure.ts';
import { Diagnostics } from '../../../src/sql/diagnostics/diagnostic.ts';
import { SCALAR_FUNCTIONS } from '../../../src/sql/functions/index.ts';
import { functionRegistry } from '../../../src/sql/functions/registry.ts';
import { parse } from '../../../src/sql/parse/index.ts';
import { printType } from '../../../src/sql/types/print.ts';
import { renderValue } from '../../../src/sql/types/render.ts';
import { notNull, row } from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import type { ExprCase, Phase, Verdict } from './case.ts';
import { noLaterThan } from './case.ts';

const functions = functionRegistry(SCALAR_FUNCTIONS);
const connectors = { find: () => undefined, names: [] };

type Outcome =
  | { readonly type: string; readonly nullable: boolean; readonly value: string | null }
  | { readonly failed: Phase; readonly message: string };

export function runExprCase(one: ExprCase): Verdict {
  const found = evaluateText(`SELECT ${one.sql}`, one.config ?? {});
  const { expect } = one;
  if ('error' in expect) {
    if ('failed' in found && noLaterThan(found.failed, expect.error.phase)) return { pass: true };
    return {
      pass: false,
      detail: `expected an error while ${expect.error.phase} (${expect.error.message}), found ${text(found)}`,
    };
  }
  if ('failed' in found) return { pass: false, detail: `expected ${text(expect)}, found ${text(found)}` };
  const pass =
    found.value === expect.value &&
    (!('type' in expect) || (found.type === expect.type && found.nullable === expect.nullable));
  return pass ? { pass } : { pass, detail: `expected ${text(expect)}, found ${text(found)}` };
}

const text = (outcome: object): string => JSON.stringify(outcome);

export function evaluateText(sql: string, config: Readonly<Record<string, string>>): Outcome {
  const parsed = parse({ name: 'case', text: sql }, { strict: true });
  const syntax = parsed.diagnostics.find((d) => d.severity === 'error');
  if (syntax) return { failed: 'parse', message: syntax.message };
  const session = new PlannerSession({ functions, connectors });
  Object.assign(session.config, { 'execution.runtime-mode': 'batch', ...config });
  const diagnostics = new Diagnostics();
  const result = session.execute(parsed.statements[0]!, diagnostics);
  const fault = diagnostics.list.find((d) => d.severity === 'error');
  if (fault || result.kind !== 'query')
    return { failed: fault?.code === 'constant-failure' ? 'plan' : 'validate', message: fault?.message ?? 'no query' };
  return evaluatePlan(result.plan);
}

const memory = new Memory(64 << 20);
const kernels = loadKernels(memory.wasm);

function evaluatePlan(plan: PhysicalPlan): Outcome {
  const arena = new Arena(memory);
  try {
    const calc = plan.nodes.findLast((node) => node.kind === 'calc' || node.kind === 'values')!;
    const projections = calc.kind === 'calc' ? calc.projections : calc.kind === 'values' ? calc.rows[0]! : [];
    const env = { memory, kernels, functions, session: plan.session };
    const batch = compileCalc({ projections }, env)({ rowCount: 1, columns: [], rowKinds: 0 }, arena)!;
    const found = calc.columns.map(({ type }, i) => readValue(memory, batch.columns[i]!, type, 0));
    const { type, value } =
      calc.columns.length === 1 ? { type: calc.columns[0]!.type, value: found[0]! } : asRow(calc.columns, found);
    return {
      type: printType(type),
      nullable: type.nullable,
      value: value === null ? null : renderValue(value, type, plan.session),
    };
  } catch (error) {
    if (error instanceof RowFailure && error.message !== 'the expression could not be evaluated')
      return { failed: 'runtime', message: error.message };
    throw error;
  } finally {
    arena.dispose();
  }
}

/** Several expressions in one case count as one ROW of them. */
const asRow = (columns: readonly OutputColumn[], value: readonly Value[]) => ({
  type: notNull(row(columns.map(({ name, type }) => ({ name, type })))),
  value,
});
