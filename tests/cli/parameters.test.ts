/** Parameters: found in SQL, filled in with a way back to the file, read from files. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParameterFileError, parseEnvFile, parseProperties } from '../../src/cli/parameters/files.ts';
import { findReferences, substitute } from '../../src/cli/parameters/substitute.ts';

const names = (text: string) => findReferences(text).map((reference) => reference.name);
const fill = (text: string, values: Readonly<Record<string, string>>) =>
  substitute({ name: 'a.sql', text }, findReferences(text), ({ name }) => values[name] ?? '');

describe('references', () => {
  it.each([
    ["SELECT ${a}, '${b-c}', `${d.e}`, ${f:-1}", ['a', 'b-c', 'd.e', 'f']],
    ['-- ${a}\n${b} -- ${c}', ['b']],
    ['/* ${a} */ ${b} /* ${c}', ['b']],
    ["'it''s -- ${a}' ${b}", ['a', 'b']],
    ["SELECT * FROM t /*+ OPTIONS('topic' = '${a}') */", ['a']],
    ["'$ {a} ${1} ${} $${b}'", ['b']],
    ['$$ body ${a} $$ ${b}', ['b']],
  ])('of %j', (text, expected) => expect(names(text)).toEqual(expected));
});

describe('values', () => {
  it('double the quotes that they stand between', () => {
    expect(fill("'${v}' `${v}` ${v}", { v: "a'b`c" }).text).toBe("'a''b`c' `a'b``c` a'b`c");
  });
  it('map back: text outside to itself, text inside to the whole reference', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', ' ', '\n', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, piece)), piece, (pairs, last) => {
        const text = `${pairs.map(([before], i) => `${before}\${v${i}}`).join('')}${last}`;
        const { text: filled, original } = fill(
          text,
          Object.fromEntries(pairs.map(([, value], i) => [`v${i}`, value])),
        );
        let at = 0;
        let before = 0;
        for (const [i, [plain, value]] of pairs.entries()) {
          if (plain !== '' && value !== '') {
            const span = { start: at, end: at + plain.length };
            expect(original!.spanOf(span)).toEqual({ start: before, end: before + plain.length });
          }
          at += plain.length;
          before += plain.length;
          const reference = { start: before, end: before + `\${v${i}}`.length };
          for (let k = 0; k < value.length; k++)
            expect(original!.spanOf({ start: at + k, end: at + k + 1 })).toEqual(reference);
          at += value.length;
          before = reference.end;
        }
        expect(filled.slice(at)).toBe(last);
        if (original) expect(original.text).toBe(text);
      }),
    );
  });
});

describe('.env files', () => {
  const env = { HOME_TOWN: 'Ulm' };
  it.each([
    ['A=1\r\nexport B = two words \n\n# c\n C=x#y # comment', { A: '1', B: 'two words', C: 'x#y' }],
    ['A=\'${B} "x" # no\'\nB="a\\n\\"b\\" ${HOME_TOWN}" # yes', { A: '${B} "x" # no', B: 'a\n"b" Ulm' }],
    ['A=x\nB=${A}-${NOPE}-${NOPE:-d}', { A: 'x', B: 'x-${NOPE}-d' }],
    ['KEY="-----BEGIN\nabc\n-----END"\nA=', { KEY: '-----BEGIN\nabc\n-----END', A: '' }],
    ['A=1\nA=2', { A: '2' }],
    ["A='x' and more", { A: "'x' and more" }],
    ['bootstrap.servers=a:1,b:2', { 'bootstrap.servers': 'a:1,b:2' }],
  ])('%j', (text, expected) => expect(Object.fromEntries(parseEnvFile(text, env))).toEqual(expected));
  it('say in which line something else stands', () => {
    expect(() => parseEnvFile('A="1\n2"\n: x', {})).toThrow(new ParameterFileError('line 3: expected name=value'));
  });
});

describe('.properties files', () => {
  it.each([
    ['a=1\nb : 2\nc 3\nd\ne=', { a: '1', b: '2', c: '3', d: '', e: '' }],
    ['# a=1 \\\n! b=2\nc=3', { c: '3' }],
    ['a=one \\\n    two\\\n\\\n three', { a: 'one twothree' }],
    ['a=back\\\\\nb=2', { a: 'back\\', b: '2' }],
    ['a\\ b\\=c=\\u00e9\\t!', { 'a b=c': 'é\t!' }],
    ['a=  keeps its end  ', { a: 'keeps its end  ' }],
    [
      'sasl.jaas.config=M required username="u" password="p";',
      { 'sasl.jaas.config': 'M required username="u" password="p";' },
    ],
    ['a=x\nb=${a}/${TOWN}', { a: 'x', b: 'x/Ulm' }],
  ])('%j', (text, expected) => expect(Object.fromEntries(parseProperties(text, { TOWN: 'Ulm' }))).toEqual(expected));
});
