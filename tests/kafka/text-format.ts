// A format for tests of the source itself: a value is its text, in every column; a null value has no row, a text with ! fails.
import type { Format, RecordDecoder } from '../../src/connectors/format.ts';
import type { Column } from '../../src/runtime/batch/column.ts';
import type { Memory } from '../../src/runtime/batch/memory.ts';

export const textFormat: Format = {
  kind: 'format',
  name: 'text',
  summary: 'the text itself',
  example: '',
  options: {
    'most-rows': { type: 'integer', doc: 'rows a batch', default: 1_000_000 },
    'skip-failures': { type: 'boolean', doc: 'leave out what fails', default: false },
  },
  rules: [],
  implementation: async () => ({
    openDecoder: ({ memory, formatOptions }, produced) =>
      decoder(memory, produced.length, formatOptions.number('most-rows'), formatOptions.boolean('skip-failures')),
  }),
};

function decoder(memory: Memory, columnCount: number, mostRows: number, skipFailures: boolean): RecordDecoder {
  return {
    decode({ pointers, lengths }, from, to, arena) {
      const rows: number[] = [];
      const failures: { record: number; reason: string }[] = [];
      let skipped = 0;
      let record = from;
      for (; record < to && rows.length < mostRows; record++) {
        const length = memory.i32[(lengths >> 2) + record]!;
        if (length < 0) continue;
        const at = memory.i32[(pointers >> 2) + record]!;
        if (memory.buffer.toString('utf8', at, at + length).includes('!')) {
          if (skipFailures) skipped++;
          else failures.push({ record, reason: 'it has an exclamation mark' });
        } else rows.push(record);
      }
      const column = (): Column => {
        const [outPointers, outLengths] = [arena.allocate(rows.length * 4), arena.allocate(rows.length * 4)];
        rows.forEach((row, i) => {
          memory.i32[(outPointers >> 2) + i] = memory.i32[(pointers >> 2) + row]!;
          memory.i32[(outLengths >> 2) + i] = memory.i32[(lengths >> 2) + row]!;
        });
        return { layout: 'bytes', pointers: outPointers, lengths: outLengths };
      };
      return {
        rowCount: rows.length,
        columns: Array.from({ length: columnCount }, column),
        ...(rows.length === record - from ? {} : { recordOf: Int32Array.from(rows) }),
        nextRecord: record,
        failures,
        skipped,
      };
    },
  };
}
