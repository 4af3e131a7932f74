/** A value of a record that its column does not take: what was expected and what was found. */
export class ValueError extends Error {
  override readonly name = 'ValueError';
}

const SHOWN_CHARACTERS = 100;

/** Text for a message: its start, on one line. */
export const shorten = (text: string): string => {
  const line = text.replace(/[\r\n\t]+/g, ' ');
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
};
