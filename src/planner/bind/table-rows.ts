/** A table function's call, or UNNEST, as written in FROM -> what gives rows for each row of its input. */
import type * as ast from '../../sql/ast/index.ts';
import { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import { printType } from '../../sql/types/print.ts';
import { columnsOfRows } from '../../sql/types/row-columns.ts';
import * as T from '../../sql/types/type.ts';
import type { RowsExpression } from '../physical/expression.ts';
import type { OutputColumn } from '../physical/plan.ts';
import { typedArguments, unknownFunction } from './call.ts';
import type { BindContext, Scope } from './context.ts';
import { EMPTY_SCOPE } from './context.ts';
import { bindExpression } from './expression.ts';
import { userFunction } from './function-name.ts';
import { isFaulty } from './literal.ts';
import { orderNamedArguments } from './named-call.ts';
import { refuseQuery } from './query.ts';

/** A table in FROM that is made anew for each row to its left. */
export type RowsTable = ast.FunctionTable | ast.UnnestTable;

/** @param left the columns to its left; a call without LATERAL does not see them */
export function bindRows(table: RowsTable, left: Scope, context: BindContext): RowsExpression | undefined {
  if (table.kind === 'unnest') return bindUnnest(table, left, context);
  if (table.lateral || left.columns.length === 0) return bindCall(table, left, context);
  const diagnostics = new Diagnostics();
  const bound = bindCall(table, EMPTY_SCOPE, { ...context, diagnostics });
  for (const diagnostic of diagnostics.list)
    context.diagnostics.add(
      diagnostic.code === 'unknown-column'
        ? { ...diagnostic, hint: 'LATERAL TABLE(…) sees the columns to its left' }
        : diagnostic,
    );
  return bound;
}

/** Flink's own table functions: known so that they are refused by name and not called unknown. */
const BUILT_IN: ReadonlySet<string> = new Set([
  'TUMBLE',
  'HOP',
  'CUMULATE',
  'SESSION',
  'ML_PREDICT',
  'ML_EVALUATE',
  'VECTOR_SEARCH',
  'FROM_CHANGELOG',
  'TO_CHANGELOG',
]);

function bindCall({ call }: ast.FunctionTable, scope: Scope, context: BindContext): RowsExpression | undefined {
  const written = call.name.parts.map((part) => part.name).join('.');
  const user = userFunction(call.name, BUILT_IN.has(written.toUpperCase()), context);
  const fn = user && context.functions.table(user.definition.key);
  if (!fn) return refuseCall(call, written, user !== undefined, context);
  const parameters = fn.parameters.map((p) => p.name);
  const args = orderNamedArguments(call, parameters, context).map((arg) => bindExpression(arg, scope, context));
  if (args.some(isFaulty)) return undefined;
  const typed = typedArguments(fn.infer, fn.name, args, {}, call.span, context);
  if (!typed) return undefined;
  const columns = columnsOfRows(typed.returns);
  return { kind: 'table-function', name: fn.name, args: typed.args, type: typed.returns, columns, span: call.span };
}

function refuseCall(call: ast.Call, written: string, isUsers: boolean, context: BindContext): undefined {
  if (isUsers || context.functions.scalar(written)) {
    const message = `${isUsers ? written : written.toUpperCase()} is a scalar function: it has one value and no rows`;
    context.diagnostics.error('argument-type', message, call.name.span, { hint: 'a table function is a generator' });
  } else if (BUILT_IN.has(written.toUpperCase()))
    refuseQuery(`the table function ${written.toUpperCase()}`, call.span, context);
  else unknownFunction(written, call.name.span, context);
  return undefined;
}

function bindUnnest(table: ast.UnnestTable, scope: Scope, context: BindContext): RowsExpression | undefined {
  const operands = table.operands.map((operand) => bindExpression(operand, scope, context));
  if (operands.some(isFaulty)) return undefined;
  const [operand, second] = operands;
  if (second) return refuseQuery('UNNEST of several collections', second.span, context);
  const parts = partsOf(operand!.type);
  if (!parts) {
    const message = `UNNEST takes an ARRAY, a MAP or a MULTISET, found ${printType(operand!.type)}`;
    context.diagnostics.error('argument-type', message, operand!.span);
    return undefined;
  }
  const { ordinality, span } = table;
  const columns = ordinality ? [...parts, { name: 'ORDINALITY', type: T.withNullable(T.INT, false) }] : parts;
  return { kind: 'unnest', args: [operand!], ordinality, columns, span };
}

/** The columns of a collection's rows, named as Calcite's SqlUnnestOperator does; a row that is NULL has NULLs. */
function partsOf(type: T.SqlType): readonly OutputColumn[] | undefined {
  if (type.kind === 'MAP')
    return [
      { name: 'KEY', type: type.key },
      { name: 'VALUE', type: type.value },
    ];
  if (type.kind !== 'ARRAY' && type.kind !== 'MULTISET') return undefined;
  const { element } = type;
  return columnsOfRows(element).map(({ name, type: column }) => ({
    name,
    type: element.nullable ? T.nullable(column) : column,
  }));
}
