/** A place in the text of a path, with the look-ahead its grammar needs; blanks are spaces only, as in Jayway's reader. */
import { invalidPath } from './errors.ts';

const isQuote = (char: string): boolean => char === "'" || char === '"';

export class PathCursor {
  readonly text: string;
  at = 0;
  /** Behind the last character that counts. */
  end: number;

  constructor(text: string) {
    this.text = text;
    this.end = text.length;
  }

  trim(): void {
    while (this.at < this.end - 1 && this.text[this.at] === ' ') this.at += 1;
    while (this.end - 1 > this.at && this.text[this.end - 1] === ' ') this.end -= 1;
  }

  inside(at = this.at): boolean {
    return at >= 0 && at < this.end;
  }

  /** The character at a place; the path is wrong when there is none. */
  char(at = this.at): string {
    return this.text[at] ?? invalidPath(`the path '${this.text}' ends too early`);
  }

  is(char: string): boolean {
    return this.char() === char;
  }

  get atTail(): boolean {
    return this.at >= this.end - 1;
  }

  skipBlanks(): this {
    while (this.at < this.end - 1 && this.text[this.at] === ' ') this.at += 1;
    return this;
  }

  /** The place of the next character that is no blank, behind `from`. */
  nextSignificant(from = this.at): number {
    let at = from + 1;
    while (at < this.end && this.text[at] === ' ') at += 1;
    return at;
  }

  /** That character, or a blank at the end. */
  significantChar(from = this.at): string {
    const at = this.nextSignificant(from);
    return this.inside(at) ? this.char(at) : ' ';
  }

  previousSignificant(from = this.at): number {
    let at = from - 1;
    while (at >= 0 && this.text[at] === ' ') at -= 1;
    return this.inside(at) ? at : -1;
  }

  indexOf(char: string, from: number): number {
    const at = this.text.indexOf(char, from);
    return at >= this.end ? -1 : at;
  }

  /** The next such character behind `from` that no backslash stands before. */
  unescaped(char: string, from = this.at): number {
    for (let at = from + 1; at < this.end; at += 1) {
      if (this.text[at] === '\\') at += 1;
      else if (this.text[at] === char) return at;
    }
    return -1;
  }

  /** Where the bracket opened at `from` is closed; quoted text does not count, nor do patterns when `patterns`. */
  closing(from: number, open: string, close: string, patterns: boolean): number {
    let depth = 1;
    for (let at = from + 1; this.inside(at); at += 1) {
      if (isQuote(this.char(at))) at = this.behind(this.char(at), at);
      if (patterns && this.char(at) === '/') at = this.behind('/', at);
      if (this.char(at) === open) depth += 1;
      if (this.char(at) === close) depth -= 1;
      if (depth === 0) return at;
    }
    return -1;
  }

  private behind(char: string, from: number): number {
    const at = this.unescaped(char, from);
    return at < 0 ? invalidPath(`the path '${this.text}' has no closing ${char}`) : at + 1;
  }

  slice(from: number, to: number): string {
    return this.text.slice(from, to);
  }
}
