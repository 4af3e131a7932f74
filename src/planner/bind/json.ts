/** The JSON functions of the standard -> calls with their clauses as options. */
import type * as ast from '../../sql/ast/index.ts';
import type { CallOptions } from '../../sql/functions/define.ts';
import type { Expression } from '../physical/expression.ts';
import { bindCall } from './call.ts';
import type { BindContext, Scope } from './context.ts';
import { bindExpression, refuse } from './expression.ts';
import { bindType } from './types.ts';

export function bindJson(node: ast.JsonExpression, scope: Scope, context: BindContext): Expression {
  const bind = (inner: ast.Expression) => bindExpression(inner, scope, context);
  switch (node.kind) {
    case 'json-exists':
      return bindCall(
        'JSON_EXISTS',
        [bind(node.input), bind(node.path)],
        defined({ onError: node.onError }),
        node.span,
        context,
      );
    case 'json-value':
      return bindJsonValue(node, scope, context);
    case 'json-query': {
      const options = defined({
        wrapper: node.wrapper,
        onEmpty: node.onEmpty,
        onError: node.onError,
        returning: node.returning && bindType(node.returning, context.diagnostics),
      });
      return bindCall('JSON_QUERY', [bind(node.input), bind(node.path)], options, node.span, context);
    }
    case 'json-object': {
      const args = node.pairs.flatMap((pair) => [bind(pair.key), bindEmbedded(pair.value, scope, context)]);
      const raw = node.pairs.flatMap((pair, i) => (givesJson(pair.value) ? [2 * i + 1] : []));
      return bindCall('JSON_OBJECT', args, defined({ onNull: node.nulls, raw }), node.span, context);
    }
    case 'json-array': {
      const args = node.items.map((item) => bindEmbedded(item, scope, context));
      const raw = node.items.flatMap((item, i) => (givesJson(item) ? [i] : []));
      return bindCall('JSON_ARRAY', args, defined({ onNull: node.nulls, raw }), node.span, context);
    }
    case 'json-objectagg':
      return refuse('the aggregate function JSON_OBJECTAGG', node.span, context);
    case 'json-arrayagg':
      return refuse('the aggregate function JSON_ARRAYAGG', node.span, context);
  }
}

/** JSON_STRING of what gives JSON is that text as it is. */
export const rawJson = (args: readonly ast.Expression[]): CallOptions =>
  args.length === 1 && givesJson(args[0]!) ? { raw: true } : {};

const isJsonCall = (node: ast.Expression): node is ast.Call =>
  node.kind === 'call' && node.name.parts.map((part) => part.name.toUpperCase()).join('.') === 'JSON';

/** Calls whose text is JSON and goes into JSON_OBJECT, JSON_ARRAY and JSON_STRING without quotes. */
const givesJson = (node: ast.Expression): boolean =>
  node.kind === 'json-object' || node.kind === 'json-array' || isJsonCall(node);

/** A value of JSON_OBJECT or element of JSON_ARRAY, the only places where JSON(…) may stand. */
function bindEmbedded(node: ast.Expression, scope: Scope, context: BindContext): Expression {
  if (!isJsonCall(node)) return bindExpression(node, scope, context);
  const args = node.args.map((arg) => bindExpression(arg, scope, context));
  return bindCall('JSON', args, { embedded: true }, node.span, context, node.name.span);
}

/** A DEFAULT's expression becomes one more argument; the option says which. */
function bindJsonValue(node: ast.JsonValue, scope: Scope, context: BindContext): Expression {
  const args = [bindExpression(node.input, scope, context), bindExpression(node.path, scope, context)];
  const behavior = (clause: ast.JsonValueBehavior | undefined) => {
    if (clause === undefined) return undefined;
    if (typeof clause === 'string') return { behavior: clause };
    args.push(bindExpression(clause.default, scope, context));
    return { behavior: 'DEFAULT', argument: args.length - 1 };
  };
  const onEmpty = behavior(node.onEmpty);
  const onError = behavior(node.onError);
  const returning = node.returning && bindType(node.returning, context.diagnostics);
  return bindCall('JSON_VALUE', args, defined({ returning, onEmpty, onError }), node.span, context);
}

const defined = (options: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
