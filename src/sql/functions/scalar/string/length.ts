/** CHAR_LENGTH and ASCII: numbers about a text. */
import { INT } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { characterCount } from './characters.ts';

export const charLength = scalarFunction({
  name: 'CHAR_LENGTH',
  aliases: ['CHARACTER_LENGTH'],
  category: 'string',
  summary: 'The number of characters of a text.',
  parameters: [{ name: 'text', doc: 'The text.', accepts: 'CHARACTER' }],
  nulls: 'propagate',
  deterministic: true,
  returns: INT,
  compile: () => ({ evaluate: characterCount }),
  examples: [
    { sql: `CHAR_LENGTH('日本語')`, result: '3' },
    { sql: `CHARACTER_LENGTH('😀')`, result: '1' },
  ],
});

const utf8 = new TextEncoder();

/** The first byte of the UTF-8 form, signed, as Flink has it; 0 for no text. */
function firstByte(text: string): number {
  const unit = text.charCodeAt(0);
  if (Number.isNaN(unit)) return 0;
  if (unit < 0x80) return unit;
  return (utf8.encode(String.fromCodePoint(text.codePointAt(0)!))[0]! << 24) >> 24;
}

export const ascii = scalarFunction({
  name: 'ASCII',
  category: 'string',
  summary: 'The code of the first character; 0 for an empty text, negative when the character is not ASCII.',
  parameters: [{ name: 'text', doc: 'The text.', accepts: 'CHARACTER' }],
  nulls: 'propagate',
  deterministic: true,
  returns: INT,
  compile: () => ({ evaluate: firstByte }),
  examples: [
    { sql: `ASCII('abc')`, result: '97' },
    { sql: `ASCII('')`, result: '0' },
  ],
});
