/** What is compiled from a pattern is kept: a constant one once a query, others in a bounded cache. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import type { Value } from '../../types/value.ts';
import type { Argument } from '../define.ts';
import { caught, isFault, type PatternFault } from './pattern.ts';

/** Patterns kept a call; beyond it all are dropped, as they come from data. */
const MAX_PATTERNS = 256;

type Compile<T> = (pattern: string) => T;

/** Compiles a pattern; a fault is given as data. */
export const tryCompile =
  <T extends object>(compile: Compile<T>): Compile<T | PatternFault> =>
  (pattern) =>
    caught(() => compile(pattern));

/** A function of the pattern that compiles each only once. */
function cached<T>(compile: Compile<T>): Compile<T> {
  const known = new Map<string, T>();
  return (pattern) => {
    let made = known.get(pattern);
    if (made === undefined) {
      if (known.size >= MAX_PATTERNS) known.clear();
      made = compile(pattern);
      known.set(pattern, made);
    }
    return made;
  };
}

/** The compiled form of the pattern argument: that of the constant, or of the row's value. */
export function compiledPattern<T>(argument: Argument, compile: Compile<T>): (pattern: Value) => T {
  const constant = argument.constant?.value;
  if (typeof constant === 'string') {
    const made = compile(constant);
    return () => made;
  }
  const find = cached(compile);
  return (pattern) => find(pattern as string);
}

export const faultMessage = (pattern: string, fault: PatternFault): string =>
  `cannot use the date pattern '${pattern}': ${fault.message}`;

/** The compiled form, or the failure of the row. */
export function orFail<T extends object>(pattern: string, made: T | PatternFault): T {
  if (isFault(made)) throw new RunTimeError(faultMessage(pattern, made));
  return made;
}
