/** One file is one split. */
export interface FileDetail {
  readonly path: string;
  /** Values of the partition keys as the directories spell them, null for the default name; in the order of the keys. */
  readonly partition: readonly (string | null)[];
}

/** Where reading of a file stands. */
export interface FilePosition {
  /** Bytes of the (decompressed) file in front of the next record; absent for formats that read whole files. */
  readonly offset?: number;
  /** Lines, or rows of a whole-file format, in front of it. */
  readonly line: number;
  readonly ended: boolean;
}

export const FILE_START: FilePosition = { offset: 0, line: 0, ended: false };
