/** The LIKE of SHOW: names that fit a pattern, by Flink's SqlLikeUtils (case counts, a backslash escapes), and a word where only the case is in the way. */
import type * as ast from '../../sql/ast/index.ts';
import type { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import { plural } from '../../sql/diagnostics/plural.ts';
import { RunTimeError } from '../../sql/diagnostics/run-time-error.ts';
import { likeTest } from '../../sql/functions/scalar/string/wildcard.ts';

const ESCAPE = '\\';

/** So many names a hint shows. */
const MOST_NAMED = 5;

/** Statements whose grammar has ILIKE. */
const WITH_ILIKE: readonly ast.Show['what'][] = ['CATALOGS', 'DATABASES', 'FUNCTIONS', 'USER FUNCTIONS', 'PROCEDURES'];

/** @returns those that fit, in their order; undefined when the pattern is wrong */
export function namesLike(
  names: readonly string[],
  { like, what }: Pick<ast.Show, 'like' | 'what'>,
  diagnostics: Diagnostics,
): readonly string[] | undefined {
  if (!like) return names;
  const tests = testsOf(like, diagnostics);
  if (!tests) return undefined;
  const ignoresCase = like.operator === 'ILIKE';
  const found = names.filter(ignoresCase ? tests.ignoringCase : tests.exact);
  if (like.negated) return names.filter((name) => !found.includes(name));
  const others = found.length > 0 || ignoresCase ? [] : names.filter(tests.ignoringCase);
  if (others.length > 0) tellOfCase(others, like, WITH_ILIKE.includes(what), diagnostics);
  return found;
}

type Test = (name: string) => boolean;

function testsOf(
  { pattern }: ast.LikePattern,
  diagnostics: Diagnostics,
): { readonly exact: Test; readonly ignoringCase: Test } | undefined {
  try {
    const lower = likeTest(pattern.value.toLowerCase(), ESCAPE);
    return { exact: likeTest(pattern.value, ESCAPE), ignoringCase: (name) => lower(name.toLowerCase()) };
  } catch (error) {
    if (!(error instanceof RunTimeError)) throw error;
    diagnostics.error('argument-value', error.message, pattern.span);
    return undefined;
  }
}

function tellOfCase(
  others: readonly string[],
  { pattern }: ast.LikePattern,
  hasIlike: boolean,
  diagnostics: Diagnostics,
): void {
  const shown = others.slice(0, MOST_NAMED).join(', ');
  const more = others.length > MOST_NAMED ? `, and ${others.length - MOST_NAMED} more` : '';
  diagnostics.add({
    code: 'argument-value',
    severity: 'info',
    message: `LIKE minds upper and lower case, and only that keeps ${plural(others.length, 'name')} from fitting: ${shown}${more}`,
    span: pattern.span,
    label: 'fits nothing',
    hint: hasIlike ? `ILIKE '${pattern.value}'` : 'write the letters as they stand in the name',
  });
}
