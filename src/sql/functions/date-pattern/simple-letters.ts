/** The letters of SimpleDateFormat's patterns (Java's SimpleDateFormat.compile). */
import { invalid, unsupported } from './pattern.ts';

const LETTERS = 'GyMdkHmsSEDFwWahKzZYuXL';

/** @throws PatternError for a letter that is none, or stands too often */
export function checkedSimpleLetters(letter: string, count: number): void {
  if (!LETTERS.includes(letter)) {
    throw invalid(`'${letter}' is no pattern letter; text stands in quotes: ''${letter}''`);
  }
  if (letter === 'X' && count > 3) throw invalid("the letter 'X' stands three times in a row at most");
  if (count > 100) throw unsupported(`the letter '${letter}' stands 100 times in a row at most`);
}
