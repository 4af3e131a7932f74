/** REPLACE, TRANSLATE and REVERSE: a text with other characters, or in another order. */

import { isCharacter } from '../../../types/family.ts';
import { STRING, withNullable } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';
import { checkLength, MAX_TEXT_LENGTH, reverseCharacters, wellFormed } from './characters.ts';

/** What is replaced is counted only where the result may be too long. */
function checkReplaced(text: string, old: string, replacement: string): void {
  const growth = replacement.length - old.length;
  const most = old === '' ? text.length + 1 : Math.floor(text.length / old.length);
  if (text.length + most * growth <= MAX_TEXT_LENGTH) return;
  const count = old === '' ? most : text.split(old).length - 1;
  checkLength('REPLACE', text.length + count * growth);
}

export const replace = scalarFunction({
  name: 'REPLACE',
  category: 'string',
  summary: 'A text with every appearance of another replaced.',
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    { name: 'old', doc: 'What is replaced.', accepts: 'CHARACTER' },
    { name: 'new', doc: 'What stands there then.', accepts: 'CHARACTER' },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  compile: () => ({
    evaluate: (text: string, old: string, replacement: string) => {
      checkReplaced(text, old, replacement);
      // Java puts the replacement for an empty text between all UTF-16 units; half a pair is a question mark in UTF-8.
      if (old !== '') return text.replaceAll(old, () => replacement);
      return replacement === ''
        ? text
        : wellFormed([...text.split(''), ''].reduce((all, unit) => all + replacement + unit, ''));
    },
  }),
  examples: [{ sql: `REPLACE('hello world', 'world', 'flink')`, result: 'hello flink' }],
});

/** What each character becomes; the first of a character given twice holds. */
function dictionary(from: string, to: string): ReadonlyMap<string, string> {
  const targets = [...to];
  const map = new Map<string, string>();
  for (const [i, character] of [...from].entries()) {
    if (!map.has(character)) map.set(character, targets[i] ?? '');
  }
  return map;
}

function translateBy(text: string, map: ReadonlyMap<string, string>): string {
  let result = '';
  for (const character of text) result += map.get(character) ?? character;
  return result;
}

export const translate = scalarFunction({
  name: 'TRANSLATE',
  aliases: ['TRANSLATE3'],
  category: 'string',
  summary: 'A text with each character of a list replaced by the one at the same place of another list, or taken out.',
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    { name: 'from', doc: 'The characters replaced; NULL or none leaves the text as it is.', accepts: 'CHARACTER' },
    { name: 'to', doc: 'What they become; NULL is an empty list.', accepts: 'CHARACTER' },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: (call) => {
    const wrong = wrongCount(call, 3) ?? untypedNull(call.args);
    if (wrong) return wrong;
    const types = typesOf(call);
    const other = types.findIndex((type) => !isCharacter(type));
    if (other >= 0)
      return refused(
        `argument ${other + 1} of TRANSLATE must be a character string, found ${describeType(types[other]!)}`,
        other,
      );
    return typed(types, withNullable(STRING, types[0]!.nullable));
  },
  compile: (call) => {
    const [, from, to] = call.args;
    const fixed =
      from!.constant && to!.constant && from!.constant.value !== null
        ? dictionary(from!.constant.value as string, (to!.constant.value as string | null) ?? '')
        : undefined;
    return {
      evaluate: (text: string | null, from: string | null, to: string | null) => {
        if (text === null || from === null) return text;
        return translateBy(text, fixed ?? dictionary(from, to ?? ''));
      },
    };
  },
  examples: [
    { sql: `TRANSLATE('www.apache.org', 'abc', '123')`, result: 'www.1p13he.org' },
    { sql: `TRANSLATE('abc', 'ab', 'x')`, result: 'xc' },
  ],
});

export const reverse = scalarFunction({
  name: 'REVERSE',
  category: 'string',
  summary: 'A text with its characters in the opposite order.',
  parameters: [{ name: 'text', doc: 'The text.', accepts: 'CHARACTER' }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile: () => ({ evaluate: reverseCharacters }),
  examples: [{ sql: `REVERSE('abc')`, result: 'cba' }],
});
