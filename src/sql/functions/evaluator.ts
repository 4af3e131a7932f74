/** A typed call -> a JavaScript function over argument values: for constants and for code that has one value at a time. */
import type { Value } from '../types/value.ts';
import type { ScalarFunction, TypedCall } from './define.ts';

export function evaluator(fn: ScalarFunction, call: TypedCall): (args: readonly Value[]) => Value {
  const compiled = fn.compile(call);
  const direct =
    'evaluate' in compiled
      ? (compiled.evaluate as (...args: Value[]) => Value)
      : fromCode(compiled.code, call.args.length);
  if (fn.nulls === 'handled') return (args) => direct(...args);
  return (args) => (args.includes(null) ? null : direct(...args));
}

/** The code's text is the function's own; values reach it as parameters only. */
function fromCode(
  code: (args: readonly string[], bind: (object: unknown) => string) => string,
  count: number,
): (...args: Value[]) => Value {
  const bound: unknown[] = [];
  const bind = (object: unknown) => `bound[${bound.push(object) - 1}]`;
  const names = Array.from({ length: count }, (_, i) => `a${i}`);
  const text = code(names, bind);
  return new Function('bound', `return (${names.join(', ')}) => (${text});`)(bound) as (...args: Value[]) => Value;
}
