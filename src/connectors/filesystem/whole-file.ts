import type { Arena } from '../../runtime/batch/memory.ts';
import type { FileRowReader, FileSource } from '../format.ts';
import type { FileRows, OpenFile } from './file-rows.ts';
import type { FilePosition } from './file-split.ts';

/** Reads a file of a format that reads whole files (parquet). */
export async function openWholeFile(rows: FileRowReader, file: FileSource, from: FilePosition): Promise<OpenFile> {
  let row = from.line;
  let ended = false;
  if (row > 0) await rows.skip(row);
  return {
    async next(arena: Arena): Promise<FileRows | null> {
      const next = await rows.next(arena);
      if (!next) {
        ended = true;
        return null;
      }
      const first = row;
      row += next.rowCount;
      return { ...next, rowKinds: 0, describe: (index) => `row ${first + index + 1}` };
    },
    position: () => ({ line: row, ended }),
    close: () => file.close(),
  };
}
