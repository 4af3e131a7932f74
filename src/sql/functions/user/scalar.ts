/** A user's function and its code -> an entry of the registry: arguments and result converted, whatever it throws explained. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import type { Value } from '../../types/value.ts';
import type { ScalarFunction } from '../define.ts';
import type { UserFunction } from './definition.ts';
import { fromUser } from './from-user.ts';
import type { Implementation } from './loader.ts';
import { inferUser, shapeOf } from './shape.ts';
import { givenTo } from './to-user.ts';
import { Unfit } from './unfit.ts';

export function userScalar(definition: UserFunction, implementation: Implementation): ScalarFunction {
  const shape = shapeOf(definition);
  return {
    ...shape,
    kind: 'scalar',
    name: definition.key,
    infer: (call) => inferUser(shape, definition, call),
    compile: () => ({ evaluate: callOf(definition, implementation) }),
  };
}

/** The per-row part: one call, its arguments and result in the user's forms. */
function callOf(definition: UserFunction, { evaluate, explain }: Implementation): (...args: Value[]) => Value {
  const { label } = definition;
  const give = givenTo(definition.parameters.map((p) => p.type));
  const take = fromUser(definition.returns);
  const where = `the result of ${label}`;
  return (...args) => {
    try {
      return take(settled(evaluate(...give(args)), label));
    } catch (error) {
      throw failureOf(error, label, where, explain);
    }
  };
}

/** What the user's code threw, or what it gave that does not fit, in words. @param where what it gave: `the result of f` */
export function failureOf(
  error: unknown,
  label: string,
  where: string,
  explain: Implementation['explain'],
): RunTimeError {
  if (error instanceof RunTimeError) return error;
  return new RunTimeError(error instanceof Unfit ? error.at(where) : `${label} failed: ${explain(error)}`);
}

/** @throws RunTimeError for a Promise */
export function settled(result: unknown, label: string): unknown {
  if (!(result instanceof Promise)) return result;
  // Nobody waits for it; a rejection must not end the process.
  result.catch(() => {});
  throw new RunTimeError(`${label} returned a Promise: a function gives its value at once, so it cannot be async`);
}
