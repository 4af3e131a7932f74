/** Evaluates an expression with its literals turned into columns of a batch: what generated code does with rows must be what folding does with constants. */
import { loadKernels } from '../../../src/kernels/load.ts';
import { bindQuery } from '../../../src/planner/bind/query.ts';
import type { Expression, Literal } from '../../../src/planner/physical/expression.ts';
import { PlannerSession } from '../../../src/planner/session.ts';
import { columnBuilder } from '../../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../../src/runtime/batch/memory.ts';
import { readValue } from '../../../src/runtime/batch/reader.ts';
import { compileCalc } from '../../../src/runtime/expression/compile.ts';
import { RowFailure } from '../../../src/runtime/expression/row-failure.ts';
import { Diagnostics } from '../../../src/sql/diagnostics/diagnostic.ts';
import { SCALAR_FUNCTIONS } from '../../../src/sql/functions/index.ts';
import { functionRegistry } from '../../../src/sql/functions/registry.ts';
import { parse } from '../../../src/sql/parse/index.ts';
import { renderValue } from '../../../src/sql/types/render.ts';
import { nullable } from '../../../src/sql/types/type.ts';

const functions = functionRegistry(SCALAR_FUNCTIONS);
const connectors = { find: () => undefined, names: [] };
const memory = new Memory(64 << 20);
const kernels = loadKernels(memory.wasm);

/** One expression over columns: the text of each row, or that a row failed. Undefined: it does not bind, or has no literals. */
export type OverColumns = { readonly rows: readonly (string | null)[] } | { readonly failed: string } | undefined;

/** The columns that stand for the literals found in an expression, in the order of their numbers. */
function literalsToColumns(expression: Expression, literals: Literal[]): Expression {
  switch (expression.kind) {
    case 'column':
      return expression;
    case 'literal': {
      // An untyped NULL has no column to stand in; what must be a constant is left one by the caller.
      if (expression.type.kind === 'NULL') return expression;
      const index = literals.push(expression) - 1;
      const { type, span } = expression;
      return { kind: 'column', index, name: `c${index}`, type: nullable(type), span };
    }
    case 'call': {
      const parameters = functions.scalar(expression.name)?.parameters ?? [];
      const args = expression.args.map((arg, i) =>
        parameters[Math.min(i, parameters.length - 1)]?.constant ? arg : literalsToColumns(arg, literals),
      );
      return { ...expression, args };
    }
  }
}

/** The single expression of `SELECT <sql>` as it was bound, before any rule has folded it. */
function boundExpression(sql: string, session: PlannerSession): Expression | undefined {
  const parsed = parse({ name: 'case', text: `SELECT ${sql}` }, { strict: true });
  const statement = parsed.statements[0];
  if (parsed.diagnostics.some((d) => d.severity === 'error') || statement?.kind !== 'select') return undefined;
  const diagnostics = new Diagnostics();
  const bound = bindQuery(statement, session.context(diagnostics));
  if (!bound || diagnostics.hasErrors || bound.plan.kind !== 'project') return undefined;
  return bound.plan.expressions.length === 1 ? bound.plan.expressions[0] : undefined;
}

/** `sql` over a batch whose even rows hold the literals' values and whose odd rows hold NULLs; the results of the even rows. */
export function evaluateOverColumns(
  sql: string,
  config: Readonly<Record<string, string>>,
  rowCount: number,
): OverColumns {
  const session = new PlannerSession({ functions, connectors });
  Object.assign(session.config, { 'execution.runtime-mode': 'batch', ...config });
  const literals: Literal[] = [];
  const bound = boundExpression(sql, session);
  const expression = bound && literalsToColumns(bound, literals);
  if (!expression || literals.length === 0) return undefined;
  const arena = new Arena(memory);
  try {
    const columns = literals.map(({ type, value }) => {
      const builder = columnBuilder(arena, type, rowCount);
      for (let i = 0; i < rowCount; i++) builder.append(i % 2 === 0 ? value : null);
      return builder.finish();
    });
    const env = { memory, kernels, functions, session: session.session() };
    const batch = compileCalc({ projections: [expression] }, env)({ rowCount, columns, rowKinds: 0 }, arena)!;
    const rows: (string | null)[] = [];
    for (let i = 0; i < rowCount; i += 2) {
      const value = readValue(memory, batch.columns[0]!, expression.type, i);
      rows.push(value === null ? null : renderValue(value, expression.type, env.session));
    }
    return { rows };
  } catch (error) {
    if (error instanceof RowFailure && error.message !== 'the expression could not be evaluated') {
      return { failed: error.message };
    }
    throw error;
  } finally {
    arena.dispose();
  }
}
