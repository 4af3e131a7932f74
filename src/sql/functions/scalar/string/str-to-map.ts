/** STR_TO_MAP: a text of pairs to a map. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { stringHash } from '../../../types/java-hash.ts';
import { map, STRING } from '../../../types/type.ts';
import type { MapValue } from '../../../types/value.ts';
import type { Argument, ScalarFunction } from '../../define.ts';
import { refused } from '../../infer.ts';
import { type JavaRegex, matchesIn } from '../../java-regex/pattern.ts';
import { patternFunction, patternReader } from './pattern-function.ts';

/** Java's String.split: no part before an empty match at the start, no empty parts at the end unless `limit` is reached. */
function splitBy(regex: JavaRegex, text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of matchesIn(regex, text)) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (end === 0) continue;
    parts.push(text.slice(at, start));
    at = end;
  }
  if (at === 0 && parts.length === 0) return [text];
  parts.push(text.slice(at));
  if (limit === 0) while (parts.at(-1) === '') parts.pop();
  return parts;
}

const LOAD = 0.75;

/** The order in which a java.util.HashMap made for `expected` keys gives them back. */
function hashOrder(keys: readonly string[], expected: number): readonly string[] {
  let capacity = 1;
  while (capacity < expected) capacity *= 2;
  while (keys.length > capacity * LOAD) capacity *= 2;
  const bucket = (key: string): number => {
    const hash = stringHash(key);
    return (hash ^ (hash >>> 16)) & (capacity - 1);
  };
  return [...keys].sort((left, right) => bucket(left) - bucket(right));
}

function pairsOf(text: string, pairs: JavaRegex, sides: JavaRegex): MapValue {
  const found = new Map<string, string | null>();
  const parts = text === '' ? [] : splitBy(pairs, text, 0);
  for (const part of parts) {
    const [key, value] = splitBy(sides, part, 2);
    if (value === undefined) found.set(part, null);
    else found.set(key!, value);
  }
  const keys = hashOrder([...found.keys()], parts.length);
  return { keys, values: keys.map((key) => found.get(key)!) };
}

function delimiterReader(argument: Argument | undefined, otherwise: string): (text?: string) => JavaRegex {
  const constant = argument ?? {
    type: STRING,
    literal: true,
    span: { start: 0, end: 0 },
    constant: { value: otherwise },
  };
  const read = patternReader('STR_TO_MAP', constant, { captures: false });
  return (text = otherwise) => {
    const regex = read(text);
    if (regex === undefined)
      throw new RunTimeError(`STR_TO_MAP: the delimiter '${text}' is no valid regular expression`);
    return regex;
  };
}

const plain: ScalarFunction = patternFunction(
  {
    name: 'STR_TO_MAP',
    category: 'string',
    summary: 'The map that a text of pairs stands for; a part without the second delimiter is a key with NULL.',
    syntax: ['STR_TO_MAP(text[, pair_delimiter, key_delimiter])'],
    parameters: [
      { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
      {
        name: 'pair_delimiter',
        doc: 'A regular expression for what stands between pairs, a comma when left out.',
        accepts: 'CHARACTER',
        optional: true,
      },
      {
        name: 'key_delimiter',
        doc: 'A regular expression for what stands between key and value, = when left out.',
        accepts: 'CHARACTER',
        optional: true,
      },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: map(STRING, STRING),
    returnsNull: 'always',
    compile: (call) => {
      const pairs = delimiterReader(call.args[1], ',');
      const sides = delimiterReader(call.args[2], '=');
      return {
        evaluate: (text: string, pair?: string, side?: string) => pairsOf(text, pairs(pair), sides(side)),
      };
    },
    examples: [
      { sql: `STR_TO_MAP('k1=v1,k2=v2')`, result: '{k1=v1, k2=v2}' },
      { sql: `STR_TO_MAP('k1:v1;k2', ';', ':')`, result: '{k1=v1, k2=NULL}' },
    ],
  },
  [1, 2],
);

export const strToMap: ScalarFunction = {
  ...plain,
  infer: (call) =>
    call.args.length === 2 ? refused('function STR_TO_MAP takes 1 or 3 arguments, found 2') : plain.infer!(call),
};
