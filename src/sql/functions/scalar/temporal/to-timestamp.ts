/** TO_TIMESTAMP: text as a timestamp. */
import { truncateTimestamp } from '../../../types/cast/to-temporal.ts';
import { parseTimestamp } from '../../../types/parse-temporal.ts';
import { timestamp } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { formatterParser } from '../../date-pattern/formatter-parse.ts';
import type { Compiled, TypedCall } from '../../define.ts';
import { patternFunction } from './pattern-argument.ts';
import { timestampReader } from './read-timestamp.ts';

const PRECISION = 3;
const truncate = truncateTimestamp(PRECISION);

function compile(call: TypedCall): Compiled {
  if (call.args.length === 1) return { evaluate: (text: string): Value => parseTimestamp(text, PRECISION) ?? null };
  const read = timestampReader(call.args[1]!);
  return {
    evaluate: (text: string, pattern: string): Value => {
      const found = read(text, pattern);
      return found === undefined || found === 'invalid' ? null : truncate(found);
    },
  };
}

/** A pattern that Java refuses gives NULL, as in Flink; one that only this does not take is refused. */
export const toTimestamp = patternFunction(
  {
    name: 'TO_TIMESTAMP',
    category: 'temporal',
    summary: 'Text as a timestamp, to milliseconds; NULL for text that is none.',
    parameters: [
      { name: 'text', doc: 'The text.', accepts: 'CHARACTER' },
      {
        name: 'format',
        doc: "Its form, a pattern of Java's DateTimeFormatter; yyyy-MM-dd HH:mm:ss, with a fraction or without a time, when not given. Fields that it has not are those of 1970-01-01 00:00:00; an offset is read and not applied.",
        accepts: 'CHARACTER',
        optional: true,
      },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: timestamp(PRECISION),
    returnsNull: 'always',
    compile,
    examples: [
      { sql: "TO_TIMESTAMP('2024-02-29 12:34:56.789')", result: '2024-02-29 12:34:56.789' },
      { sql: "TO_TIMESTAMP('2024-02-29T12:34:56Z', 'yyyy-MM-dd''T''HH:mm:ssX')", result: '2024-02-29 12:34:56.000' },
      { sql: "TO_TIMESTAMP('never')", result: 'NULL' },
    ],
  },
  () => formatterParser,
  'invalid',
);
