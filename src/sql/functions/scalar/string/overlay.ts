/** OVERLAY: a part of a text replaced by place. */
import { type LengthType, MAX_LENGTH, varchar } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { wellFormed } from './characters.ts';

/** Places and lengths count UTF-16 units (SqlFunctionUtils.overlay). */
function overlayText(text: string, placing: string, from: number | bigint, count?: number | bigint): string {
  const start = Number(from);
  if (start <= 0 || start > text.length) return text;
  const length = count === undefined ? placing.length : Number(count);
  const rest = length > 0 && start + length <= text.length ? text.slice(start - 1 + length) : '';
  return wellFormed(text.slice(0, start - 1) + placing + rest);
}

export const overlay = scalarFunction({
  name: 'OVERLAY',
  category: 'string',
  summary: 'A text with a part replaced; the text itself when the place is outside of it.',
  syntax: ['OVERLAY(text PLACING replacement FROM from [FOR length])'],
  parameters: [
    { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
    { name: 'replacement', doc: 'What is put there.', accepts: 'CHARACTER' },
    { name: 'from', doc: 'The place of the first character replaced, from 1.', accepts: 'INTEGER' },
    {
      name: 'length',
      doc: 'How many are replaced; as many as are put there when left out.',
      accepts: 'INTEGER',
      optional: true,
    },
  ],
  nulls: 'propagate',
  deterministic: true,
  returns: (call) => {
    const lengths = call.args.slice(0, 2).map(({ type }) => (type.kind === 'NULL' ? 1 : (type as LengthType).length));
    return varchar(Math.min(lengths[0]! + lengths[1]!, MAX_LENGTH));
  },
  compile: () => ({ evaluate: overlayText }),
  examples: [
    { sql: `OVERLAY('xxxxxtest' PLACING 'xxxx' FROM 6)`, result: 'xxxxxxxxx' },
    { sql: `OVERLAY('xxxxxtest' PLACING 'xxxx' FROM 6 FOR 2)`, result: 'xxxxxxxxxst' },
  ],
});
