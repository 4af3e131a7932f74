/** An array or object written in a filter to a value: JSON with either kind of quotes, bare words and spare commas allowed. */
import { PathEvaluationError } from './errors.ts';
import { unescapePath } from './unescape.ts';
import type { JsonValue } from './value.ts';

const WORDS: Readonly<Record<string, JsonValue>> = { true: true, false: false, null: null };
const INTEGER = /^[+-]?\d+$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const MAX_DEPTH = 400;

export function readLenient(text: string): JsonValue {
  const reader = new LenientReader(text);
  const value = reader.value();
  return value;
}

class LenientReader {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  private fail(): never {
    throw new PathEvaluationError(`${this.text} in a filter is not JSON`);
  }

  private peek(): string {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
    return this.text[this.at] ?? this.fail();
  }

  value(): JsonValue {
    const char = this.peek();
    if (char === '[') return this.nested(() => this.array());
    if (char === '{') return this.nested(() => this.object());
    if (char === '"' || char === "'") return this.quoted(char);
    return this.word(/[,\]}]/);
  }

  private nested(read: () => JsonValue): JsonValue {
    this.at += 1;
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.fail();
    const value = read();
    this.depth -= 1;
    return value;
  }

  /** Past commas; whether the container ends here. */
  private ends(close: string): boolean {
    while (this.peek() === ',') this.at += 1;
    if (this.peek() !== close) return false;
    this.at += 1;
    return true;
  }

  private array(): JsonValue {
    const items: JsonValue[] = [];
    while (!this.ends(']')) items.push(this.value());
    return items;
  }

  private object(): JsonValue {
    const members = new Map<string, JsonValue>();
    while (!this.ends('}')) {
      const quote = this.peek();
      const name = quote === '"' || quote === "'" ? this.quoted(quote) : this.bare(/[:,}]/);
      if (this.peek() !== ':') this.fail();
      this.at += 1;
      members.set(name, this.value());
    }
    return members;
  }

  private quoted(quote: string): string {
    const from = this.at + 1;
    for (this.at = from; this.text[this.at] !== quote; this.at += 1) {
      if (this.text[this.at] === '\\') this.at += 1;
      if (this.at >= this.text.length) this.fail();
    }
    this.at += 1;
    return unescapePath(this.text.slice(from, this.at - 1));
  }

  private bare(stop: RegExp): string {
    const from = this.at;
    while (this.at < this.text.length && !stop.test(this.text[this.at]!)) this.at += 1;
    return this.text.slice(from, this.at).trim();
  }

  private word(stop: RegExp): JsonValue {
    const text = this.bare(stop);
    if (Object.hasOwn(WORDS, text)) return WORDS[text]!;
    if (INTEGER.test(text)) {
      const value = BigInt(text);
      return BigInt.asIntN(53, value) === value ? Number(value) : { number: 'integer', text: value.toString() };
    }
    return FLOAT.test(text) ? { number: 'double', text: String(Number(text)) } : text;
  }
}
