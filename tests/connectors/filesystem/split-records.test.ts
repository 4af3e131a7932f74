import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineSplitter, quotedSplitter, type RecordSplitter } from '../../../src/connectors/filesystem/split-records.ts';
import { loadKernels } from '../../../src/kernels/load.ts';
import { Memory } from '../../../src/runtime/batch/memory.ts';

const memory = new Memory(1 << 22);
const kernels = loadKernels(memory.wasm);
const CAPACITY = 64;
const text = memory.allocate(1 << 16);
const pointers = memory.allocate(CAPACITY * 4);
const lengths = memory.allocate(CAPACITY * 4);
const scratch = memory.allocate(4);
const lines = lineSplitter(memory, kernels, scratch);
const quoted = quotedSplitter(memory, { quote: 34, separator: 44 });
const escaped = quotedSplitter(memory, { quote: 34, separator: 44, escape: 92 });

/** The records in front of `end`, and how many characters they and their line ends take. */
function split(splitter: RecordSplitter, whole: string, end = whole.length, capacity = CAPACITY) {
  memory.buffer.write(whole, text, 'latin1');
  const { count, next } = splitter.split(text, text + end, capacity, pointers, lengths);
  const records = Array.from({ length: count }, (_, i) => {
    const start = memory.i32[(pointers >> 2) + i]!;
    return memory.buffer.toString('latin1', start, start + memory.i32[(lengths >> 2) + i]!);
  });
  return { records, taken: next - text, lines: splitter.lines(text, next, count) };
}

describe('lines', () => {
  test('are whole ones without their ends', () => {
    expect(split(lines, 'a\r\nbc\n\n"d\ne')).toEqual({ records: ['a', 'bc', '', '"d'], taken: 10, lines: 4 });
    expect(split(lines, 'a\nb\nc\n', 6, 2)).toEqual({ records: ['a', 'b'], taken: 4, lines: 2 });
    expect(split(lines, 'abc')).toEqual({ records: [], taken: 0, lines: 0 });
  });
});

describe('quoted records', () => {
  test.each([
    ['a,b\nc\n', ['a,b', 'c']],
    ['"a\nb",c\nd\n', ['"a\nb",c', 'd']],
    ['x,"a\r\nb"\r\ny\r\n', ['x,"a\r\nb"', 'y']],
    ['"a""\n""b"\nc\n', ['"a""\n""b"', 'c']],
    ['"",""\nc\n', ['"",""', 'c']],
    // A quote within a field is an ordinary character.
    ['5" pipe,b\nc\n', ['5" pipe,b', 'c']],
    ['a"\n"b\nc"\n', ['a"', '"b\nc"']],
    ['"a"b\n', ['"a"b']],
    ['\n\n', ['', '']],
  ])('%j', (whole, records) => {
    expect(split(quoted, whole).records).toEqual(records);
    expect(split(quoted, whole).taken).toBe(whole.length);
  });

  test('an escape character keeps a quote open', () => {
    expect(split(escaped, '"a\\"\nb"\nc\n').records).toEqual(['"a\\"\nb"', 'c']);
    expect(split(quoted, '"a\\"\nb\n').records).toEqual(['"a\\"', 'b']);
  });

  test('an escape character takes the meaning of a line end outside of quotes too', () => {
    expect(split(escaped, 'a\\\nb,c\nd\n').records).toEqual(['a\\\nb,c', 'd']);
  });

  test('spaces in front of a quote are passed over where fields are trimmed', () => {
    const trimming = quotedSplitter(memory, { quote: 34, separator: 44, trims: true });
    expect(split(trimming, 'a, "b\nc"\nd\n').records).toEqual(['a, "b\nc"', 'd']);
    expect(split(quoted, 'a, "b\nc"\n').records).toEqual(['a, "b', 'c"']);
  });

  test('count the lines within them', () => {
    expect(split(quoted, '"a\n\nb"\nc\n').lines).toBe(4);
  });

  const field = fc.oneof(
    fc.stringMatching(/^[a-z "]{0,6}$/).filter((one) => !one.startsWith('"')),
    fc.stringMatching(/^[a-z,\n"]{0,6}$/).map((one) => `"${one.replaceAll('"', '""')}"`),
  );
  const record = fc.array(field, { minLength: 1, maxLength: 4 }).map((fields) => fields.join(','));

  test('come out as they went in, wherever the bytes end', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 8 }), fc.nat(), (records, cut) => {
        const whole = records.map((one) => `${one}\n`).join('');
        expect(split(quoted, whole).records).toEqual(records);
        const end = whole.length === 0 ? 0 : cut % whole.length;
        const first = split(quoted, whole, end);
        const rest = split(quoted, whole.slice(first.taken));
        expect([...first.records, ...rest.records]).toEqual(records);
      }),
    );
  });
});
