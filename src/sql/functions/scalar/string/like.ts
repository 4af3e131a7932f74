/** [NOT] LIKE: whether a text fits a pattern of `%` and `_`. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { BOOLEAN } from '../../../types/type.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { booleanOf, refused, typed, typesOf } from '../../infer.ts';
import { cached } from './bounded-cache.ts';
import { patternArguments } from './pattern-arguments.ts';
import { likeTest } from './wildcard.ts';

export interface LikeOptions {
  readonly negated?: boolean;
}

const NO_ESCAPE = '';

/** The escaping character; none for an empty text. @throws RunTimeError when it is not one UTF-16 unit */
function escapeOf(text: string): string | undefined {
  if (text.length > 1 || text === '\0')
    throw new RunTimeError(`invalid escape character '${text}': one character is wanted`);
  return text === NO_ESCAPE ? undefined : text;
}

/** Constants are checked while the query is bound. */
function inferLike(call: Call): Inference {
  const wrong = patternArguments(call);
  if (wrong) return wrong;
  const [, pattern, escaping] = call.args.map((arg) => arg.constant?.value);
  try {
    if (typeof escaping === 'string') escapeOf(escaping);
    if (typeof pattern === 'string' && (call.args.length === 2 || typeof escaping === 'string')) {
      likeTest(pattern, escapeOf((escaping as string | undefined) ?? NO_ESCAPE));
    }
  } catch (error) {
    if (error instanceof RunTimeError) return refused(error.message, 1);
    throw error;
  }
  return typed(typesOf(call), booleanOf(typesOf(call)));
}

function compileLike(call: TypedCall) {
  const negated = (call.options as LikeOptions).negated === true;
  const [, pattern, escaping] = call.args;
  const constant = pattern!.constant && (escaping === undefined || escaping.constant);
  if (constant && pattern!.constant!.value !== null && escaping?.constant?.value !== null) {
    const test = likeTest(
      pattern!.constant!.value as string,
      escapeOf((escaping?.constant?.value as string) ?? NO_ESCAPE),
    );
    return { evaluate: (text: string) => test(text) !== negated };
  }
  // The escape goes first in the key: its length is 0 or 1 and stands before it.
  const tests = cached((key: string) =>
    likeTest(key.slice(1 + Number(key[0])), escapeOf(key.slice(1, 1 + Number(key[0])))),
  );
  return {
    evaluate: (text: string, like: string, given = NO_ESCAPE) => {
      const escaping = escapeOf(given) ?? NO_ESCAPE;
      return tests(`${escaping.length}${escaping}${like}`)(text) !== negated;
    },
  };
}

export const like = scalarFunction({
  name: 'LIKE',
  category: 'comparison',
  summary: 'Whether a text fits a pattern: % stands for any characters, _ for one (but a line terminator).',
  syntax: ['text [NOT] LIKE pattern [ESCAPE escape]'],
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    { name: 'pattern', doc: 'The pattern.', accepts: 'CHARACTER' },
    {
      name: 'escape',
      doc: 'What stands before a %, _ or itself that is meant as such; none when left out.',
      accepts: 'CHARACTER',
      optional: true,
    },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: BOOLEAN,
  infer: inferLike,
  compile: compileLike,
  examples: [
    { sql: `'TEST' LIKE 'T%T'`, result: 'TRUE' },
    { sql: `'TE_ST' NOT LIKE '%E&_S%' ESCAPE '&'`, result: 'FALSE' },
  ],
});
