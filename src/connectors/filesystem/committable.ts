import type { FinishedFile } from '../storage/storage.ts';
import type { FinishedPart, OpenPartState } from './part-file.ts';

/** What a writer hands to the committer with a checkpoint. */
export type Committable =
  | { readonly kind: 'file'; readonly file: FinishedFile }
  /** INSERT OVERWRITE: what was in the directory (relative to the table's, empty for all of it) before the job goes. */
  | { readonly kind: 'replace'; readonly directory: string }
  /** The partition is complete as far as is known. */
  | { readonly kind: 'partition'; readonly directory: string };

/** What a writer needs of its checkpoint to go on, and what shows which unpublished files are needed. */
export interface WriterState {
  readonly open: readonly OpenPartState[];
  /** Handed to the committer with this checkpoint. */
  readonly finished: readonly string[];
  /** INSERT OVERWRITE: complete files that wait for the end. */
  readonly held: readonly FinishedPart[];
  /** Partitions to be committed, with the time since when they wait. */
  readonly partitions: Readonly<Record<string, number>>;
}

export const unpublishedOf = (state: WriterState): readonly string[] => [
  ...state.open.map((part) => part.unfinished.unpublished),
  ...state.finished,
  ...state.held.map((part) => part.file.unpublished),
];
