/** [NOT] SIMILAR TO: a pattern of SQL, rewritten to a regular expression of Java as Flink does (SqlLikeUtils), on a whole text. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { BOOLEAN } from '../../../types/type.ts';
import { type Call, type Inference, scalarFunction, type TypedCall } from '../../define.ts';
import { booleanOf, refused, typed, typesOf } from '../../infer.ts';
import { compileRegex, type JavaRegex, unsupportedPattern } from '../../java-regex/pattern.ts';
import { cached } from './bounded-cache.ts';
import { patternArguments } from './pattern-arguments.ts';
import { similarRegex } from './similar-pattern.ts';

export interface SimilarOptions {
  readonly negated?: boolean;
}

/** @throws RunTimeError for a pattern or an escape that is none */
function similarPattern(pattern: string, escaping: string | undefined): JavaRegex {
  if (escaping !== undefined && escaping.length !== 1) {
    throw new RunTimeError(`invalid escape character '${escaping}': one character is wanted`);
  }
  const compiled = compileRegex(similarRegex(pattern, escaping), { captures: false, whole: true });
  if (compiled.ok) return compiled.regex;
  if (compiled.invalid) throw new RunTimeError(`invalid pattern '${pattern}' of SIMILAR TO: ${compiled.message}`);
  throw unsupportedPattern('SIMILAR TO', pattern, compiled.message);
}

function inferSimilar(call: Call): Inference {
  const wrong = patternArguments(call);
  if (wrong) return wrong;
  const [, pattern, escaping] = call.args.map((arg) => arg.constant?.value);
  try {
    if (typeof pattern === 'string' && (call.args.length === 2 || typeof escaping === 'string')) {
      similarPattern(pattern, escaping as string | undefined);
    }
  } catch (error) {
    if (error instanceof RunTimeError) return refused(error.message, 1);
    throw error;
  }
  return typed(typesOf(call), booleanOf(typesOf(call)));
}

function compileSimilar(call: TypedCall) {
  const negated = (call.options as SimilarOptions).negated === true;
  const escaped = call.args.length === 3;
  // The key starts with the length of the escape.
  const patterns = cached((key: string) => {
    const size = Number.parseInt(key, 10);
    const start = key.indexOf(':') + 1;
    return similarPattern(key.slice(start + size), escaped ? key.slice(start, start + size) : undefined);
  });
  return {
    evaluate: (text: string, pattern: string, escaping = '') =>
      (patterns(`${escaping.length}:${escaping}${pattern}`).search(text)(0) !== undefined) !== negated,
  };
}

export const similarTo = scalarFunction({
  name: 'SIMILAR TO',
  category: 'comparison',
  summary:
    'Whether a text fits a regular expression of SQL: % any characters, _ one, and | * + ? {n} ( ) [ ] as usual.',
  syntax: ['text [NOT] SIMILAR TO pattern [ESCAPE escape]'],
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    { name: 'pattern', doc: 'The pattern.', accepts: 'CHARACTER' },
    {
      name: 'escape',
      doc: 'What stands before a special character that is meant as such.',
      accepts: 'CHARACTER',
      optional: true,
    },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: BOOLEAN,
  infer: inferSimilar,
  compile: compileSimilar,
  examples: [
    { sql: `'abc' SIMILAR TO '(a|b)%'`, result: 'TRUE' },
    { sql: `'TEST' NOT SIMILAR TO 'T[A-Z]+'`, result: 'FALSE' },
  ],
});
