/** The pattern argument of a function: judged while binding where it is a constant. */

import { faultMessage } from '../../date-pattern/compiled-patterns.ts';
import { caught, isFault, type PatternFault } from '../../date-pattern/pattern.ts';
import { type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { hasConstantNull, refused } from '../../infer.ts';
import { infer } from '../../resolve.ts';

const PATTERN_HINT = "patterns are Java's, such as yyyy-MM-dd HH:mm:ss";

/** The refusal of a constant pattern that cannot be used; `tolerates` says which faults the function itself deals with. */
export function badPattern(
  call: Call,
  index: number,
  compile: (pattern: string) => object,
  tolerates: PatternFault['fault'] | 'none' = 'none',
): Inference | undefined {
  const pattern = call.args[index]?.constant?.value;
  if (typeof pattern !== 'string' || hasConstantNull(call)) return undefined;
  const made = caught(() => compile(pattern));
  if (!isFault(made) || made.fault === tolerates) return undefined;
  return refused(faultMessage(pattern, made), index, PATTERN_HINT);
}

/** How a call's pattern is compiled: what is thrown says why it cannot be used. */
export type PatternCompiler = (call: Call) => (pattern: string) => object;

/** A function whose second argument is a pattern, inferred by its parameters. */
export const patternFunction = (
  definition: Omit<ScalarFunction, 'kind' | 'infer'>,
  compiler: PatternCompiler,
  tolerates: PatternFault['fault'] | 'none' = 'none',
): ScalarFunction =>
  scalarFunction({
    ...definition,
    infer(call) {
      const inference = infer(definition, call);
      return inference.ok ? (badPattern(call, 1, compiler(call), tolerates) ?? inference) : inference;
    },
  });
