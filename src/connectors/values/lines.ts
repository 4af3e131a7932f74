import { DELETE, INSERT, UPDATE_AFTER, UPDATE_BEFORE } from '../../runtime/batch/batch.ts';

/** A row of the `rows` option. */
export interface ValuesLine {
  /** Counted from 1 in the option's text. */
  readonly line: number;
  /** How many pauses stand in front of it. */
  readonly section: number;
  readonly kind: number;
  readonly json: string;
}

const KINDS: Readonly<Record<string, number>> = {
  '+I': INSERT,
  '-U': UPDATE_BEFORE,
  '+U': UPDATE_AFTER,
  '-D': DELETE,
};

/** Lines without text are passed over. */
export function parseLines(text: string): { readonly lines: readonly ValuesLine[]; readonly sections: number } {
  const lines: ValuesLine[] = [];
  let section = 0;
  for (const [index, whole] of text.split('\n').entries()) {
    const trimmed = whole.trim();
    if (trimmed === '--') section += 1;
    else if (trimmed !== '') {
      const kind = KINDS[trimmed.slice(0, 2)];
      const json = kind === undefined ? trimmed : trimmed.slice(2).trim();
      lines.push({ line: index + 1, section, kind: kind ?? INSERT, json });
    }
  }
  return { lines, sections: section + 1 };
}
