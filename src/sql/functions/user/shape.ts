/** What the entries of a user's scalar and table functions have in common: parameters, and the types of a call. */
import { printType } from '../../types/print.ts';
import type { Call, Inference, ScalarFunction } from '../define.ts';
import { infer, signature } from '../resolve.ts';
import type { UserFunction } from './definition.ts';

export type Shape = Omit<ScalarFunction, 'kind' | 'compile'>;

export const shapeOf = (definition: UserFunction): Shape => ({
  name: definition.label,
  category: 'auxiliary',
  summary: summaryOf(definition),
  parameters: definition.parameters.map(({ name, type }) => ({ name, doc: printType(type), accepts: type })),
  nulls: 'handled',
  deterministic: definition.deterministic,
  returns: definition.returns,
  examples: [],
});

const summaryOf = ({ source }: UserFunction): string =>
  source.kind === 'file' ? `${source.path}#${source.export}` : `written in ${source.file}:${source.line}`;

/** As for a built-in function; beyond that, an argument that may be NULL is refused where the parameter is NOT NULL. */
export function inferUser(shape: Shape, { label, parameters }: UserFunction, call: Call): Inference {
  const inference = infer(shape, call);
  if (!inference.ok) return inference;
  const at = call.args.findIndex((arg, i) => arg.type.nullable && !parameters[i]!.type.nullable);
  if (at < 0) return inference;
  return {
    ok: false,
    argument: at,
    message: `argument ${at + 1} (${parameters[at]!.name}) of ${label} may be NULL, and the function takes none`,
    hint: `the function is ${signature(shape)}; declare the parameter without NOT NULL`,
  };
}
