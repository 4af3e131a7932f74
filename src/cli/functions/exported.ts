/** What a file exports under a name -> an implementation, or what is wrong with it. */
import { suggest } from '../../sql/diagnostics/suggest.ts';
import type { Implementation, Loaded, Refusal } from '../../sql/functions/user/loader.ts';

type Code = (...args: unknown[]) => unknown;

/** @param what the export as a message names it: `functions.ts#name` */
export function exportedFunction(
  exports: unknown,
  name: string,
  what: string,
  explain: Implementation['explain'],
): Loaded {
  const all = (typeof exports === 'object' || typeof exports === 'function') && exports !== null ? exports : {};
  // A CommonJS file whose `module.exports` is the function itself has it as its default.
  const whole = name === 'default' && !('default' in all) ? exports : undefined;
  const value: unknown = name in all ? all[name as keyof typeof all] : whole;
  if (typeof value === 'function') return fromCode(value as Code, {}, what, explain);
  if (typeof value === 'object' && value !== null && 'evaluate' in value) return fromDescriptor(value, what, explain);
  if (value !== undefined && whole === undefined)
    return refusal(
      `${what} is no function`,
      "export a function, or { parameters: { a: 'INT' }, returns: 'STRING', evaluate(a) {…} }",
    );
  const names = Object.keys(all).filter((key) => key !== '__esModule');
  return missing(name, names, what);
}

const refusal = (message: string, hint?: string): Refusal => ({ ok: false, message, ...(hint ? { hint } : {}) });

function missing(name: string, names: readonly string[], what: string): Refusal {
  const file = what.slice(0, what.lastIndexOf('#'));
  if (name === 'default')
    return refusal(
      `${file} has no default export`,
      names.length > 0 ? `name one: '…#${names[0]}'` : 'export a function',
    );
  const near = suggest(name, names);
  const list = names.length > 0 ? `it exports ${names.join(', ')}` : 'it exports nothing';
  return refusal(`${file} exports no '${name}'`, near === undefined ? list : `did you mean '${near}'?`);
}

const KEYS = ['parameters', 'returns', 'deterministic', 'evaluate'];

function fromDescriptor(descriptor: object, what: string, explain: Implementation['explain']): Loaded {
  const fields = descriptor as Readonly<Record<string, unknown>>;
  const strange = Object.keys(fields).find((key) => !KEYS.includes(key));
  if (strange !== undefined) {
    const near = suggest(strange, KEYS);
    return refusal(
      `${what} has an unknown field '${strange}'`,
      near ? `did you mean '${near}'?` : `its fields are ${KEYS.join(', ')}`,
    );
  }
  const { parameters, returns, deterministic, evaluate } = fields;
  if (typeof evaluate !== 'function') return refusal(`'evaluate' of ${what} must be a function`);
  if (parameters !== undefined && !isTextRecord(parameters))
    return refusal(
      `'parameters' of ${what} must be an object of types as strings`,
      "parameters: { a: 'INT', b: 'STRING' }",
    );
  if (returns !== undefined && typeof returns !== 'string')
    return refusal(`'returns' of ${what} must be a type as a string`, "returns: 'STRING'");
  if (deterministic !== undefined && typeof deterministic !== 'boolean')
    return refusal(`'deterministic' of ${what} must be true or false`);
  const more = {
    ...(parameters === undefined ? {} : { parameters }),
    ...(returns === undefined ? {} : { returns }),
    ...(deterministic === undefined ? {} : { deterministic }),
  };
  return fromCode(evaluate.bind(descriptor) as Code, more, what, explain, evaluate);
}

const isTextRecord = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => typeof one === 'string');

function fromCode(
  evaluate: Code,
  more: Partial<Implementation>,
  what: string,
  explain: Implementation['explain'],
  original: object = evaluate,
): Loaded {
  const kind = Object.prototype.toString.call(original);
  if (kind === '[object AsyncFunction]' || kind === '[object AsyncGeneratorFunction]')
    return refusal(`${what} is async`, 'a function gives its value at once: it cannot wait for anything');
  if (/^class\b/.test(Function.prototype.toString.call(original)))
    return refusal(`${what} is a class`, 'export a function');
  const table = kind === '[object GeneratorFunction]';
  return { ok: true, implementation: { ...more, kind: table ? 'table' : 'scalar', evaluate, explain } };
}
