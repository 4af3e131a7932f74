/** `/pattern/flags` of a filter to a test of a whole text. */
import { PathSyntaxError } from './errors.ts';
import type { TextTest } from './token.ts';

/** Java's flags that mean the same here; the others change how a pattern is read. */
const FLAGS: Readonly<Record<string, string>> = { i: 'i', m: 'm', s: 's' };

export function compilePattern(pattern: string, flags: string): TextTest {
  const unknown = [...flags].find((flag) => FLAGS[flag] === undefined);
  if (unknown !== undefined) throw new PathSyntaxError(`flag '${unknown}' of a pattern in a filter is not supported`);
  try {
    const regex = new RegExp(`^(?:${pattern})$`, `u${[...new Set(flags)].join('')}`);
    return (text) => regex.test(text);
  } catch {
    throw new PathSyntaxError(`the pattern /${pattern}/ in a filter cannot be read`);
  }
}
