/** TO_DATE: text as a date. */

import { dayOfMillis } from '../../../types/calendar.ts';
import { parseDate } from '../../../types/parse-temporal.ts';
import { UTC } from '../../../types/time-zone.ts';
import { DATE } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { compiledPattern, orFail, tryCompile } from '../../date-pattern/compiled-patterns.ts';
import { simpleParser } from '../../date-pattern/simple-parse.ts';
import type { Compiled, TypedCall } from '../../define.ts';
import { patternFunction } from './pattern-argument.ts';

/** Flink's answer to text that does not fit the pattern: the date of the smallest long, cut to 32 bits. */
const UNREADABLE_DAYS = 622_191_233;

const reader = (pattern: string) => simpleParser(pattern, UTC, Date.now());

function compile(call: TypedCall): Compiled {
  if (call.args.length === 1) return { evaluate: (text: string): Value => parseDate(text) ?? null };
  const find = compiledPattern(call.args[1]!, tryCompile(reader));
  return {
    evaluate: (text: string, pattern: string): Value => {
      const instant = orFail(pattern, find(pattern))(text);
      return instant === undefined ? UNREADABLE_DAYS : dayOfMillis(instant);
    },
  };
}

export const toDate = patternFunction(
  {
    name: 'TO_DATE',
    category: 'temporal',
    summary:
      'Text as a date. Without a pattern, text that is none gives NULL; with one it gives the date Flink has for it, 5471-09-27.',
    parameters: [
      { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
      {
        name: 'format',
        doc: "Its form, a pattern of Java's SimpleDateFormat; yyyy-MM-dd when not given. Text behind it is not read.",
        accepts: 'CHARACTER',
        optional: true,
      },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: DATE,
    returnsNull: 'always',
    compile,
    examples: [
      { sql: "TO_DATE('2024-02-29')", result: '2024-02-29' },
      { sql: "TO_DATE('29.2.2024', 'd.M.yyyy')", result: '2024-02-29' },
      { sql: "TO_DATE('never')", result: 'NULL' },
    ],
  },
  () => reader,
);
