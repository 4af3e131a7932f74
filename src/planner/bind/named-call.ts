/** Calls in the ordinary form `f(a, b)` -> calls of scalar functions; aggregates are known so that they are refused by name. */
import type * as ast from '../../sql/ast/index.ts';
import type { ScalarFunction } from '../../sql/functions/define.ts';
import type { Expression } from '../physical/expression.ts';
import { bindCall } from './call.ts';
import { bindOperands } from './constructors.ts';
import type { BindContext, Scope } from './context.ts';
import { bindExpression, refuse } from './expression.ts';
import { userFunction } from './function-name.ts';
import { bindJdbcCall } from './jdbc.ts';
import { rawJson } from './json.ts';
import { faultyLiteral } from './literal.ts';

/** `f(a, b)`; what belongs to aggregates is refused here, where no aggregate can stand. */
export function bindNamedCall(node: ast.Call, scope: Scope, context: BindContext): Expression {
  const written = node.name.parts.map((p) => p.name).join('.');
  const user = userFunction(node.name, isAggregateName(written), context);
  const name = user?.definition.key ?? written;
  if (user?.definition.kind === 'table') return refuseTableFunction(node, user.name, context);
  const fn = context.functions.scalar(name);
  if ((!user && isAggregateName(written)) || node.over) {
    const what = node.over ? `${written.toUpperCase()} … OVER` : `the aggregate function ${written.toUpperCase()}`;
    return refuse(what, node.span, context);
  }
  if (
    node.star ||
    node.quantifier ||
    node.filter ||
    node.withinGroup ||
    node.withinDistinct ||
    node.orderBy.length > 0 ||
    node.nullTreatment ||
    node.matchSemantics
  ) {
    context.diagnostics.error(
      'argument-type',
      `${written.toUpperCase()} is a scalar function: it takes no DISTINCT, FILTER, ORDER BY or '*'`,
      node.span,
    );
    return faultyLiteral(node.span);
  }
  if (node.jdbc)
    return bindJdbcCall(
      node,
      node.args.map((arg) => bindExpression(arg, scope, context)),
      context,
    );
  if (fn && !user && isOperator(fn)) {
    context.diagnostics.error('unknown-function', `${fn.name} is no function`, node.name.span, {
      hint: `it is written ${fn.syntax!.join(' or ')}`,
    });
    return faultyLiteral(node.span);
  }
  const args = orderNamedArguments(node, fn?.parameters.map((p) => p.name) ?? [], context);
  return bindCall(
    name,
    fn?.name === 'CARDINALITY'
      ? bindOperands(args, scope, context)
      : args.map((arg) => bindExpression(arg, scope, context)),
    fn?.name === 'JSON_STRING' ? rawJson(args) : {},
    node.span,
    context,
    node.name.span,
  );
}

/** `ARRAY[…]`, `- a`: functions with a name that is never written as a call. */
const isOperator = ({ name, syntax }: ScalarFunction): boolean =>
  /^[A-Z]/.test(name) && (syntax?.every((form) => form !== name && !form.startsWith(`${name}(`)) ?? false);

function refuseTableFunction(node: ast.Call, name: string, context: BindContext): Expression {
  context.diagnostics.error('argument-type', `${name} is a table function: it has rows and no value`, node.span, {
    hint: `it stands in FROM: … CROSS JOIN LATERAL TABLE(${name}(…)) AS t`,
  });
  return faultyLiteral(node.span);
}

/** Flink's aggregate functions: known so that they are refused by name and not called unknown. */
const AGGREGATES: ReadonlySet<string> = new Set([
  'COUNT',
  'SUM',
  'SUM0',
  '$SUM0',
  'AVG',
  'MIN',
  'MAX',
  'STDDEV',
  'STDDEV_POP',
  'STDDEV_SAMP',
  'VAR_POP',
  'VAR_SAMP',
  'VARIANCE',
  'COLLECT',
  'LISTAGG',
  'ARRAY_AGG',
  'FIRST_VALUE',
  'LAST_VALUE',
  'RANK',
  'DENSE_RANK',
  'ROW_NUMBER',
  'LEAD',
  'LAG',
  'NTILE',
  'CUME_DIST',
  'PERCENT_RANK',
  'PERCENTILE',
  'APPROX_COUNT_DISTINCT',
  'SINGLE_VALUE',
  'GROUPING',
  'GROUPING_ID',
  'GROUP_ID',
  'BITMAP_BUILD_AGG',
  'BITMAP_OR_AGG',
  'BITMAP_AND_AGG',
  'BITMAP_XOR_AGG',
  'TUMBLE',
  'HOP',
  'SESSION',
  'TUMBLE_START',
  'TUMBLE_END',
  'TUMBLE_ROWTIME',
  'TUMBLE_PROCTIME',
  'HOP_START',
  'HOP_END',
  'HOP_ROWTIME',
  'HOP_PROCTIME',
  'SESSION_START',
  'SESSION_END',
  'SESSION_ROWTIME',
  'SESSION_PROCTIME',
  'MATCH_ROWTIME',
  'MATCH_PROCTIME',
]);

const isAggregateName = (name: string): boolean => AGGREGATES.has(name.toUpperCase());

export function orderNamedArguments(
  node: ast.Call,
  parameters: readonly string[],
  context: BindContext,
): readonly ast.Expression[] {
  if (!node.args.some((arg) => arg.kind === 'named-argument')) return node.args;
  const ordered: ast.Expression[] = [];
  for (const arg of node.args) {
    if (arg.kind !== 'named-argument') {
      ordered.push(arg);
      continue;
    }
    const index = parameters.findIndex((p) => p.toLowerCase() === arg.name.name.toLowerCase());
    if (index < 0)
      context.diagnostics.error(
        'argument-type',
        `${node.name.parts.at(-1)!.name} has no parameter '${arg.name.name}'`,
        arg.name.span,
        { notes: [`its parameters are ${parameters.join(', ')}`] },
      );
    else ordered[index] = arg.value;
  }
  return ordered.filter((arg) => arg !== undefined);
}
