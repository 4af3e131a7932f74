/** The `topic-pattern`, a Java regular expression that the whole topic must match, as one of JavaScript. */

/** Java's constructs that JavaScript does not have or reads otherwise; topics are letters, digits, `.`, `_` and `-`, so little is needed. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/\(\?[a-zA-Z-]*[a-zA-Z](?:-[a-zA-Z]+)?[):]/, 'inline flags such as (?i)'],
  [/\(\?>/, 'atomic groups (?>…)'],
  [/[*+?}]\+/, 'possessive quantifiers such as *+'],
  [/\\Q|\\E/, 'quoting with \\Q…\\E'],
  [/\\[AZzGRXhHN]/, 'anchors and classes such as \\A, \\Z and \\h'],
  [/&&/, 'intersections of character classes &&'],
];

const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`{-~',
};

export function parseTopicPattern(pattern: string): { readonly regExp: RegExp } | { readonly problem: string } {
  const unescaped = pattern.replace(/\\\\|\\p\{\w+\}/g, '');
  for (const [construct, name] of FOREIGN)
    if (construct.test(unescaped)) return { problem: `${name} in a topic pattern are not supported` };
  const unknown = [...pattern.matchAll(/\\p\{(\w+)\}/g)].find(([, name]) => POSIX[name!] === undefined);
  if (unknown) return { problem: `the class ${unknown[0]} in a topic pattern is not supported` };
  const translated = withPosixClasses(pattern);
  try {
    return { regExp: new RegExp(`^(?:${translated})$`) };
  } catch {
    return { problem: 'expected a regular expression' };
  }
}

/** `\p{Alpha}` spelt out: inside of brackets as a part of them, outside with brackets of its own. */
function withPosixClasses(pattern: string): string {
  let inBrackets = false;
  return pattern.replace(/\\p\{(\w+)\}|\\.|[[\]]/g, (found, name: string | undefined) => {
    if (found === '[') inBrackets = true;
    else if (found === ']') inBrackets = false;
    else if (name !== undefined) return inBrackets ? POSIX[name]! : `[${POSIX[name]}]`;
    return found;
  });
}
