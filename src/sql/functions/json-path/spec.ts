/** A path as SQL writes it, `lax $.a` or `strict $.a` (the default), compiled once and applied to documents. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { PathError, PathEvaluationError } from './errors.ts';
import { evaluatePath, LAX, STRICT } from './evaluate.ts';
import { parsePath } from './parse-path.ts';
import { MISSING, pick, stepsOf } from './pick.ts';
import { JsonFailure, JsonReader, readJson } from './reader.ts';
import type { Path } from './token.ts';
import type { JsonValue } from './value.ts';

/** What a path gives: a value (in lax mode null for nothing), or a fault with its reason. */
export type Outcome =
  | { readonly ok: true; readonly lax: boolean; readonly value: JsonValue }
  | { readonly ok: false; readonly message: string };

export type PathSpec = (json: string) => Outcome;

const SPEC = /^[ \t\n\v\f\r]*(strict|lax)[ \t\n\v\f\r]+([\s\S]+)$/i;

const fault = (message: string): Outcome => ({ ok: false, message });

/** A text that is no path gives a fault for every document: ON ERROR decides then, as in Flink. */
export function compileSpec(text: string): PathSpec {
  const match = SPEC.exec(text);
  const lax = match?.[1]?.toLowerCase() === 'lax';
  let path: Path;
  try {
    path = parsePath(match?.[2] ?? text);
  } catch (error) {
    const outcome = fault(`'${text}' is not a JSON path: ${messageOf(error)}`);
    return (json) => (lax && readJson(json) instanceof JsonFailure ? NOTHING : outcome);
  }
  const steps = stepsOf(path);
  if (steps !== undefined) return pickingSpec(path, steps, lax);
  return (json) => {
    const document = readJson(json);
    if (document instanceof JsonFailure) return lax ? NOTHING : fault(`not JSON: ${document.message}`);
    return apply(path, document, lax);
  };
}

/** For plain paths: no document is built and nothing is thrown. */
function pickingSpec(path: Path, steps: NonNullable<ReturnType<typeof stepsOf>>, lax: boolean): PathSpec {
  const missing = lax ? NOTHING : fault(`no results for path ${path.text}`);
  return (json) => {
    const reader = new JsonReader(json);
    const value = pick(reader, steps);
    if (value === undefined) return lax ? NOTHING : fault(`not JSON: ${reader.failure}`);
    if (value === MISSING) return NULL_DOCUMENT.test(json) ? fault('the document is null') : missing;
    if (value !== null) return { ok: true, lax, value };
    if (steps.length === 0) return fault('the document is null');
    return lax ? NOTHING : fault('the path leads to null, strict mode wants a value');
  };
}

/** A text that is JSON and starts so is null. */
const NULL_DOCUMENT = /^\s*n/;

const NOTHING: Outcome = { ok: true, lax: true, value: null };

function apply(path: Path, document: JsonValue, lax: boolean): Outcome {
  if (document === null) return fault('the document is null');
  try {
    const value = evaluatePath(path, document, document, lax ? LAX : STRICT);
    return value === null && !lax
      ? fault('the path leads to null, strict mode wants a value')
      : { ok: true, lax, value };
  } catch (error) {
    return fault(messageOf(error));
  }
}

/** Only what this folder throws on purpose may become a user's text. */
function messageOf(error: unknown): string {
  if (error instanceof PathError || error instanceof PathEvaluationError) return error.message;
  if (error instanceof RangeError) throw new RunTimeError('the JSON path nests too deep for this document');
  throw error;
}

/** Paths that are not constant are compiled once while they are in use. */
export const MAX_CACHED_PATHS = 400;

/** Compiled paths by their text, the longest unused one dropped first. */
export function specCache(): (text: string) => PathSpec {
  const specs = new Map<string, PathSpec>();
  return (text) => {
    let spec = specs.get(text);
    if (spec === undefined) {
      spec = compileSpec(text);
      if (specs.size >= MAX_CACHED_PATHS) specs.delete(specs.keys().next().value!);
    } else {
      specs.delete(text);
    }
    specs.set(text, spec);
    return spec;
  };
}
