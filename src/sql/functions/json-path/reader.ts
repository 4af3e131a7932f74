/** JSON text to values, accepting and refusing what Flink's reader (Jackson with its defaults) does. */
import { isDigit, ScalarReader } from './scalars.ts';
import type { JsonValue } from './value.ts';

/** Jackson's StreamReadConstraints. */
const MAX_DEPTH = 1000;
const MAX_NAME_LENGTH = 50_000;

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

/** A cursor over one text. Methods give undefined or false when the text is wrong; `failure` says why. */
export class JsonReader {
  readonly tokens: ScalarReader;
  /** A name that an object has twice. */
  repeated: string | undefined;
  private depth = 0;

  constructor(text: string) {
    this.tokens = new ScalarReader(text);
  }

  get failure(): string {
    return this.tokens.failure;
  }

  value(): JsonValue | undefined {
    this.tokens.space();
    const code = this.tokens.code;
    if (code === 34) return this.tokens.string();
    if (code === 123) return this.object();
    if (code === 91) return this.array();
    if (code === 45 || isDigit(code)) return this.tokens.number(this.depth === 0);
    if (code === 116) return this.tokens.literal('true') ? true : undefined;
    if (code === 102) return this.tokens.literal('false') ? false : undefined;
    if (code === 110) return this.tokens.literal('null') ? null : undefined;
    return this.tokens.unexpected('a value');
  }

  /** Passes over one value, checking it as `value` does. */
  skip(): boolean {
    this.tokens.space();
    const code = this.tokens.code;
    if (code === 34) return this.tokens.skipString();
    if (code === 45 || isDigit(code)) return this.tokens.number(this.depth === 0) !== undefined;
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
    this.tokens.at += 1;
    this.depth += 1;
    if (this.depth > MAX_DEPTH) this.tokens.fail(`nested more than ${MAX_DEPTH} deep`);
    return this.depth <= MAX_DEPTH;
  }

  leave(): void {
    this.depth -= 1;
  }

  /** Whether the container ends here, before its first member. */
  ends(close: number): boolean {
    this.tokens.space();
    if (this.tokens.code !== close) return false;
    this.tokens.at += 1;
    return true;
  }

  /** Behind a member: true at a comma, false at the end of the container. */
  separator(close: number): boolean | undefined {
    this.tokens.space();
    const code = this.tokens.code;
    if (code !== 44 && code !== close) return this.tokens.unexpected(`',' or '${String.fromCharCode(close)}'`);
    this.tokens.at += 1;
    return code === 44;
  }

  /** A member's name and its colon. */
  name(): string | undefined {
    this.tokens.space();
    if (this.tokens.code !== 34) return this.tokens.unexpected('a name in double quotes');
    const name = this.tokens.string();
    if (name === undefined) return undefined;
    return this.colon(name.length) ? name : undefined;
  }

  private colon(nameLength: number): boolean {
    if (nameLength > MAX_NAME_LENGTH)
      return this.tokens.fail(`a name longer than ${MAX_NAME_LENGTH} characters`) ?? false;
    this.tokens.space();
    if (this.tokens.code !== 58) return this.tokens.unexpected("':'") ?? false;
    this.tokens.at += 1;
    return true;
  }

  private skipName(): boolean {
    this.tokens.space();
    if (this.tokens.code !== 34) return this.tokens.unexpected('a name in double quotes') ?? false;
    const from = this.tokens.at;
    return this.tokens.skipString() && this.colon(this.tokens.at - from - 2);
  }

  /** Passes over a member's name and its colon and says whether it is `name`; `quoted` is the name as JSON has it without escapes. */
  nameIs(name: string, quoted: string): boolean | undefined {
    this.tokens.space();
    if (this.tokens.text.startsWith(quoted, this.tokens.at)) {
      this.tokens.at += quoted.length;
      return this.colon(name.length) ? true : undefined;
    }
    const from = this.tokens.at;
    if (!this.skipName()) return undefined;
    if (!this.tokens.text.slice(from, this.tokens.at).includes('\\')) return false;
    const behind = this.tokens.at;
    this.tokens.at = from;
    const decoded = this.tokens.string();
    this.tokens.at = behind;
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
}
