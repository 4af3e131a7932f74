/** `/pattern/flags` of a filter, a regular expression of Java, to a test of a whole text. */
import { compileRegex } from '../java-regex/pattern.ts';
import { PathSyntaxError } from './errors.ts';
import type { TextTest } from './token.ts';

export function compilePattern(pattern: string, flags: string): TextTest {
  // Of its own, without `i`, the flag `u` changes nothing.
  const inline = flags.includes('i') ? flags : flags.replaceAll('u', '');
  const compiled = compileRegex(inline === '' ? pattern : `(?${inline})${pattern}`, { captures: false, whole: true });
  if (!compiled.ok)
    throw new PathSyntaxError(`the pattern /${pattern}/ in a filter cannot be read: ${compiled.message}`);
  const { regex } = compiled;
  return (text) => regex.search(text)(0) !== undefined;
}
