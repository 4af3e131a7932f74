import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import { parseRegex } from '../../../src/sql/functions/java-regex/parse.ts';
import { compileRegex, matchesIn, regexOf } from '../../../src/sql/functions/java-regex/pattern.ts';
import { programOf } from '../../../src/sql/functions/java-regex/program.ts';
import { translate } from '../../../src/sql/functions/java-regex/translate.ts';

/** Every match with its groups: `start:text,group…`, a group without text as `-`. */
function matches(pattern: string, text: string): string {
  const compiled = compileRegex(pattern, { captures: true });
  if (!compiled.ok) return compiled.invalid ? 'invalid' : 'unsupported';
  return Array.from(
    matchesIn(compiled.regex, text),
    ({ start, groups }) => `${start}:${groups.map((group) => group ?? '-').join()}`,
  ).join(' ');
}

describe('what Java finds', () => {
  it.each([
    ['(\\d+)-(\\d+)', '100-200, 300-400', '0:100-200,100,200 9:300-400,300,400'],
    ['ab((c)|(.?))de', 'abcdeabde', '0:abcde,c,c,- 5:abde,,-,'],
    ['(?:(a)|b)*', 'ab', '0:ab,a 2:,-'],
    ['(a*)*', 'aab', '0:aa, 2:, 3:,'],
    ['(a*)+b', 'aab', '0:aab,'],
    ['(a)?\\1b', 'b', ''],
    ['a*+a', 'aaa', ''],
    ['(?>a|ab)c', 'abc', ''],
    ['a??b', 'aab', '1:ab'],
    ['x{2,3}?', 'xxxxx', '0:xx 2:xx'],
    ['[a-z&&[^b]]+', 'abcabc', '0:a 2:ca 5:c'],
    ['[^a-c&&b-e]', 'abcdef', '0:a 3:d 4:e 5:f'],
    ['[]a]+', 'b]a', '1:]a'],
    ['[a-]', '-', '0:-'],
    ['(?i)aB', 'Ab äÄ', '0:Ab'],
    ['(?i:ä)', 'Ä', ''],
    ['a(?i)b(?-i)c', 'aBc', '0:aBc'],
    ['(?s).', '\n', '0:\n'],
    ['.', '\u0085\n\r', ''],
    ['(?d).', '\r', '0:\r'],
    ['$', 'a\r\n', '1: 3:'],
    ['(?m)^.', 'a\nb\r\nc\n', '0:a 2:b 5:c'],
    ['(?m).$', 'a\nb\r\nc', '0:a 2:b 5:c'],
    ['a\\Z', 'a\n', '0:a'],
    ['a\\z', 'a\n', ''],
    ['\\bäb\\b', 'äb', '0:äb'],
    ['\\w+', 'äb', '1:b'],
    ['\\s', '\u00a0', ''],
    ['\\h', '\u00a0', '0:\u00a0'],
    ['\\R', '\r\n\n', '0:\r\n 2:\n'],
    ['\\G\\d', '12a3', '0:1 1:2'],
    ['(?<=\\$)\\d+', '$12 13', '1:12'],
    ['(?<=ab?)c', 'ac abc', '1:c 5:c'],
    ['(?<!a)b', 'ab b', '3:b'],
    ['(?<x>a)\\k<x>', 'aa', '0:aa,a'],
    ['\\Qa.b\\E+', 'a.bbb', '0:a.bbb'],
    ['(?x) a b # comment', 'ab', '0:ab'],
    ['\\x{1F600}', '😀', '0:😀'],
    ['A\\101', 'A', ''],
    ['\\u0041\\0101', 'AA', '0:AA'],
    ['[^😀]', '😀a', '2:a'],
    ['\\p{Lu}\\P{Lu}', 'Äa', '0:Äa'],
    ['\\p{IsGreek}+', 'αβγ', '0:αβγ'],
    ['\\p{javaLowerCase}', 'a', 'unsupported'],
    ['(', '', 'invalid'],
    ['a)', '', 'invalid'],
    ['[', '', 'invalid'],
    ['[b-a]', '', 'invalid'],
    ['a**', '', 'invalid'],
    ['*', '', 'invalid'],
    ['{', '', 'invalid'],
    ['a{2,1}', '', 'invalid'],
    ['\\y', '', 'invalid'],
    ['\\', '', 'invalid'],
    ['(?<=a+)b', '', 'invalid'],
    ['\\p{Foo}', '', 'invalid'],
    ['(?u)ä', '', 'unsupported'],
    ['\\p{InGreek}', '', 'unsupported'],
    ['(?:(?:(?:ab){100}){100}){100}', '', 'unsupported'],
    ['\\b{1,2}', '', 'invalid'],
    ['\\b{g}', '', 'unsupported'],
  ])('%j in %j', (pattern, text, found) => {
    expect(matches(pattern, text)).toBe(found);
  });
});

describe('bounds', () => {
  it.each([
    ['(a+)+b', 'a'.repeat(40)],
    ['(a|a)*b', 'a'.repeat(40)],
    ['(x+x+)+y', 'x'.repeat(40)],
    ['.*.*.*=', 'x'.repeat(20_000)],
    ['(?:a?){30}a{30}b', 'a'.repeat(30)],
  ])('%s fails in bounded time', (pattern, text) => {
    expect(() => matches(pattern, text)).toThrow(/needs more than 20000000 steps/);
  });

  it('a long text needs no deep stack', () => {
    expect(matches('(?:a|b)*', 'ab'.repeat(100_000)).length).toBeGreaterThan(200_000);
  });
});

const atom = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '\\w',
  '\\b',
  '^',
  '$',
  '\\d',
  '(?=a)',
  '(?<!b)',
  '\\Z',
  '(?i:b)',
);
const quantifier = fc.constantFrom('', '', '', '?', '*', '+', '*', '+', '*?', '+?', '??');
const pattern: fc.Arbitrary<string> = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(atom, quantifier).map((parts) => parts.join('')),
    fc.tuple(tie('tree'), tie('tree')).map((parts) => parts.join('')),
    fc.tuple(tie('tree'), tie('tree')).map(([left, right]) => `(?:${left}|${right})`),
    fc
      .tuple(tie('tree'), fc.oneof(quantifier, fc.constantFrom('{2}', '{1,2}', '{0,3}?')))
      .map(([inner, times]) => `(${inner})${times}`),
  ),
})).tree;
const text = fc.string({
  unit: fc.constantFrom('a', 'b', 'B', '1', ' ', '\n', '\r', '😀', 'ä', '\u0301'),
  maxLength: 12,
});

describe('both engines', () => {
  it('find the same', () => {
    fc.assert(
      fc.property(pattern, text, fc.boolean(), (source, given, captures) => {
        const parsed = parseRegex(source);
        const translation = translate(parsed, captures);
        if (translation === undefined) return;
        const program = programOf(parsed);
        const all = (use: typeof translation | undefined) =>
          Array.from(matchesIn(regexOf(source, parsed, program, use), given), ({ start, end, groups }) =>
            captures ? [start, end, ...groups] : [start, end],
          );
        expect(all(translation)).toEqual(all(undefined));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('any pattern', () => {
  it('is compiled, refused or bounded', () => {
    const special = fc.string({ unit: fc.constantFrom(...'ab(){}[]|*+?^$.\\-&<>=!:iQEpkR019,#😀'), maxLength: 14 });
    fc.assert(
      fc.property(fc.oneof(special, fc.string({ unit: 'binary', maxLength: 10 })), text, (source, given) => {
        try {
          matches(source, given);
        } catch (error) {
          expect(error).toBeInstanceOf(RunTimeError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
