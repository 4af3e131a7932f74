import type { Column } from '../../runtime/batch/column.ts';
import type { Address, Arena } from '../../runtime/batch/memory.ts';
import type { FilePosition } from './file-split.ts';

/** Rows of one file. */
export interface FileRows {
  readonly rowCount: number;
  readonly columns: readonly Column[];
  readonly rowKinds: Address;
  /** The place of a row in the file for a person: `line 7`. */
  describe(row: number): string;
}

/** An open file that is read from start to end. */
export interface OpenFile {
  /** The next rows; null at the end. */
  next(arena: Arena): Promise<FileRows | null>;
  /** Behind the last rows. */
  position(): FilePosition;
  close(): Promise<void>;
}
