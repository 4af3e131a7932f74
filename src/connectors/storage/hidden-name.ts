/** Names of files that are not published yet: `.part-0.json.inprogress.<tag>`; hidden from readers by the leading dot. */

const MARK = '.inprogress.';

export const hiddenName = (name: string, tag: string): string => `.${name}${MARK}${tag}`;

export const hasTag = (name: string, tag: string): boolean => name.startsWith('.') && name.endsWith(`${MARK}${tag}`);

/** Readers pass over names that begin with `.` or `_` (Flink's DefaultFileFilter). */
export const isHidden = (name: string): boolean => name.startsWith('.') || name.startsWith('_');
