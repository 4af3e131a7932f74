/** Runs a program over a text by backtracking, as Java does, within a bounded number of steps. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { holds } from './assertions.ts';
import type { Instruction, Program } from './program.ts';

/** Steps one text may take; more ends the query instead of keeping it busy. */
export const MAX_STEPS = 20_000_000;
/** Places to go back to at the same time, four numbers each. */
export const MAX_BACKTRACK = 4_000_000;

export interface Run {
  readonly program: Program;
  readonly text: string;
  /** Where the search began. */
  readonly from: number;
  readonly slots: number[];
  readonly budget: { steps: number };
}

// Kinds of places to go back to: [kind, a, b, c].
const BRANCH = 0; // at instruction a, place b
const RESTORE = 1; // slot a had the value b
const GIVE_BACK = 2; // a greedy set took up to place b, at least c: try one less, go on at instruction a
const TAKE_MORE = 3; // a lazy set-repeat a stands at place b and may take c more

const tooLong = (run: Run): RunTimeError =>
  new RunTimeError(
    `a regular expression needs more than ${MAX_STEPS} steps for a text of ${run.text.length} characters; make its repetitions exclude each other`,
  );

/** @returns where the match from `start` ends, -1 for none; `end`, when given, is where it has to */
export function runFrom(run: Run, pc: number, start: number, end?: number): number {
  const { slots } = run;
  const stack: number[] = [];
  let at = start;
  let next = pc;
  for (;;) {
    if (--run.budget.steps < 0 || stack.length > MAX_BACKTRACK) throw tooLong(run);
    const instruction = run.program.instructions[next]!;
    if (instruction.op === 'match') {
      if (end === undefined || at === end) return at;
    } else {
      const moved = step(run, instruction, next, at, stack);
      if (moved >= 0) {
        at = moved;
        next = jumpTo;
        continue;
      }
    }
    const back = goBack(run, stack, slots);
    if (back < 0) return -1;
    at = back;
    next = jumpTo;
  }
}

/** Where the run goes on: the second result of `step` and `goBack`. */
let jumpTo = 0;

const sizeAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);

/** One instruction: the place after it, -1 when it fails. */
function step(
  run: Run,
  instruction: Exclude<Instruction, { op: 'match' }>,
  pc: number,
  at: number,
  stack: number[],
): number {
  const { text, slots } = run;
  jumpTo = pc + 1;
  switch (instruction.op) {
    case 'set':
      return at < text.length && instruction.set.has(text.codePointAt(at)!) ? at + sizeAt(text, at) : -1;
    case 'split':
      stack.push(BRANCH, instruction.second, at, 0);
      jumpTo = instruction.first;
      return at;
    case 'jump':
      jumpTo = instruction.to;
      return at;
    case 'save':
      stack.push(RESTORE, instruction.slot, slots[instruction.slot]!, 0);
      slots[instruction.slot] = at;
      return at;
    case 'close':
      stack.push(RESTORE, 2 * instruction.group, slots[2 * instruction.group]!, 0);
      stack.push(RESTORE, 2 * instruction.group + 1, slots[2 * instruction.group + 1]!, 0);
      slots[2 * instruction.group] = slots[instruction.slot]!;
      slots[2 * instruction.group + 1] = at;
      return at;
    case 'unless-moved':
      if (slots[instruction.slot] === at) jumpTo = instruction.to;
      return at;
    case 'set-repeat':
      return repeatSet(run, instruction, pc, at, stack);
    case 'assert':
      return holds(instruction.what, text, at, run.from) ? at : -1;
    case 'reference':
      return reference(run, instruction.index, instruction.ignoreCase, at);
    case 'look':
    case 'atomic':
      return inner(run, instruction, pc, at, stack);
  }
}

type SetRepeat = Extract<Instruction, { op: 'set-repeat' }>;

function repeatSet(run: Run, instruction: SetRepeat, pc: number, start: number, stack: number[]): number {
  const { text } = run;
  const { set, min, max, lazy } = instruction;
  let at = start;
  let least = start;
  let count = 0;
  const most = lazy ? min : max;
  while (count < most && at < text.length && set.has(text.codePointAt(at)!)) {
    at += sizeAt(text, at);
    count++;
    if (count === min) least = at;
  }
  run.budget.steps -= count;
  if (count < min) return -1;
  if (lazy) stack.push(TAKE_MORE, pc, at, max - count);
  else if (at > least) stack.push(GIVE_BACK, pc + 1, at, least);
  return at;
}

/** A group of no text never is referred to; neither is one that does not exist. */
function reference(run: Run, index: number, ignoreCase: boolean, at: number): number {
  const start = run.slots[2 * index] ?? -1;
  const end = run.slots[2 * index + 1] ?? -1;
  if (index > run.program.groups || start < 0 || end < start) return -1;
  const wanted = run.text.slice(start, end);
  const found = run.text.slice(at, at + wanted.length);
  run.budget.steps -= wanted.length;
  const same = found === wanted || (ignoreCase && asciiLower(found) === asciiLower(wanted));
  return same ? at + wanted.length : -1;
}

const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

type Inner = Extract<Instruction, { op: 'look' | 'atomic' }>;

/** Lookarounds and atomic groups run on their own; what is inside is not tried again. */
function inner(run: Run, instruction: Inner, pc: number, at: number, stack: number[]): number {
  const before = run.slots.slice();
  const found = instruction.op === 'atomic' ? runFrom(run, pc + 1, at) : look(run, instruction, pc, at);
  const negated = instruction.op === 'look' && instruction.negated;
  jumpTo = instruction.next;
  if (found < 0 || negated) {
    for (const [slot, value] of before.entries()) run.slots[slot] = value;
    return found < 0 === negated ? at : -1;
  }
  for (const [slot, value] of before.entries()) {
    if (run.slots[slot] !== value) stack.push(RESTORE, slot, value, 0);
  }
  return instruction.op === 'atomic' ? found : at;
}

/** Behind: from the nearest start to the farthest, as Java tries them. */
function look(run: Run, instruction: Extract<Instruction, { op: 'look' }>, pc: number, at: number): number {
  if (instruction.behind === undefined) return runFrom(run, pc + 1, at);
  const first = Math.max(0, at - instruction.behind.max);
  for (let start = at - instruction.behind.min; start >= first; start--) {
    if (runFrom(run, pc + 1, start, at) >= 0) return at;
  }
  return -1;
}

/** Undoes what was done since the last choice: the place to go on at, -1 when there is none. */
function goBack(run: Run, stack: number[], slots: number[]): number {
  const { text } = run;
  while (stack.length > 0) {
    const c = stack.pop()!;
    const b = stack.pop()!;
    const a = stack.pop()!;
    const kind = stack.pop()!;
    jumpTo = a;
    if (kind === RESTORE) slots[a] = b;
    else if (kind === BRANCH) return b;
    else if (kind === GIVE_BACK) {
      const pair = b - 2 >= c && (text.charCodeAt(b - 1) & 0xfc00) === 0xdc00 && sizeAt(text, b - 2) === 2;
      const less = b - (pair ? 2 : 1);
      if (less > c) stack.push(GIVE_BACK, a, less, c);
      return less;
    } else {
      const { set } = run.program.instructions[a] as SetRepeat;
      if (c === 0 || b >= text.length || !set.has(text.codePointAt(b)!)) continue;
      const more = b + sizeAt(text, b);
      stack.push(TAKE_MORE, a, more, c - 1);
      jumpTo = a + 1;
      return more;
    }
  }
  return -1;
}
