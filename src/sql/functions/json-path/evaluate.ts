/** Walks a document along a path and gives what stands at its end. */

import { invalidPath, notFound, PathError, PathEvaluationError } from './errors.ts';
import { acceptsItem } from './filter.ts';
import { tokenText } from './path.ts';
import { callFunction } from './path-functions.ts';
import type { Path, Token } from './token.ts';
import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from './value.ts';

export interface Mode {
  /** Lax: a step that does not fit gives nothing instead of a fault. */
  readonly suppress: boolean;
  /** In tests for existence: a missing last member is a fault too. */
  readonly required: boolean;
}

export const STRICT: Mode = { suppress: false, required: false };
export const LAX: Mode = { suppress: true, required: false };
export const EXISTENCE: Mode = { suppress: false, required: true };

/** How many steps one path may take over one document, its filters included: deep scans behind deep scans multiply. */
export const MAX_STEPS = 5_000_000;

export interface Budget {
  left: number;
}

/** One evaluation of one path. */
export interface Walk {
  readonly path: Path;
  readonly root: JsonValue;
  readonly mode: Mode;
  readonly results: JsonValue[];
  /** For the token behind the one a deep scan looks for: the element it came through last, -1 for none. */
  readonly through: number[];
  readonly budget: Budget;
}

/**
 * The value of a definite path, the array of values of any other. Throws a PathError when a definite path leads nowhere, unless
 * faults are suppressed, and a PathEvaluationError for a function that cannot be computed.
 */
export function evaluatePath(
  path: Path,
  document: JsonValue,
  root: JsonValue,
  mode: Mode,
  budget: Budget = { left: MAX_STEPS },
): JsonValue {
  const results = matches(path, document, root, mode, budget);
  if (!path.definite) return results;
  if (results.length > 0) return results[results.length - 1]!;
  return mode.suppress ? null : notFound(`no results for path ${path.text}`);
}

export function matches(path: Path, document: JsonValue, root: JsonValue, mode: Mode, budget: Budget): JsonArray {
  const through = new Array<number>(path.tokens.length).fill(-1);
  const walk: Walk = { path, root, mode, results: [], through, budget };
  if (path.tokens.length === 1) return [document];
  step(walk, 1, document);
  return walk.results;
}

const isLast = (walk: Walk, at: number): boolean => at === walk.path.tokens.length - 1;

/** The value reached by the token before `at`. */
function arrive(walk: Walk, at: number, value: JsonValue): void {
  if (isLast(walk, at)) walk.results.push(value);
  else step(walk, at + 1, value);
}

function spend({ budget, path }: Walk): void {
  budget.left -= 1;
  if (budget.left < 0) throw new PathEvaluationError(`path ${path.text} takes more than ${MAX_STEPS} steps`);
}

function step(walk: Walk, at: number, value: JsonValue): void {
  spend(walk);
  const token = walk.path.tokens[at]!;
  switch (token.kind) {
    case 'property':
      property(walk, at, token.names, value);
      return;
    case 'index':
      if (fitsArray(walk, at, value)) for (const index of token.indexes) element(walk, at, value, index);
      return;
    case 'slice':
      if (fitsArray(walk, at, value)) slice(walk, at, value, token.from, token.to);
      return;
    case 'wildcard':
      wildcard(walk, at, value);
      return;
    case 'filter':
      filter(walk, at, token, value);
      return;
    case 'scan':
      if (isLast(walk, at)) throw new PathEvaluationError(`nothing is searched for in path ${walk.path.text}`);
      scan(walk, at + 1, value);
      return;
    case 'function': {
      const result = callFunction(token, value, walk);
      walk.results.push(result);
      if (!isLast(walk, at)) step(walk, at + 1, result);
      return;
    }
    default:
      invalidPath(`'${tokenText(token)}' cannot stand within a path`);
  }
}

function property(walk: Walk, at: number, names: readonly string[], value: JsonValue): void {
  if (!isObject(value)) {
    if (!walk.path.upstreamDefinite[at] || walk.mode.suppress) return;
    notFound(`an object with property ${tokenText(walk.path.tokens[at]!)} expected in path ${walk.path.text}`);
  } else if (names.length > 1 && isLast(walk, at)) {
    walk.results.push(merged(walk, names, value));
  } else {
    for (const name of names) member(walk, at, name, value);
  }
}

function member(walk: Walk, at: number, name: string, value: JsonObject): void {
  const found = value.get(name);
  if (found === undefined) {
    missing(walk, at, name);
    return;
  }
  arriveAtMember(walk, at, found);
}

/** Behind a deep scan for an index only members of the element of that index count. */
function arriveAtMember(walk: Walk, at: number, value: JsonValue): void {
  const through = walk.through[at]!;
  if (!isLast(walk, at) || through === -1 || walk.path.beforeLast === `[${through}]`) arrive(walk, at, value);
}

function missing(walk: Walk, at: number, name: string): void {
  const { suppress, required } = walk.mode;
  if (isLast(walk, at)) {
    if (!suppress && required) notFound(`no results for path ${walk.path.text}`);
    return;
  }
  const token = walk.path.tokens[at]!;
  const definite = walk.path.upstreamDefinite[at]! && token.kind === 'property' && token.names.length === 1;
  if ((!definite && !required) || suppress) return;
  notFound(`property '${name}' is missing in path ${walk.path.text}`);
}

function merged(walk: Walk, names: readonly string[], value: JsonObject): JsonValue {
  const result = new Map<string, JsonValue>();
  for (const name of names) {
    const found = value.get(name);
    if (found !== undefined) result.set(name, found);
    else if (walk.mode.required) notFound(`property '${name}' is missing in path ${walk.path.text}`);
  }
  return result;
}

function fitsArray(walk: Walk, at: number, value: JsonValue): value is JsonArray {
  if (isArray(value)) return true;
  if (!walk.path.upstreamDefinite[at] || walk.mode.suppress) return false;
  return notFound(`an array expected at ${tokenText(walk.path.tokens[at]!)} in path ${walk.path.text}`);
}

function element(walk: Walk, at: number, value: JsonArray, index: number): void {
  const found = value[index < 0 ? value.length + index : index];
  if (found === undefined) return;
  try {
    arrive(walk, at, found);
  } catch (error) {
    if (!(error instanceof PathEvaluationError) || !error.outOfBounds) throw error;
  }
}

function slice(walk: Walk, at: number, value: JsonArray, from: number | undefined, to: number | undefined): void {
  const { length } = value;
  // A negative start counts from the end only when no end is given, and a negative end only without a start.
  const first = from === undefined ? 0 : to === undefined && from < 0 ? Math.max(0, length + from) : from;
  const end = Math.min(length, to === undefined ? length : from === undefined && to < 0 ? length + to : to);
  for (let index = Math.max(first, -length); index < end; index += 1) element(walk, at, value, index);
}

function wildcard(walk: Walk, at: number, value: JsonValue): void {
  if (isObject(value)) {
    for (const found of value.values()) arriveAtMember(walk, at, found);
  } else if (isArray(value)) {
    for (let index = 0; index < value.length; index += 1) elementIfFits(walk, at, value, index);
  }
}

/** An element that does not fit the rest of the path is passed over. */
function elementIfFits(walk: Walk, at: number, value: JsonArray, index: number): void {
  try {
    element(walk, at, value, index);
  } catch (error) {
    if (walk.mode.required || !(error instanceof PathError) || !error.notFound) throw error;
  }
}

function filter(walk: Walk, at: number, token: Token & { readonly kind: 'filter' }, value: JsonValue): void {
  if (isObject(value)) {
    if (acceptsItem(token.condition, value, walk)) arrive(walk, at, value);
  } else if (isArray(value)) {
    for (const [index, item] of value.entries())
      if (acceptsItem(token.condition, item, walk)) element(walk, at, value, index);
  } else if (walk.path.upstreamDefinite[at]) {
    invalidPath(`a filter cannot be applied to a scalar in path ${walk.path.text}`);
  }
}

/** `..` before the token at `target`: that token is tried on every value below, outer ones first. */
function scan(walk: Walk, target: number, value: JsonValue): void {
  spend(walk);
  if (isObject(value)) {
    if (wanted(walk, target, value)) step(walk, target, value);
    for (const inner of value.values()) scan(walk, target, inner);
  } else if (isArray(value)) {
    if (wanted(walk, target, value)) scanElements(walk, target, value);
    for (const inner of value) scan(walk, target, inner);
  }
}

function scanElements(walk: Walk, target: number, value: JsonArray): void {
  if (isLast(walk, target)) {
    step(walk, target, value);
    return;
  }
  for (const [index, item] of value.entries()) {
    walk.through[target + 1] = index;
    step(walk, target + 1, item);
  }
}

/** Whether a deep scan tries its target on this value. */
function wanted(walk: Walk, target: number, value: JsonArray | JsonObject): boolean {
  const token = walk.path.tokens[target]!;
  switch (token.kind) {
    case 'property':
      if (!isObject(value)) return false;
      if (token.names.length > 1 && !isLast(walk, target)) return true;
      return token.names.every((name) => value.has(name));
    case 'index':
    case 'slice':
      return isArray(value);
    case 'wildcard':
      return true;
    case 'filter':
      return acceptsItem(token.condition, value, walk);
    default:
      return false;
  }
}
