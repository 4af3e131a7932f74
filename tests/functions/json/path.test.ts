import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';
import { PathError } from '../../../src/sql/functions/json-path/errors.ts';
import { evaluatePath, LAX, STRICT } from '../../../src/sql/functions/json-path/evaluate.ts';
import { parsePath } from '../../../src/sql/functions/json-path/parse-path.ts';
import { MISSING, pick, stepsOf } from '../../../src/sql/functions/json-path/pick.ts';
import { JsonFailure, JsonReader, readJson } from '../../../src/sql/functions/json-path/reader.ts';
import { compileSpec, MAX_CACHED_PATHS, specCache } from '../../../src/sql/functions/json-path/spec.ts';
import type { JsonValue } from '../../../src/sql/functions/json-path/value.ts';
import { writeJson } from '../../../src/sql/functions/json-path/writer.ts';

const STORE = `{"a": 1, "b": "x", "c": [1, 2, {"d": null}], "e": {"f": true}, "g": 1.50, "x y": [[1, 2], [3]],
  "books": [{"t": "one", "p": 8.95}, {"t": "two", "p": 12.99, "i": "5"}, {"t": "three", "p": 22}]}`;

/** `[value]`, `nothing` in lax mode, or `fault`. */
function ask(path: string, json = STORE): string {
  const outcome = compileSpec(path)(json);
  if (!outcome.ok) return 'fault';
  return outcome.value === null ? 'nothing' : writeJson(outcome.value);
}

describe('paths give what Flink gives', () => {
  it.each([
    ['$.a', '1'],
    ["$['a']", '1'],
    ['$["a"]', '1'],
    ['a', '1'],
    ['$.a ', '1'],
    ["$['a','g','zz']", '{"a":1,"g":1.50}'],
    ['$.g', '1.50'],
    ["$['x y'][0][1]", '2'],
    ['$.c[-1]', '{"d":null}'],
    ['$.c[0,1]', '[1,2]'],
    ['$.c[1:]', '[2,{"d":null}]'],
    ['$.c[:2]', '[1,2]'],
    ['$.c[0:2]', '[1,2]'],
    ['$.c[-2:]', '[2,{"d":null}]'],
    ['$.c[*]', '[1,2,{"d":null}]'],
    ['$.e.*', '[true]'],
    ['$..d', '[null]'],
    ['$..t', '["one","two","three"]'],
    ['$..[0].t', '["one"]'],
    ['$..t.length()', '0'],
    ['$.c.size()', '3'],
    ['$.e.keys()', '["f"]'],
    ['$.books[*].p.sum()', 'fault'],
    ['$..p.sum()', '43.94'],
    ['$..p.max()', '22.0'],
    ['$..p.avg()', '14.646666666666667'],
    ['$.books[?(@.p > 10)].t', '["two","three"]'],
    ['$.books[?(@.p > 10 && @.i)].t', '["two"]'],
    ['$.books[?(@.p < 9 || @.p >= 22)].t', '["one","three"]'],
    ['$.books[?(!@.i)].t', '["one","three"]'],
    ["$.books[?(@.t == 'two')].p", '[12.99]'],
    ["$.books[?(@.t in ['one', 'three'])].p", '[8.95,22]'],
    ["$.books[?(@.t nin ['one', 'three'])].p", '[12.99]'],
    ['$.books[?(@.t =~ /t.*/)].t', '["two","three"]'],
    ['$.books[?(@.t =~ /T.*/i)].t', '["two","three"]'],
    ['$.books[?(@.t =~ /\\p{Lower}++/)].t', '["one","two","three"]'],
    ['$.books[?(@.t =~ /(/)].t', 'fault'],
    ['$.books[?(@.i == 5)].t', '["two"]'],
    ['$.books[?(@.t size 3)].t', '["one","two"]'],
    ["$.books[?(@.t contains 'w')].t", '["two"]'],
    ['$.c[?(@ > $.a)]', '[2]'],
    ['$.zz', 'fault'],
    ['$.a.b', 'fault'],
    ['$.c[9]', 'fault'],
    ['$.e[0]', 'fault'],
    ['lax $.zz', 'nothing'],
    ['lax $.a.b', 'nothing'],
    ['lax $.e[0]', 'nothing'],
    ['LAX $.c[9]', 'nothing'],
    ['strict $.zz', 'fault'],
    ['$.c[2].d', 'fault'],
    ['lax $.c[2].d', 'nothing'],
    ['', 'fault'],
    ['bad path', 'fault'],
    ['lax bad path', 'fault'],
    ['$.', 'fault'],
    ['$..', 'fault'],
    ['$[', 'fault'],
    ["$['a'", 'fault'],
    ['$.c[?(@ >)]', 'fault'],
    ['$.c.nope()', 'fault'],
  ])('%s is %s', (path, result) => {
    expect(ask(path)).toBe(result);
  });

  it('takes a broken document for nothing in lax mode, and null for a fault in both', () => {
    expect(ask('$.a', 'oops')).toBe('fault');
    expect(ask('lax $.a', 'oops')).toBe('nothing');
    expect(ask('lax $', 'null')).toBe('fault');
    expect(ask('lax $.a', ' null')).toBe('fault');
  });

  it('lets the last of two members with one name count, also when it does not fit', () => {
    expect(ask('$.a.b', '{"a":{"b":1},"a":{"b":2}}')).toBe('2');
    expect(ask('lax $.a.b', '{"a":{"b":1},"a":3}')).toBe('nothing');
    expect(ask('$.a', '{"\\u0061":1}')).toBe('1');
  });

  it('checks what stands behind the value it finds', () => {
    expect(ask('$.a', '{"a":1,"b":}')).toBe('fault');
    expect(ask('$[0]', '[1,2')).toBe('fault');
  });
});

const names = fc.constantFrom('a', 'b', 'c', '0', 'x y', "q'", 'é');
const document: fc.Arbitrary<string> = fc
  .letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom<unknown>(null, true, 0, 1.5, -2, 'x', '', '$.a', "it's"),
      fc.dictionary(names, tie('value'), { maxKeys: 3 }),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
  }))
  .value.map((value) => JSON.stringify(value));

const simplePath = fc
  .array(
    fc.oneof(
      names.map((name) => `['${name.replace("'", "\\'")}']`),
      fc.nat(2).map((i) => `[${i}]`),
    ),
    { maxLength: 3 },
  )
  .map((steps) => `$${steps.join('')}`);

const fragments = fc.constantFrom(
  '$',
  '@',
  '.',
  '..',
  'a',
  'b',
  '[',
  ']',
  '*',
  '[*]',
  '[0]',
  '[1:]',
  '[-1:2]',
  '[0,1]',
  "['a']",
  '["b"]',
  "'",
  '"',
  '\\',
  '[?(',
  ')]',
  '(',
  ')',
  '@.a',
  '$.b',
  '==',
  '!=',
  '<',
  '=~',
  '/x.*/',
  ' in ',
  ' size ',
  ' empty ',
  '&&',
  '||',
  '!',
  ' ',
  '1',
  '-2.5',
  "'x'",
  'true',
  'null',
  '[1,2]',
  '{"a":1}',
  '.length()',
  '.sum()',
  '.keys()',
  '.append(1)',
  '.concat("x", $.a)',
  ',',
); // prettier-ignore
const anyPath = fc
  .tuple(
    fc.constantFrom('', 'lax ', 'strict '),
    fc.constantFrom('$', '$', '', '@'),
    fc.array(fragments, { maxLength: 8 }),
  )
  .map(([mode, start, parts]) => mode + start + parts.join(''));

describe('random paths', () => {
  it('never crash, hang or tell of anything but paths', () => {
    fc.assert(
      fc.property(document, fc.oneof(anyPath, fc.string({ unit: 'binary', maxLength: 20 })), (json, path) => {
        try {
          const outcome = compileSpec(path)(json);
          if (!outcome.ok)
            expect(outcome.message).not.toMatch(/undefined|is not a function|Cannot read|RangeError|\[object/);
        } catch (error) {
          expect(error).toBeInstanceOf(RunTimeError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('picked from the text give what the whole document gives', () => {
    fc.assert(
      fc.property(document, simplePath, (json, text) => {
        const path = parsePath(text);
        const steps = stepsOf(path)!;
        const reader = new JsonReader(json);
        const picked = pick(reader, steps);
        const root = readJson(json);
        expect(root).not.toBeInstanceOf(JsonFailure);
        const found = whole(text, root as JsonValue);
        expect(picked === MISSING ? 'missing' : writeJson(picked as JsonValue)).toBe(found);
      }),
      { numRuns: 1000 },
    );
  });

  it('in lax mode differ from strict mode only in faults', () => {
    fc.assert(
      fc.property(document, simplePath, (json, text) => {
        const root = readJson(json) as JsonValue;
        const path = parsePath(text);
        const found = whole(text, root);
        const lax = evaluatePath(path, root, root, LAX);
        expect(writeJson(lax)).toBe(found === 'missing' ? 'null' : found);
      }),
    );
  });
});

function whole(text: string, root: JsonValue): string {
  try {
    return writeJson(evaluatePath(parsePath(text), root, root, STRICT));
  } catch (error) {
    expect(error).toBeInstanceOf(PathError);
    return 'missing';
  }
}

describe('limits', () => {
  it('end paths that multiply', () => {
    const deep = `${'['.repeat(300)}1${']'.repeat(300)}`;
    const outcome = compileSpec('$..*..*..*..*')(deep);
    expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining('more than 5000000 steps') });
  });

  it('take documents as deep as Flink does', () => {
    const deep = `${'['.repeat(1000)}1${']'.repeat(1000)}`;
    expect(ask('$..[0].length()', deep)).not.toBe('fault');
    expect(ask(`$${'[0]'.repeat(1000)}`, deep)).toBe('1');
    expect(ask('$', `[${deep}]`)).toBe('fault');
  });
});

describe('the cache of paths', () => {
  it('gives the same compiled path and holds no more than its limit', () => {
    const specs = specCache();
    const first = specs('$.a');
    expect(specs('$.a')).toBe(first);
    for (let i = 0; i < MAX_CACHED_PATHS; i += 1) specs(`$.a${i}`);
    expect(specs('$.a')).not.toBe(first);
  });
});
