/** What the grammar asked for -> words of an error message. */
import { TOKEN_CLASSES } from './token.ts';

/** What is expected where a name is: `a column`, `an alias`, `the name of a field`. */
export const NAMES = /^(?:the name|an? (?!data type|expression|literal|number|option|query|string|time|value|whole))/;

/** What is expected where an option's name or value is. */
export const QUOTED = /^(?:an option|a value|a string)/;

/** At most a handful: a list of everything possible helps nobody. */
const MOST_KEYS = 6;

export function describeKeys(keys: readonly string[]): string | undefined {
  const names = [...new Set(keys.map((key) => TOKEN_CLASSES[key] ?? (/^\w/.test(key) ? key : `'${key}'`)))];
  if (names.length === 0 || names.length > MOST_KEYS) return undefined;
  if (names.length === 1) return names[0];
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}
