/** JSON text to values, accepting and refusing what Flink's reader (Jackson with its defaults) does. */
import { parseBigDecimal, printBigDecimal } from './big-decimal.ts';
import type { JsonNumber, JsonValue } from './value.ts';

/** Jackson's StreamReadConstraints. */
const MAX_DEPTH = 1000;
const MAX_NUMBER_LENGTH = 1000;
const MAX_NAME_LENGTH = 50_000;
/** Integers of so many digits are exact as JavaScript numbers. */
const SAFE_DIGITS = 15;

/** Why a text is not JSON, and where. */
export class JsonFailure {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** The first value of the text; what follows it is not looked at, as in Flink. */
export function readJson(text: string): JsonValue | JsonFailure {
  const reader = new JsonReader(text);
  const value = reader.value();
  return value === undefined ? new JsonFailure(reader.failure) : value;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;
/** What ends a literal such as `true` (Java's identifier characters do not). */
const IDENTIFIER = /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mc}\p{Mn}\p{Cf}\u007f-\u009f]/u;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Half a surrogate pair has no UTF-8; Flink writes a question mark. */
const wellFormed = (text: string): string => text.replace(LONE_SURROGATE, '?');

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A cursor over one text. Methods give undefined or false when the text is wrong and leave the reason in `failure`. */
export class JsonReader {
  readonly text: string;
  at = 0;
  failure = '';
  /** A name that an object has twice. */
  repeated: string | undefined;
  private depth = 0;
  /** Of the number read last. */
  private fractional = false;
  private scientific = false;
  private digits = 0;

  constructor(text: string) {
    this.text = text;
  }

  private fail(message: string): undefined {
    this.failure = `${message} at character ${Math.min(this.at, this.text.length) + 1}`;
    return undefined;
  }

  private unexpected(wanted: string): undefined {
    return this.fail(
      this.at >= this.text.length
        ? `${wanted} expected, found the end`
        : `${wanted} expected, found ${JSON.stringify(this.text[this.at])}`,
    );
  }

  space(): void {
    while (isSpace(this.text.charCodeAt(this.at))) this.at += 1;
  }

  value(): JsonValue | undefined {
    this.space();
    const code = this.text.charCodeAt(this.at);
    if (code === 34) return this.string();
    if (code === 123) return this.object();
    if (code === 91) return this.array();
    if (code === 45 || isDigit(code)) return this.number();
    if (code === 116) return this.literal('true') ? true : undefined;
    if (code === 102) return this.literal('false') ? false : undefined;
    if (code === 110) return this.literal('null') ? null : undefined;
    return this.unexpected('a value');
  }

  /** Passes over one value, checking it as `value` does. */
  skip(): boolean {
    this.space();
    const code = this.text.charCodeAt(this.at);
    if (code === 34) return this.skipString();
    if (code === 45 || isDigit(code)) return this.number() !== undefined;
    if (code === 123 || code === 91) return this.skipContainer(code);
    return this.value() !== undefined;
  }

  private skipContainer(open: number): boolean {
    if (!this.enter()) return false;
    const close = open === 123 ? 125 : 93;
    let more = !this.ends(close);
    while (more) {
      if (open === 123 && !this.skipName()) return false;
      if (!this.skip()) return false;
      const next = this.separator(close);
      if (next === undefined) return false;
      more = next;
    }
    this.depth -= 1;
    return true;
  }

  /** Behind `{` or `[`: one level deeper. */
  enter(): boolean {
    this.at += 1;
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail(`nested more than ${MAX_DEPTH} deep`);
    return this.depth <= MAX_DEPTH;
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Whether the container ends here, before its first member. */
  ends(close: number): boolean {
    this.space();
    if (this.text.charCodeAt(this.at) !== close) return false;
    this.at += 1;
    return true;
  }

  /** Behind a member: true at a comma, false at the end of the container. */
  separator(close: number): boolean | undefined {
    this.space();
    const code = this.text.charCodeAt(this.at);
    if (code !== 44 && code !== close) return this.unexpected(`',' or '${String.fromCharCode(close)}'`);
    this.at += 1;
    return code === 44;
  }

  /** A member's name and its colon. */
  name(): string | undefined {
    this.space();
    if (this.text.charCodeAt(this.at) !== 34) return this.unexpected('a name in double quotes');
    const name = this.string();
    if (name === undefined) return undefined;
    return this.colon(name.length) ? name : undefined;
  }

  private colon(nameLength: number): boolean {
    if (nameLength > MAX_NAME_LENGTH) return this.fail(`a name longer than ${MAX_NAME_LENGTH} characters`) ?? false;
    this.space();
    if (this.text.charCodeAt(this.at) !== 58) return this.unexpected("':'") ?? false;
    this.at += 1;
    return true;
  }

  private skipName(): boolean {
    this.space();
    if (this.text.charCodeAt(this.at) !== 34) return this.unexpected('a name in double quotes') ?? false;
    const from = this.at;
    return this.skipString() && this.colon(this.at - from - 2);
  }

  /** Passes over a member's name and its colon and says whether it is `name`; `quoted` is the name as JSON has it without escapes. */
  nameIs(name: string, quoted: string): boolean | undefined {
    this.space();
    if (this.text.startsWith(quoted, this.at)) {
      this.at += quoted.length;
      return this.colon(name.length) ? true : undefined;
    }
    const from = this.at;
    if (!this.skipName()) return undefined;
    if (!this.text.slice(from, this.at).includes('\\')) return false;
    const behind = this.at;
    this.at = from;
    const decoded = this.string();
    this.at = behind;
    return decoded === name;
  }

  private object(): JsonValue | undefined {
    if (!this.enter()) return undefined;
    const members = new Map<string, JsonValue>();
    let more: boolean | undefined = !this.ends(125);
    while (more) {
      const name = this.name();
      if (name === undefined) return undefined;
      const value = this.value();
      if (value === undefined) return undefined;
      if (members.has(name)) this.repeated = name;
      members.set(name, value);
      more = this.separator(125);
      if (more === undefined) return undefined;
    }
    this.depth -= 1;
    return members;
  }

  private array(): JsonValue | undefined {
    if (!this.enter()) return undefined;
    const items: JsonValue[] = [];
    let more: boolean | undefined = !this.ends(93);
    while (more) {
      const value = this.value();
      if (value === undefined) return undefined;
      items.push(value);
      more = this.separator(93);
      if (more === undefined) return undefined;
    }
    this.depth -= 1;
    return items;
  }

  string(): string | undefined {
    const { text } = this;
    let from = this.at + 1;
    let result = '';
    let surrogates = false;
    for (this.at = from; ; this.at += 1) {
      const code = text.charCodeAt(this.at);
      if (code === 34) {
        result += text.slice(from, this.at);
        this.at += 1;
        return surrogates ? wellFormed(result) : result;
      }
      if (code === 92) {
        result += text.slice(from, this.at);
        const escaped = this.escape();
        if (escaped === undefined) return undefined;
        result += escaped;
        surrogates ||= (escaped.charCodeAt(0) & 0xf800) === 0xd800;
        from = this.at + 1;
      } else if (code < 32) {
        return this.fail('a control character in a string must be escaped');
      } else if (Number.isNaN(code)) {
        return this.unexpected("'\"'");
      }
    }
  }

  private skipString(): boolean {
    const { text } = this;
    for (this.at += 1; ; this.at += 1) {
      const code = text.charCodeAt(this.at);
      if (code === 34) {
        this.at += 1;
        return true;
      }
      if (code === 92) {
        if (this.escape() === undefined) return false;
      } else if (code < 32) {
        this.fail('a control character in a string must be escaped');
        return false;
      } else if (Number.isNaN(code)) {
        this.unexpected("'\"'");
        return false;
      }
    }
  }

  /** At a backslash; leaves the cursor on the last character of the escape. */
  private escape(): string | undefined {
    this.at += 1;
    const letter = this.text[this.at] ?? '';
    const plain = ESCAPES[letter];
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

  private literal(word: string): boolean {
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

  private digitRun(): number {
    const from = this.at;
    while (isDigit(this.text.charCodeAt(this.at))) this.at += 1;
    return this.at - from;
  }

  private number(): number | JsonNumber | undefined {
    const from = this.at;
    if (!this.scanNumber()) return undefined;
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

  private scanNumber(): boolean {
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
    return this.depth > 0 || this.endsAtSpace();
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

  /** A number that is the whole text must stand apart from what follows. */
  private endsAtSpace(): boolean {
    if (this.at >= this.text.length || isSpace(this.text.charCodeAt(this.at))) return true;
    return this.unexpected('a blank behind a number') ?? false;
  }
}
