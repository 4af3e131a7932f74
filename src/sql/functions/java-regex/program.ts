/** The tree of a regular expression -> the instructions of `machine.ts`. */
import type { CharSet } from './char-set.ts';
import { lengthOf } from './lengths.ts';
import { type Assertion, type Parsed, type RegexNode, RegexUnsupportedError, type Repeat } from './syntax.ts';

export type Instruction =
  | { readonly op: 'set'; readonly set: CharSet }
  /** Goes on at `first`; when that fails, at `second`. */
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  /** The group has the text from the place in the slot up to here. */
  | { readonly op: 'close'; readonly group: number; readonly slot: number }
  /** Jumps when nothing was matched since the place in the slot was saved. */
  | { op: 'unless-moved'; readonly slot: number; to: number }
  | {
      readonly op: 'set-repeat';
      readonly set: CharSet;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly op: 'assert'; readonly what: Assertion }
  | { readonly op: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  /** What is within stands from the next instruction on up to a `match`, then `next` follows. `behind`: how far back it may start. */
  | {
      op: 'look';
      next: number;
      readonly negated: boolean;
      readonly behind?: { readonly min: number; readonly max: number };
    }
  | { op: 'atomic'; next: number }
  | { readonly op: 'match' };

export interface Program {
  readonly instructions: readonly Instruction[];
  /** Two a group (start and end, group 0 first), then one a group and a loop for where they began. */
  readonly slots: number;
  readonly groups: number;
}

/** The most instructions; counted repetitions are written out. */
const MAX_INSTRUCTIONS = 50_000;

interface Builder {
  readonly instructions: Instruction[];
  slots: number;
}

export function programOf({ root, groups }: Parsed): Program {
  const builder: Builder = { instructions: [], slots: 2 * (groups + 1) };
  build(root, builder);
  add(builder, { op: 'match' });
  return { instructions: builder.instructions, slots: builder.slots, groups };
}

function add<T extends Instruction>(builder: Builder, instruction: T): T {
  if (builder.instructions.length >= MAX_INSTRUCTIONS) {
    throw new RegexUnsupportedError(`its counted repetitions come to more than ${MAX_INSTRUCTIONS} steps written out`);
  }
  builder.instructions.push(instruction);
  return instruction;
}

const here = (builder: Builder): number => builder.instructions.length;

function build(node: RegexNode, builder: Builder): void {
  switch (node.kind) {
    case 'set':
      add(builder, { op: 'set', set: node.set });
      return;
    case 'sequence':
      for (const item of node.items) build(item, builder);
      return;
    case 'choice':
      buildChoice(node.options, builder);
      return;
    case 'group':
      buildGroup(node.index, node.body, builder);
      return;
    case 'repeat':
      buildRepeat(node, builder);
      return;
    case 'look':
      buildLook(node, builder);
      return;
    case 'atomic':
      buildAtomic(node.body, builder);
      return;
    case 'reference':
      add(builder, { op: 'reference', index: node.index, ignoreCase: node.ignoreCase });
      return;
    case 'assert':
      add(builder, { op: 'assert', what: node.what });
  }
}

function buildChoice(options: readonly RegexNode[], builder: Builder): void {
  const ends: { to: number }[] = [];
  for (const [i, option] of options.entries()) {
    if (i === options.length - 1) {
      build(option, builder);
      break;
    }
    const split = add(builder, { op: 'split', first: here(builder) + 1, second: 0 });
    build(option, builder);
    ends.push(add(builder, { op: 'jump', to: 0 }));
    split.second = here(builder);
  }
  for (const end of ends) end.to = here(builder);
}

/** A group has its text once it is complete, so that its start is kept aside until then. */
function buildGroup(index: number, body: RegexNode, builder: Builder): void {
  const slot = builder.slots++;
  add(builder, { op: 'save', slot });
  build(body, builder);
  add(builder, { op: 'close', group: index, slot });
}

function buildLook(node: Extract<RegexNode, { kind: 'look' }>, builder: Builder): void {
  const behind = node.ahead ? undefined : lengthOf(node.body);
  const look = add(builder, {
    op: 'look',
    next: 0,
    negated: node.negated,
    ...(behind === undefined ? {} : { behind }),
  });
  build(node.body, builder);
  add(builder, { op: 'match' });
  look.next = here(builder);
}

function buildAtomic(body: RegexNode, builder: Builder): void {
  const atomic = add(builder, { op: 'atomic', next: 0 });
  build(body, builder);
  add(builder, { op: 'match' });
  atomic.next = here(builder);
}

function buildRepeat(node: Repeat, builder: Builder): void {
  if (node.mode === 'possessive') {
    buildAtomic({ ...node, mode: 'greedy' }, builder);
    return;
  }
  const { body, min, max } = node;
  const lazy = node.mode === 'lazy';
  if (body.kind === 'set') {
    add(builder, { op: 'set-repeat', set: body.set, min, max, lazy });
    return;
  }
  for (let i = 0; i < min; i++) build(body, builder);
  if (max === Number.POSITIVE_INFINITY) {
    buildLoop(body, lazy, builder);
    return;
  }
  const splits: Extract<Instruction, { op: 'split' }>[] = [];
  for (let i = min; i < max; i++) {
    splits.push(add(builder, { op: 'split', first: 0, second: 0 }));
    setInside(splits.at(-1)!, lazy, here(builder));
    build(body, builder);
  }
  for (const split of splits) setOutside(split, lazy, here(builder));
}

/** A round that matches nothing ends the loop. */
function buildLoop(body: RegexNode, lazy: boolean, builder: Builder): void {
  const start = here(builder);
  const split = add(builder, { op: 'split', first: 0, second: 0 });
  setInside(split, lazy, here(builder));
  if (lengthOf(body).min > 0) {
    build(body, builder);
    add(builder, { op: 'jump', to: start });
  } else {
    const slot = builder.slots++;
    add(builder, { op: 'save', slot });
    build(body, builder);
    const check = add(builder, { op: 'unless-moved', slot, to: 0 });
    add(builder, { op: 'jump', to: start });
    check.to = here(builder);
  }
  setOutside(split, lazy, here(builder));
}

type Split = { first: number; second: number };

function setInside(split: Split, lazy: boolean, to: number): void {
  if (lazy) split.second = to;
  else split.first = to;
}

function setOutside(split: Split, lazy: boolean, to: number): void {
  if (lazy) split.first = to;
  else split.second = to;
}
