/** The strings, numbers and words of JSON text, one at a time, as Flink's reader (Jackson with its defaults) takes them. */

import { parseBigDecimal, printBigDecimal } from './big-decimal.ts';
import { JSON_ESCAPES } from './escapes.ts';
import type { JsonNumber } from './value.ts';

/** Jackson's StreamReadConstraints. */
const MAX_NUMBER_LENGTH = 1000;
/** Integers of so many digits are exact as JavaScript numbers. */
const SAFE_DIGITS = 15;

const BLANK = 32;
const QUOTE = 34;
const BACKSLASH = 92;

export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;
/** What ends a literal such as `true` (Java's identifier characters do not). */
const IDENTIFIER = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mc}\p{Mn}\p{Cf}\u007f-\u009f]/u;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Half a surrogate pair has no UTF-8; Flink writes a question mark. */
const wellFormed = (text: string): string => text.replace(LONE_SURROGATE, '?');

/** A cursor over one text. Methods give undefined or false when the text is wrong and leave the reason in `failure`. */
export class ScalarReader {
  readonly text: string;
  at = 0;
  failure = '';
  /** Of the number read last. */
  private fractional = false;
  private scientific = false;
  private digits = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character's code; NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.at);
  }

  fail(message: string): undefined {
    this.failure = `${message} at character ${Math.min(this.at, this.text.length) + 1}`;
    return undefined;
  }

  unexpected(wanted: string): undefined {
    return this.fail(
      this.at >= this.text.length
        ? `${wanted} expected, found the end`
        : `${wanted} expected, found ${JSON.stringify(this.text[this.at])}`,
    );
  }

  space(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  literal(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) {
      this.unexpected('a value');
      return false;
    }
    this.at += word.length;
    const next = this.text.charCodeAt(this.at);
    if (next >= 48 && next !== 93 && next !== 125 && IDENTIFIER.test(this.text[this.at]!)) {
      this.unexpected('a value');
      return false;
    }
    return true;
  }

  string(): string | undefined {
    const { text } = this;
    let from = this.at + 1;
    let result = '';
    let surrogates = false;
    for (let at = from; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        result += text.slice(from, at);
        return surrogates ? wellFormed(result) : result;
      }
      if (code === BACKSLASH) {
        result += text.slice(from, at);
        this.at = at;
        const escaped = this.escape();
        if (escaped === undefined) return undefined;
        result += escaped;
        surrogates ||= (escaped.charCodeAt(0) & 0xf800) === 0xd800;
        at = this.at;
        from = at + 1;
      } else if (!(code >= BLANK)) {
        return this.badCharacter(at);
      }
    }
  }

  skipString(): boolean {
    const { text } = this;
    for (let at = this.at + 1; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.at = at + 1;
        return true;
      }
      if (code === BACKSLASH) {
        this.at = at;
        if (this.escape() === undefined) return false;
        at = this.at;
      } else if (!(code >= BLANK)) {
        this.badCharacter(at);
        return false;
      }
    }
  }

  /** A control character in a string, or its end without a quote. */
  private badCharacter(at: number): undefined {
    this.at = at;
    if (at >= this.text.length) return this.unexpected("'\"'");
    return this.fail('a control character in a string must be escaped');
  }

  /** At a backslash; leaves the cursor on the last character of the escape. */
  private escape(): string | undefined {
    this.at += 1;
    const letter = this.text[this.at] ?? '';
    const plain = JSON_ESCAPES[letter];
    if (plain !== undefined) return plain;
    if (letter !== 'u') return this.unexpected('an escape');
    let code = 0;
    for (let i = 0; i < 4; i += 1) {
      this.at += 1;
      const digit = Number.parseInt(this.text[this.at] ?? '', 16);
      if (Number.isNaN(digit)) return this.unexpected('a hexadecimal digit');
      code = code * 16 + digit;
    }
    return String.fromCharCode(code);
  }

  /** `alone`: it is the whole text, and must stand apart from what follows. */
  number(alone: boolean): number | JsonNumber | undefined {
    const from = this.at;
    if (!this.scanNumber(alone)) return undefined;
    if (this.digits > MAX_NUMBER_LENGTH) return this.fail(`a number longer than ${MAX_NUMBER_LENGTH} digits`);
    const text = this.text.slice(from, this.at);
    if (!this.fractional) {
      // Adding zero takes the sign off -0, as Java's integers have none.
      return this.digits <= SAFE_DIGITS ? Number(text) + 0 : { number: 'integer', text };
    }
    const value = parseBigDecimal(text);
    if (value === undefined) return this.fail('a number out of range');
    const decimal = { number: 'decimal', text: printBigDecimal(value) } as const;
    return this.scientific ? { ...decimal, scientific: true } : decimal;
  }

  private scanNumber(alone: boolean): boolean {
    if (this.text.charCodeAt(this.at) === 45) this.at += 1;
    const zero = this.text.charCodeAt(this.at) === 48;
    this.digits = this.digitRun();
    this.fractional = false;
    this.scientific = false;
    if (this.digits === 0) return this.unexpected('a digit') ?? false;
    if (zero && this.digits > 1) return this.fail('a number with leading zeros') ?? false;
    if (this.text.charCodeAt(this.at) === 46) {
      // Jackson does not count the zero before the point.
      if (zero) this.digits = 0;
      if (!this.fraction()) return false;
    }
    if ((this.text.charCodeAt(this.at) | 32) === 101 && !this.exponent()) return false;
    return !alone || this.endsAtSpace();
  }

  private digitRun(): number {
    const from = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at += 1;
    return this.at - from;
  }

  private fraction(): boolean {
    this.at += 1;
    this.fractional = true;
    const digits = this.digitRun();
    this.digits += digits;
    return digits > 0 || (this.unexpected('a digit') ?? false);
  }

  private exponent(): boolean {
    this.at += 1;
    this.fractional = true;
    this.scientific = true;
    const sign = this.text.charCodeAt(this.at);
    if (sign === 43 || sign === 45) this.at += 1;
    const digits = this.digitRun();
    this.digits += digits;
    return digits > 0 || (this.unexpected('a digit') ?? false);
  }

  private endsAtSpace(): boolean {
    if (this.at >= this.text.length || isSpace(this.text.charCodeAt(this.at))) return true;
    return this.unexpected('a blank behind a number') ?? false;
  }
}
