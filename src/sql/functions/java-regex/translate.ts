/**
 * The tree of a regular expression -> JavaScript's own, where that is the same in every match and cannot take long; undefined for
 * all others, which `machine.ts` runs.
 */
import { ASSERTION_SOURCES } from './assertions.ts';
import { type CharSet, disjointSets } from './char-set.ts';
import { lengthOf } from './lengths.ts';
import type { Parsed, RegexNode, Repeat } from './syntax.ts';

export interface Translation {
  readonly pattern: RegExp;
  /** At most about so many steps for a text of `length` units. */
  readonly cost: (length: number) => number;
}

interface State {
  /** Repetitions that may have to be tried in every length for every length of another. */
  free: number;
  /** Repetitions that end where the next character is none of theirs. */
  guarded: number;
  /** Ways to choose that do not depend on the text. */
  choices: number;
}

/** A repetition of more than so many counts as one without bound. */
const FEW = 1;

class Untranslatable extends Error {}
const untranslatable = (): never => {
  throw new Untranslatable();
};

/** @param captures whether the texts of groups are asked for */
export function translate({ root }: Parsed, captures: boolean): Translation | undefined {
  const state: State = { free: 0, guarded: 0, choices: 1 };
  try {
    const source = sourceOf(root, undefined, true, captures, state);
    const exponent = 1 + state.free + (state.guarded > 0 ? 1 : 0);
    return { pattern: new RegExp(source, 'gv'), cost: (length) => state.choices * (length + 1) ** exponent };
  } catch (error) {
    if (error instanceof Untranslatable) return undefined;
    throw error;
  }
}

/**
 * @param next what must come after the node: a set when it is known
 * @param last true when nothing comes after it, so that it is never tried again
 */
function sourceOf(node: RegexNode, next: CharSet | undefined, last: boolean, captures: boolean, state: State): string {
  switch (node.kind) {
    case 'set':
      return node.set.source;
    case 'sequence':
      return node.items
        .map((item, i) => {
          const end = i === node.items.length - 1;
          return sourceOf(item, end ? next : firstSet(node.items[i + 1]!), end && last, captures, state);
        })
        .join('');
    case 'choice':
      state.choices *= node.options.length;
      return `(?:${node.options.map((option) => sourceOf(option, next, last, captures, state)).join('|')})`;
    case 'group':
      return `(${captures ? '' : '?:'}${sourceOf(node.body, next, last, captures, state)})`;
    case 'repeat':
      return repeatSource(node, next, last, captures, state);
    case 'look':
      if (captures && hasGroup(node.body)) return untranslatable();
      return `(?${node.ahead ? '' : '<'}${node.negated ? '!' : '='}${sourceOf(node.body, undefined, false, captures, state)})`;
    case 'assert':
      return ASSERTION_SOURCES[node.what] ?? untranslatable();
    case 'atomic':
    case 'reference':
      return untranslatable();
  }
}

function repeatSource(node: Repeat, next: CharSet | undefined, last: boolean, captures: boolean, state: State): string {
  const { body, min, max, mode } = node;
  const counts = max === Number.POSITIVE_INFINITY ? `{${min},}` : `{${min},${max}}`;
  if (mode === 'possessive' || body.kind === 'look' || body.kind === 'assert' || lengthOf(body).min === 0)
    return untranslatable();
  if (max > FEW) {
    // What has choices of its own, again and again, can take exponential time; a group keeps its text in Java.
    if (!isFixed(body) || (captures && hasGroup(body))) return untranslatable();
    const own = firstSet(body);
    const guarded = last || (body.kind === 'set' && next !== undefined && own !== undefined && disjointSets(own, next));
    if (min !== max) state[guarded ? 'guarded' : 'free']++;
  } else state.choices *= 2;
  const inner = sourceOf(body, undefined, false, captures, state);
  return `(?:${inner})${counts}${mode === 'lazy' ? '?' : ''}`;
}

/** Sets one after the other: there is one way to match it. */
function isFixed(node: RegexNode): boolean {
  if (node.kind === 'set') return true;
  if (node.kind === 'sequence') return node.items.every(isFixed);
  return node.kind === 'group' && isFixed(node.body);
}

function hasGroup(node: RegexNode): boolean {
  switch (node.kind) {
    case 'group':
      return true;
    case 'sequence':
      return node.items.some(hasGroup);
    case 'choice':
      return node.options.some(hasGroup);
    case 'repeat':
    case 'look':
    case 'atomic':
      return hasGroup(node.body);
    default:
      return false;
  }
}

/** The set of the first character of every match, when the node says so at once. */
function firstSet(node: RegexNode): CharSet | undefined {
  switch (node.kind) {
    case 'set':
      return node.set;
    case 'sequence':
      return node.items.length > 0 ? firstSet(node.items[0]!) : undefined;
    case 'group':
      return firstSet(node.body);
    case 'repeat':
      return node.min > 0 ? firstSet(node.body) : undefined;
    default:
      return undefined;
  }
}
