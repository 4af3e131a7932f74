import { isUtf8 } from 'node:buffer';
import { JSON_ESCAPES } from '../../../sql/functions/json-path/escapes.ts';

/**
 * JSON text to a tree of nodes, as Jackson's UTF8StreamJsonParser reads it with Flink's settings (AbstractJsonDeserializationSchema):
 * control characters may stand in strings, repeated keys are kept, what follows the value is not looked at.
 */
export type JsonNode = null | boolean | string | JsonNumber | JsonArray | JsonObject;

/** A number as it is written. */
export interface JsonNumber {
  readonly number: string;
}

export interface JsonArray {
  readonly elements: readonly JsonNode[];
}

export interface JsonObject {
  /** In the order of the text; a key may stand several times. */
  readonly entries: readonly (readonly [key: string, value: JsonNode])[];
}

export const isNumber = (node: JsonNode): node is JsonNumber =>
  node !== null && typeof node === 'object' && 'number' in node;
export const isArray = (node: JsonNode): node is JsonArray =>
  node !== null && typeof node === 'object' && 'elements' in node;
export const isObject = (node: JsonNode): node is JsonObject =>
  node !== null && typeof node === 'object' && 'entries' in node;

/** The text is no JSON; `at` is the offset of the byte where that shows. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/** Jackson's StreamReadConstraints. */
const MAX_DEPTH = 1000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const NUMBER_CHARACTERS = new Set(Buffer.from('+-.0123456789eE'));
const IDENTIFIER = /[\p{ID_Continue}$]/u;

/** Reads values one after another from JSON text in UTF-8. */
export class JsonReader {
  private readonly bytes: Buffer;
  private at: number;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  }

  /** Whether the next thing is this character; it is not taken. */
  isNext(character: string): boolean {
    this.skipSpace();
    return this.bytes[this.at] === character.charCodeAt(0);
  }

  isAtEnd(): boolean {
    this.skipSpace();
    return this.at >= this.bytes.length;
  }

  take(character: string): void {
    if (!this.isNext(character)) this.fail(`expected '${character}'`);
    this.at++;
  }

  readValue(depth = 0): JsonNode {
    if (depth > MAX_DEPTH) this.fail(`values are nested deeper than ${MAX_DEPTH}`);
    this.skipSpace();
    switch (this.bytes[this.at]) {
      case 0x7b:
        return this.readObject(depth);
      case 0x5b:
        return { elements: this.readList('[', ']', () => this.readValue(depth + 1)) };
      case QUOTE:
        return this.readString();
      case 0x74:
        return this.readLiteral('true', true);
      case 0x66:
        return this.readLiteral('false', false);
      case 0x6e:
        return this.readLiteral('null', null);
      default:
        return this.readNumber();
    }
  }

  private readObject(depth: number): JsonObject {
    const entries = this.readList('{', '}', () => {
      this.skipSpace();
      const key = this.readString();
      this.take(':');
      return [key, this.readValue(depth + 1)] as const;
    });
    return { entries };
  }

  private readList<T>(open: string, close: string, readItem: () => T): T[] {
    const items: T[] = [];
    this.take(open);
    if (!this.isNext(close)) {
      items.push(readItem());
      while (this.isNext(',')) {
        this.at++;
        items.push(readItem());
      }
    }
    this.take(close);
    return items;
  }

  private readLiteral<T>(word: string, value: T): T {
    const end = this.at + word.length;
    if (this.bytes.toString('latin1', this.at, end) !== word) this.fail('expected a value');
    if (IDENTIFIER.test(this.bytes.toString('latin1', end, end + 1))) this.fail('expected a value');
    this.at = end;
    return value;
  }

  private readNumber(): JsonNumber {
    let end = this.at;
    while (NUMBER_CHARACTERS.has(this.bytes[end]!)) end++;
    const text = this.bytes.toString('latin1', this.at, end);
    NUMBER.lastIndex = 0;
    const number = NUMBER.exec(text)?.[0] ?? '';
    if (number === '' || number.length < text.length)
      this.fail(end > this.at ? 'the number is broken' : 'expected a value');
    this.at = end;
    return { number };
  }

  private readString(): string {
    if (this.bytes[this.at] !== QUOTE) this.fail("expected '\"'");
    this.at++;
    let text = '';
    let start = this.at;
    for (;;) {
      const byte = this.bytes[this.at];
      if (byte === undefined) this.fail('a string has no end');
      if (byte === QUOTE || byte === BACKSLASH) {
        text += this.decode(start, this.at);
        if (byte === QUOTE) break;
        text += this.readEscape();
        start = this.at;
      } else this.at++;
    }
    this.at++;
    return text;
  }

  private readEscape(): string {
    const letter = this.bytes.toString('latin1', this.at + 1, this.at + 2);
    if (letter === 'u') {
      const digits = this.bytes.toString('latin1', this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail('an escape needs four hexadecimal digits');
      this.at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const character = JSON_ESCAPES[letter];
    if (character === undefined) this.fail(`'\\${letter}' is no escape`);
    this.at += 2;
    return character!;
  }

  private decode(start: number, end: number): string {
    const bytes = this.bytes.subarray(start, end);
    return isUtf8(bytes) ? bytes.toString('utf8') : this.decodeLoosely(start, end);
  }

  /** As Jackson: continuation bytes are checked, overlong forms and surrogates are not. */
  private decodeLoosely(start: number, end: number): string {
    let text = '';
    let at = start;
    while (at < end) {
      const first = this.bytes[at]!;
      const size = first < 0x80 ? 1 : first >> 5 === 6 ? 2 : first >> 4 === 14 ? 3 : first >> 3 === 30 ? 4 : 0;
      if (size === 0) this.failAt('a byte does not begin a character of UTF-8', at);
      let code = size === 1 ? first : first & (0x7f >> size);
      for (let i = 1; i < size; i++) {
        const next = this.bytes[at + i]!;
        if (at + i >= end || next >> 6 !== 2) this.failAt('a character of UTF-8 is cut off', at + i);
        code = (code << 6) | (next & 0x3f);
      }
      text += size < 4 ? String.fromCharCode(code) : surrogates(code - 0x10000);
      at += size;
    }
    return text;
  }

  private skipSpace(): void {
    let byte = this.bytes[this.at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = this.bytes[++this.at];
  }

  private fail(message: string): never {
    this.failAt(this.at >= this.bytes.length ? `${message}, but the text ends` : message, this.at);
  }

  private failAt(message: string, at: number): never {
    throw new JsonSyntaxError(`${message} (byte ${at})`, at);
  }
}

const surrogates = (code: number) => String.fromCharCode(0xd800 | (code >> 10), 0xdc00 | (code & 0x3ff));
