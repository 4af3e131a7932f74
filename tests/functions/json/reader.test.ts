import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonFailure, JsonReader, readJson } from '../../../src/sql/functions/json-path/reader.ts';
import { isArray, isKeys, isNumber, isObject, type JsonValue } from '../../../src/sql/functions/json-path/value.ts';
import { writeJson } from '../../../src/sql/functions/json-path/writer.ts';

const written = (text: string): string => {
  const value = readJson(text);
  return value instanceof JsonFailure ? 'refused' : writeJson(value);
};

/** What JSON.parse would give. */
function plain(value: JsonValue): unknown {
  if (isArray(value)) return value.map(plain);
  if (isObject(value)) return Object.fromEntries([...value].map(([name, member]) => [name, plain(member)]));
  if (isKeys(value)) return value.keys;
  return isNumber(value) && typeof value === 'object' ? Number(value.text) : value;
}

describe('the reader of JSON', () => {
  it.each([
    ['1.50', '1.50'],
    ['1e2', '1E+2'],
    ['1.0E3', '1.0E+3'],
    ['0.0000001', '1E-7'],
    ['-0', '0'],
    ['-0.0', '0.0'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['9007199254740993', '9007199254740993'],
    ['{"b":1,"a":2,"b":3}', '{"a":2,"b":3}'],
    ['{"10":1,"9":2,"__proto__":3}', '{"10":1,"9":2,"__proto__":3}'],
    ['"\\u00e9\\/\\n\\u001f"', '"é/\\n\\u001F"'],
    ['"\\ud83d"', '"?"'],
    ['"\\ud83d\\ude00"', '"😀"'],
    [' [ 1 , {} ] ', '[1,{}]'],
    ['1 2', '1'],
    ['{}x', '{}'],
    ['null"a"', 'null'],
  ])('writes %s as %s', (text, result) => {
    expect(written(text)).toBe(result);
  });

  it.each([
    '',
    ' ',
    'oops',
    'nul',
    'nullx',
    'true1',
    '01',
    '+1',
    '.5',
    '1.',
    '1e',
    '-',
    '1x',
    'NaN',
    "'a'",
    '{a:1}',
    '{"a"}',
    '{"a":1,}',
    '[1,]',
    '[1 2]',
    '"a',
    '"\t"',
    '"\\x"',
    '"\\u12"',
    '{"a":1',
    '\ufeff1',
    '\u00a01',
    '1e99999999999',
    `${'['.repeat(1001)}${']'.repeat(1001)}`,
    '1'.repeat(1001),
  ])('refuses %s', (text) => {
    expect(written(text)).toBe('refused');
    expect(new JsonReader(text).skip()).toBe(false);
  });

  it('names the place and what was wanted', () => {
    expect((readJson('{"a" 1}') as JsonFailure).message).toBe(`':' expected, found "1" at character 6`);
    expect((readJson('[1') as JsonFailure).message).toBe(`',' or ']' expected, found the end at character 3`);
  });

  it('agrees with JSON.parse on whatever that takes', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const value = readJson(text);
        expect(value).not.toBeInstanceOf(JsonFailure);
        // Numbers lose their sign of zero, as Java's integers do.
        const parsed = JSON.parse(text, (_, inner) => (inner === 0 ? 0 : inner));
        expect(JSON.stringify(plain(value as JsonValue))).toBe(JSON.stringify(parsed));
      }),
      { numRuns: 500 },
    );
  });

  it('passes over what it reads, and over nothing else', () => {
    const nearly = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', '{', ']', ',', '\\', '1', 'e', '\u0000', '\ud800'))
      .map(([text, at, insert]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + insert + text.slice(place + (insert === '' ? 1 : 0));
      });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (text) => {
        const reader = new JsonReader(text);
        const value = reader.value();
        const skipper = new JsonReader(text);
        expect(skipper.skip()).toBe(value !== undefined);
        if (value === undefined) expect(reader.failure).toMatch(/at character \d+$/);
        else expect(skipper.tokens.at).toBe(reader.tokens.at);
      }),
      { numRuns: 1000 },
    );
  });
});
