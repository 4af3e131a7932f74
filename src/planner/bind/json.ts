/** The JSON functions of the standard -> calls with their clauses as options. */
import type * as ast from '../../sql/ast/index.ts';
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
    case 'json-object':
      return bindCall(
        'JSON_OBJECT',
        node.pairs.flatMap((pair) => [bind(pair.key), bind(pair.value)]),
        defined({ onNull: node.nulls }),
        node.span,
        context,
      );
    case 'json-array':
      return bindCall('JSON_ARRAY', node.items.map(bind), defined({ onNull: node.nulls }), node.span, context);
    case 'json-objectagg':
      return refuse('the aggregate function JSON_OBJECTAGG', node.span, context);
    case 'json-arrayagg':
      return refuse('the aggregate function JSON_ARRAYAGG', node.span, context);
  }
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
