/** A user's function and its code -> an entry of the registry: arguments and result converted, whatever it throws explained. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { printType } from '../../types/print.ts';
import type { Value } from '../../types/value.ts';
import type { Call, Inference, ScalarFunction } from '../define.ts';
import { scalarFunction } from '../define.ts';
import { infer, signature } from '../resolve.ts';
import type { UserFunction } from './definition.ts';
import { fromUser } from './from-user.ts';
import type { Implementation } from './loader.ts';
import { toUser } from './to-user.ts';

export function userScalar(definition: UserFunction, implementation: Implementation): ScalarFunction {
  const { key, label, parameters, returns, deterministic } = definition;
  const shape = {
    name: label,
    category: 'auxiliary' as const,
    summary: summaryOf(definition),
    parameters: parameters.map(({ name, type }) => ({ name, doc: printType(type), accepts: type })),
    nulls: 'handled' as const,
    deterministic,
    returns,
    examples: [],
  };
  const compile = () => ({ evaluate: callOf(definition, implementation) });
  const plain = scalarFunction({ ...shape, compile });
  return { ...plain, name: key, infer: (call) => inferUser(plain, definition, implementation.kind, call) };
}

const summaryOf = ({ source }: UserFunction): string =>
  source.kind === 'file' ? `${source.path}#${source.export}` : `written in ${source.file}:${source.line}`;

function inferUser(
  plain: ScalarFunction,
  { label, parameters }: UserFunction,
  kind: Implementation['kind'],
  call: Call,
): Inference {
  if (kind === 'table')
    return {
      ok: false,
      message: `${label} is a table function (a generator): it has rows and no value`,
      hint: 'return one value, an ARRAY for many; LATERAL TABLE is not run yet',
    };
  const inference = infer(plain, call);
  if (!inference.ok) return inference;
  const at = call.args.findIndex((arg, i) => arg.type.nullable && !parameters[i]!.type.nullable);
  if (at < 0) return inference;
  return {
    ok: false,
    argument: at,
    message: `argument ${at + 1} (${parameters[at]!.name}) of ${label} may be NULL, and the function takes none`,
    hint: `the function is ${signature(plain)}; declare the parameter without NOT NULL`,
  };
}

/** The per-row part: one call, its arguments and result in the user's forms. */
function callOf(definition: UserFunction, { evaluate, explain }: Implementation): (...args: Value[]) => Value {
  const { label } = definition;
  const give = definition.parameters.map(({ type }) => toUser(type));
  const take = fromUser(definition.returns);
  const where = `the result of ${label}`;
  const asIs = give.every((convert) => convert === undefined);
  return (...args) => {
    const given = asIs ? args : args.map((arg, i) => (give[i] ? give[i](arg) : arg));
    try {
      return take(settled(evaluate(...given), label), where);
    } catch (error) {
      throw error instanceof RunTimeError ? error : new RunTimeError(`${label} failed: ${explain(error)}`);
    }
  };
}

function settled(result: unknown, label: string): unknown {
  if (!(result instanceof Promise)) return result;
  // Nobody waits for it; a rejection must not end the process.
  result.catch(() => {});
  throw new RunTimeError(`${label} returned a Promise: a function gives its value at once, so it cannot be async`);
}
