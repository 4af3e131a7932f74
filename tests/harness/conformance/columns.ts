/** An expression case again, its constants moved into columns: generated code over a batch must give what the constants gave. */

import { loadKernels } from '../../../src/kernels/load.ts';
import { bindQuery } from '../../../src/planner/bind/query.ts';
import { mapExpression, visit } from '../../../src/planner/logical/expressions.ts';
import type { Expression, FunctionCall, Literal } from '../../../src/planner/physical/expression.ts';
import { evaluateConstant } from '../../../src/planner/rules/constant.ts';
import { PlannerSession } from '../../../src/planner/session.ts';
import { columnBuilder } from '../../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../../src/runtime/batch/memory.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import { compileCalc } from '../../../src/runtime/expression/compile.ts';
import { RowFailure } from '../../../src/runtime/expression/row-failure.ts';
import type { Query } from '../../../src/sql/ast/index.ts';
import { Diagnostics } from '../../../src/sql/diagnostics/diagnostic.ts';
import type { Session } from '../../../src/sql/functions/define.ts';
import { SCALAR_FUNCTIONS } from '../../../src/sql/functions/index.ts';
import { functionRegistry } from '../../../src/sql/functions/registry.ts';
import { parse } from '../../../src/sql/parse/index.ts';
import { nullable } from '../../../src/sql/types/type.ts';
import type { Value } from '../../../src/sql/types/value.ts';
import type { ExprCase, Verdict } from './case.ts';

const functions = functionRegistry(SCALAR_FUNCTIONS);
const memory = new Memory(64 << 20);
const kernels = loadKernels(memory.wasm);
const BATCHES = [1, 1024];

/** What evaluating came to: a value as text, or that it fails. */
type Result = { readonly value: string } | { readonly fails: string };

export function runColumnsCase(one: ExprCase): Verdict {
  const bound = bind(one);
  if (!bound) return { pass: true };
  const { session, expressions } = bound;
  for (const expression of expressions) {
    const columns: Literal[] = [];
    const lifted = lift(expression, columns);
    if (columns.length === 0 || !isStable(expression)) continue;
    const withNulls = replaceLifted(
      lifted,
      columns.map((c) => ({ ...c, value: null })),
    );
    const expected = [constantResult(expression, session), constantResult(withNulls, session)];
    for (const rows of BATCHES) {
      const found = columnResults(lifted, columns, rows, session);
      const wrong = compare(found, expected, rows);
      if (wrong) return { pass: false, detail: `batch of ${rows}: ${wrong}` };
    }
  }
  return { pass: true };
}

function bind(one: ExprCase): { readonly session: Session; readonly expressions: readonly Expression[] } | undefined {
  const parsed = parse({ name: 'case', text: `SELECT ${one.sql}` }, { strict: true });
  if (parsed.diagnostics.some((d) => d.severity === 'error')) return undefined;
  const planner = new PlannerSession({ functions, connectors: { find: () => undefined, names: [] } });
  Object.assign(planner.config, { 'execution.runtime-mode': 'batch', 'table.local-time-zone': 'UTC', ...one.config });
  const diagnostics = new Diagnostics();
  const query = bindQuery(parsed.statements[0] as Query, planner.context(diagnostics));
  if (!query || diagnostics.hasErrors || query.plan.kind !== 'project') return undefined;
  return { session: planner.session(), expressions: query.plan.expressions };
}

const isStable = (expression: Expression): boolean => {
  let stable = true;
  visit(expression, (e) => {
    if (e.kind === 'call' && functions.scalar(e.name)?.deterministic !== true) stable = false;
  });
  return stable;
};

/** Constants become columns, but where a function needs a constant there. */
function lift(expression: Expression, columns: Literal[]): Expression {
  if (expression.kind === 'literal') {
    if (expression.type.kind === 'NULL') return expression;
    const index = columns.push({ ...expression, type: nullable(expression.type) }) - 1;
    return { kind: 'column', index, name: `c${index}`, type: nullable(expression.type), span: expression.span };
  }
  if (expression.kind === 'column') return expression;
  const parameters = functions.scalar(expression.name)?.parameters ?? [];
  const args = expression.args.map((arg, i) =>
    parameters[Math.min(i, parameters.length - 1)]?.constant ? arg : lift(arg, columns),
  );
  return { ...expression, args } satisfies FunctionCall;
}

const replaceLifted = (expression: Expression, literals: readonly Literal[]): Expression =>
  mapExpression(expression, (e) => (e.kind === 'column' ? literals[e.index]! : e));

function constantResult(expression: Expression, session: Session): Result {
  try {
    return { value: text(evaluateConstant(expression, { functions, session, generated: true })) };
  } catch (error) {
    return { fails: error instanceof Error ? error.message : String(error) };
  }
}

const text = (value: Value): string =>
  JSON.stringify(value, (_, v) =>
    typeof v === 'bigint'
      ? `${v}n`
      : v instanceof Uint8Array
        ? [...v]
        : typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0))
          ? `number ${Object.is(v, -0) ? '-0' : v}`
          : v,
  );

/** Even rows hold the constants, odd ones NULLs; a failing value is tried on rows of its own kind only. */
function columnResults(expression: Expression, columns: readonly Literal[], rows: number, session: Session): Result[] {
  const kinds = rows === 1 ? [[true], [false]] : [Array.from({ length: rows }, (_, i) => i % 2 === 0)];
  return kinds.flatMap((kind) => evaluateRows(expression, columns, kind, session));
}

function evaluateRows(
  expression: Expression,
  columns: readonly Literal[],
  filled: readonly boolean[],
  session: Session,
): Result[] {
  const arena = new Arena(memory);
  try {
    const built = columns.map((column) => {
      const builder = columnBuilder(arena, column.type);
      for (const full of filled) builder.append(full ? column.value : null);
      return builder.finish();
    });
    const calc = compileCalc({ projections: [expression] }, { memory, kernels, functions, session });
    const batch = calc({ rowCount: filled.length, columns: built, rowKinds: 0 }, arena)!;
    return filled.map((_, row) => ({ value: text(readValue(memory, batch.columns[0]!, expression.type, row)) }));
  } catch (error) {
    if (!(error instanceof RowFailure)) throw error;
    return filled.map(() => ({ fails: error.message }));
  } finally {
    arena.dispose();
  }
}

function compare(found: readonly Result[], expected: readonly Result[], rows: number): string | undefined {
  const anyFails = expected.some((e) => 'fails' in e);
  for (const [i, result] of found.entries()) {
    const wanted = rows === 1 ? expected[i]! : expected[i % 2]!;
    if (rows > 1 && anyFails) {
      if ('fails' in result) continue;
      return `expected the batch to fail, found ${result.value}`;
    }
    if ('fails' in wanted ? 'fails' in result : 'value' in result && result.value === wanted.value) continue;
    return `row ${i}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(result)}`;
  }
  return undefined;
}
