/** The pattern of java.util.Formatter -> its texts and specifiers; undefined where Java throws. */

export interface Specifier {
  /** The argument, from 0; undefined for `%n` and `%%`. */
  readonly argument?: number;
  readonly flags: ReadonlySet<string>;
  readonly width?: number;
  readonly precision?: number;
  /** In lower case. */
  readonly conversion: string;
  readonly upper: boolean;
  /** Dates and times (`%tY`) have two letters. */
  readonly temporal: boolean;
}

export type FormatPart = string | Specifier;

const SPECIFIER = /%(\d+\$)?([-#+ 0,(<]*)(\d+)?(\.\d+)?([tT])?([a-zA-Z%])/y;
const CONVERSIONS = 'bBhHsScCdoxXeEfgGaA%n';
const UPPER = 'BHSCXEGA';
const MAX_INT = 2147483647;

/** What follows on the arguments' order: `%s` takes the next, `%<s` the last, `%2$s` the second. */
interface Order {
  next: number;
  last: number;
}

function argumentOf(index: string | undefined, flags: string, order: Order): number | undefined {
  if (flags.includes('<')) return order.last < 0 ? undefined : order.last;
  if (index === undefined) {
    order.last = order.next++;
    return order.last;
  }
  const given = Number.parseInt(index, 10);
  if (given === 0 || given > MAX_INT) return undefined;
  order.last = given - 1;
  return order.last;
}

function specifier(found: RegExpExecArray, order: Order): Specifier | undefined {
  const [, index, flags, width, precision, temporal, letter] = found as unknown as readonly [
    string,
    ...(string | undefined)[],
  ];
  if (temporal === undefined && !CONVERSIONS.includes(letter!)) return undefined;
  if (new Set(flags!).size !== flags!.length) return undefined;
  if (Number(width ?? 0) > MAX_INT || Number(precision?.slice(1) ?? 0) > MAX_INT) return undefined;
  const plain = temporal === undefined && (letter === 'n' || letter === '%');
  const argument = plain ? undefined : argumentOf(index, flags!, order);
  if (!plain && argument === undefined) return undefined;
  return {
    ...(argument === undefined ? {} : { argument }),
    flags: new Set([...flags!].filter((flag) => flag !== '<')),
    ...(width === undefined ? {} : { width: Number(width) }),
    ...(precision === undefined ? {} : { precision: Number(precision.slice(1)) }),
    conversion: letter!.toLowerCase(),
    upper: temporal === undefined ? UPPER.includes(letter!) : temporal === 'T',
    temporal: temporal !== undefined,
  };
}

export function formatParts(pattern: string): readonly FormatPart[] | undefined {
  const parts: FormatPart[] = [];
  const order: Order = { next: 0, last: -1 };
  for (let at = 0; at < pattern.length; ) {
    if (pattern[at] !== '%') {
      const end = pattern.indexOf('%', at);
      parts.push(pattern.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? pattern.length : end;
      continue;
    }
    SPECIFIER.lastIndex = at;
    const found = SPECIFIER.exec(pattern);
    const part = found === null ? undefined : specifier(found, order);
    if (part === undefined) return undefined;
    parts.push(part);
    at = SPECIFIER.lastIndex;
  }
  return parts;
}
