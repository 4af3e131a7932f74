/** A regular expression of Java, compiled, and its matches in a text. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { MAX_STEPS, type Run, runFrom } from './machine.ts';
import { parseRegex } from './parse.ts';
import { type Program, programOf } from './program.ts';
import { type Parsed, RegexSyntaxError, RegexUnsupportedError, sequence } from './syntax.ts';
import { type Translation, translate } from './translate.ts';

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** Group 0 first; null for a group that has no text. */
  readonly groups: readonly (string | null)[];
}

/** The first match from a place on. */
export type Search = (from: number) => RegexMatch | undefined;

export interface JavaRegex {
  /** As it was written. */
  readonly pattern: string;
  /** Capturing groups, without group 0. */
  readonly groups: number;
  /** Matches in one text: they share its bound of steps. @throws RunTimeError when it takes too many */
  readonly search: (text: string) => Search;
}

export type CompiledRegex =
  | { readonly ok: true; readonly regex: JavaRegex }
  /** `invalid`: Java refuses it as well. */
  | { readonly ok: false; readonly invalid: boolean; readonly message: string };

export interface RegexUse {
  /** The texts of groups are asked for. */
  readonly captures: boolean;
  /** Only a match of all of the text counts. */
  readonly whole?: boolean;
}

/** JavaScript's own machine is used for what takes fewer steps than this for sure. */
const MAX_UNWATCHED_COST = 100_000_000;

export function compileRegex(pattern: string, use: RegexUse): CompiledRegex {
  try {
    const parsed = use.whole ? anchored(parseRegex(pattern)) : parseRegex(pattern);
    const program = programOf(parsed);
    return { ok: true, regex: regexOf(pattern, parsed, program, translate(parsed, use.captures)) };
  } catch (error) {
    if (error instanceof RegexSyntaxError || error instanceof RegexUnsupportedError) {
      return { ok: false, invalid: error instanceof RegexSyntaxError, message: error.message };
    }
    throw error;
  }
}

const anchored = ({ root, groups }: Parsed): Parsed => ({
  root: sequence([{ kind: 'assert', what: 'input-start' }, root, { kind: 'assert', what: 'input-end' }]),
  groups,
});

/** Without a translation every text goes through the machine. */
export const regexOf = (
  pattern: string,
  { groups }: Parsed,
  program: Program,
  translation: Translation | undefined,
): JavaRegex => ({
  pattern,
  groups,
  search: (text) =>
    translation !== undefined && translation.cost(text.length) <= MAX_UNWATCHED_COST
      ? searchNative(translation.pattern, text)
      : searchByMachine(program, text),
});

/** V8 looks for a match between the halves of a pair as well. */
const insidePair = (text: string, at: number): boolean => at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;

const searchNative =
  (pattern: RegExp, text: string): Search =>
  (from) => {
    pattern.lastIndex = from;
    let found = pattern.exec(text);
    while (found !== null && insidePair(text, found.index)) {
      pattern.lastIndex = found.index + 1;
      found = pattern.exec(text);
    }
    if (found === null) return undefined;
    return { start: found.index, end: found.index + found[0].length, groups: groupsIn(found) };
  };

/** A loop: Array.from over a match takes ten times as long as the match. */
function groupsIn(found: RegExpExecArray): readonly (string | null)[] {
  const groups: (string | null)[] = [found[0]];
  for (let group = 1; group < found.length; group++) groups.push(found[group] ?? null);
  return groups;
}

function searchByMachine(program: Program, text: string): Search {
  const budget = { steps: MAX_STEPS };
  return (from) => {
    // A run that fails leaves the slots as they were.
    const run: Run = { program, text, from, slots: new Array<number>(program.slots).fill(-1), budget };
    for (let start = from; start <= text.length; start += (text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1) {
      const end = runFrom(run, 0, start);
      if (end >= 0) return { start, end, groups: groupsOf(run, start, end) };
    }
    return undefined;
  };
}

function groupsOf({ program, text, slots }: Run, start: number, end: number): readonly (string | null)[] {
  const groups: (string | null)[] = [text.slice(start, end)];
  for (let group = 1; group <= program.groups; group++) {
    const [first, last] = [slots[2 * group]!, slots[2 * group + 1]!];
    groups.push(first < 0 || last < first ? null : text.slice(first, last));
  }
  return groups;
}

/** Every match, one after the other; after an empty one the search goes on one character later. */
export function* matchesIn(regex: JavaRegex, text: string): Generator<RegexMatch> {
  const search = regex.search(text);
  for (let from = 0; from <= text.length; ) {
    const match = search(from);
    if (match === undefined) return;
    yield match;
    const size = (text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1;
    from = match.end > match.start ? match.end : match.end + size;
  }
}

/** The failure of a pattern that comes with a row, in words. */
export const unsupportedPattern = (name: string, pattern: string, message: string): RunTimeError =>
  new RunTimeError(`${name}: the regular expression '${pattern.slice(0, 80)}' cannot be run: ${message}`);
