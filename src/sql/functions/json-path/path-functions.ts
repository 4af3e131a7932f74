/** The functions that a path may end in: `$.a.sum()`, `$.b.size()`, `$.keys()`. */
import { doubleText } from '../../types/float-text.ts';
import { invalidPath, PathEvaluationError } from './errors.ts';
import { evaluatePath, matches, type Walk } from './evaluate.ts';
import { pathOf } from './path.ts';
import { JsonFailure, readJson } from './reader.ts';
import type { FunctionParameter, Path, Token } from './token.ts';
import { doubleOf, isArray, isNumber, isObject, type JsonNumber, type JsonValue, javaText } from './value.ts';

type Call = Token & { readonly kind: 'function' };

interface Arguments {
  readonly parameters: readonly FunctionParameter[];
  /** Of each parameter, evaluated over the whole document. */
  readonly values: readonly JsonValue[];
  readonly walk: Walk;
}

type PathFunction = (model: JsonValue, args: Arguments) => JsonValue;

const doubleNumber = (value: number): JsonNumber => ({ number: 'double', text: doubleText(value) });

/** The elements of an array, and every parameter or the elements of it. */
function* operands(model: JsonValue, args: Arguments): Generator<JsonValue> {
  if (isArray(model)) yield* model;
  for (const value of args.values) {
    if (isArray(value)) yield* value;
    else yield value;
  }
}

const aggregate =
  (compute: (numbers: readonly number[]) => number): PathFunction =>
  (model, args) => {
    const numbers: number[] = [];
    for (const value of operands(model, args)) if (isNumber(value)) numbers.push(doubleOf(value));
    if (numbers.length === 0) throw new PathEvaluationError('a path function over no numbers');
    return doubleNumber(compute(numbers));
  };

const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);

function deviation(numbers: readonly number[]): number {
  const total = sum(numbers);
  const squares = sum(numbers.map((value) => value * value));
  return Math.sqrt(squares / numbers.length - (total * total) / numbers.length / numbers.length);
}

function concat(model: JsonValue, args: Arguments): JsonValue {
  let text = '';
  if (isArray(model)) for (const item of model) if (typeof item === 'string') text += item;
  for (const value of operands(null, args)) {
    if (value !== null) text += javaText(value);
  }
  return text;
}

const size = (value: JsonValue): number | null => (isArray(value) ? value.length : isObject(value) ? value.size : null);

/** With a path as parameter the members of what it leads to are looked at; of a definite path that is the last of them. */
function length(model: JsonValue, args: Arguments): JsonValue {
  const [first] = args.parameters;
  if (first === undefined) return size(model);
  if (first.kind === 'json') throw new PathEvaluationError('length() takes a path');
  const inner = lengthened(first.path, model, args.walk);
  return isArray(inner) ? inner.length : size(model);
}

function lengthened(path: Path, model: JsonValue, walk: Walk): JsonValue {
  if (path.tokens.length === 1 || path.tokens.at(-1)!.kind === 'function')
    return evaluatePath(path, model, model, walk.mode, walk.budget);
  const found = matches(
    pathOf([...path.tokens, { kind: 'wildcard' }], path.beforeLast),
    model,
    model,
    walk.mode,
    walk.budget,
  );
  if (!path.definite) return found;
  if (found.length > 0) return found.at(-1)!;
  return walk.mode.suppress ? null : invalidPath(`no results for path ${path.text}`);
}

function append(model: JsonValue, args: Arguments): JsonValue {
  return isArray(model) ? [...model, ...args.values] : model;
}

/** An element of an array, counted from the end when negative; the first cannot be reached that way. */
const nth =
  (position: (args: Arguments) => number): PathFunction =>
  (model, args) => {
    if (!isArray(model)) throw new PathEvaluationError('a path function over no array');
    const index = position(args);
    const found = index >= 0 ? model[index] : model.length + index > 0 ? model.at(index) : undefined;
    if (found === undefined)
      throw new PathEvaluationError(`an array of ${model.length} has no element ${index}`, index >= 0);
    return found;
  };

function indexOf(args: Arguments): number {
  for (const value of operands(null, args)) if (isNumber(value)) return Math.trunc(doubleOf(value)) | 0;
  throw new PathEvaluationError('index() takes a number', true);
}

/** Java's starting values: the smallest positive DOUBLE for max, the greatest for min. */
const FUNCTIONS: Readonly<Record<string, PathFunction>> = {
  avg: aggregate((numbers) => sum(numbers) / numbers.length),
  stddev: aggregate(deviation),
  sum: aggregate(sum),
  min: aggregate((numbers) => numbers.reduce((least, value) => Math.min(least, value), Number.MAX_VALUE)),
  max: aggregate((numbers) => numbers.reduce((most, value) => Math.max(most, value), Number.MIN_VALUE)),
  concat,
  length,
  size: length,
  append,
  keys: (model) => (isObject(model) ? { keys: [...model.keys()] } : null),
  first: nth(() => 0),
  last: nth(() => -1),
  index: nth(indexOf),
};

export function callFunction(call: Call, model: JsonValue, walk: Walk): JsonValue {
  const fn = Object.hasOwn(FUNCTIONS, call.name) ? FUNCTIONS[call.name] : undefined;
  if (fn === undefined) return invalidPath(`a path has no function ${call.name}()`);
  const values = call.parameters.map((parameter) => parameterValue(parameter, walk));
  return fn(model, { parameters: call.parameters, values, walk });
}

function parameterValue(parameter: FunctionParameter, walk: Walk): JsonValue {
  if (parameter.kind === 'path') return evaluatePath(parameter.path, walk.root, walk.root, walk.mode, walk.budget);
  const value = readJson(parameter.text);
  if (value instanceof JsonFailure) throw new PathEvaluationError(`a parameter is not JSON: ${value.message}`);
  return value;
}
