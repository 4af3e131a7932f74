/** What the functions with a regular expression share: it is compiled once when it is a constant, and once while it is in use else. */

import { type Argument, type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { refused } from '../../infer.ts';
import {
  type CompiledRegex,
  compileRegex,
  type JavaRegex,
  type RegexUse,
  unsupportedPattern,
} from '../../java-regex/pattern.ts';
import { infer } from '../../resolve.ts';
import { cached } from './bounded-cache.ts';

/** The function, which refuses constant patterns that cannot be run while the query is bound. */
export function patternFunction(
  definition: Omit<ScalarFunction, 'kind' | 'infer'>,
  patterns: readonly number[],
): ScalarFunction {
  const plain = scalarFunction(definition);
  return {
    ...plain,
    infer: (call) => {
      const found = infer(plain, call);
      return found.ok ? (refusedPattern(call, patterns) ?? found) : found;
    },
  };
}

function refusedPattern(call: Call, patterns: readonly number[]): Inference | undefined {
  for (const at of patterns) {
    const value = call.args[at]?.constant?.value;
    const compiled = typeof value === 'string' ? compileRegex(value, { captures: false }) : undefined;
    if (compiled !== undefined && !compiled.ok && !compiled.invalid) {
      return refused(`the regular expression of ${call.name} cannot be run: ${compiled.message}`, at);
    }
  }
  return undefined;
}

/**
 * The pattern of a row; undefined when Java refuses it too.
 * @throws RunTimeError when only Java could run it
 */
export function patternReader(name: string, pattern: Argument, use: RegexUse): (text: string) => JavaRegex | undefined {
  const read = (text: string, compiled: CompiledRegex): JavaRegex | undefined => {
    if (compiled.ok) return compiled.regex;
    if (compiled.invalid) return undefined;
    throw unsupportedPattern(name, text, compiled.message);
  };
  const constant = pattern.constant?.value;
  if (typeof constant === 'string') {
    const compiled = compileRegex(constant, use);
    return () => read(constant, compiled);
  }
  const patterns = cached((text: string) => compileRegex(text, use));
  return (text) => read(text, patterns(text));
}
