/** SPLIT_INDEX: one of the parts of a text between separators. */
import { isCharacter, isInteger } from '../../../types/family.ts';
import { STRING } from '../../../types/type.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

function inferSplit(call: Call): Inference {
  const wrong = wrongCount(call, 3) ?? untypedNull(call.args);
  if (wrong) return wrong;
  const [text, separator, index] = typesOf(call) as [never, never, never];
  if (!isCharacter(text))
    return refused(`argument 1 of SPLIT_INDEX must be a character string, found ${describeType(text)}`, 0);
  if (!isCharacter(separator) && !isInteger(separator)) {
    return refused(
      `argument 2 of SPLIT_INDEX must be a character string or the code of a character, found ${describeType(separator)}`,
      1,
    );
  }
  if (!isInteger(index))
    return refused(`argument 3 of SPLIT_INDEX must be an integer, found ${describeType(index)}`, 2);
  return typed([text, separator, index], STRING);
}

/** What Java's Character.isWhitespace has. */
const WHITESPACE = /[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]/;

function separatorOf(given: string | number | bigint): string | RegExp | undefined {
  if (typeof given === 'string') return given === '' ? WHITESPACE : given;
  const code = Number(given);
  return code < 1 || code > 255 ? undefined : String.fromCharCode(code);
}

export const splitIndex = scalarFunction({
  name: 'SPLIT_INDEX',
  category: 'string',
  summary:
    'The part of a text at an index, between separators; NULL when there is none. An empty separator is white space.',
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    {
      name: 'separator',
      doc: 'What stands between the parts, or the code of a character from 1 to 255.',
      accepts: ['CHARACTER', 'INTEGER'],
    },
    { name: 'index', doc: 'Which part, from 0.', accepts: 'INTEGER' },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferSplit,
  compile: () => ({
    evaluate: (text: string, given: string | number | bigint, index: number | bigint) => {
      const separator = separatorOf(given);
      const at = Number(index);
      if (separator === undefined || at < 0 || text === '') return null;
      return text.split(separator)[at] ?? null;
    },
  }),
  examples: [
    { sql: `SPLIT_INDEX('a,,b', ',', 2)`, result: 'b' },
    { sql: `SPLIT_INDEX('a,b', 44, 1)`, result: 'b' },
    { sql: `SPLIT_INDEX('a,b', ',', 5)`, result: 'NULL' },
  ],
});
