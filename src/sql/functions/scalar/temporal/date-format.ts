/** DATE_FORMAT: a timestamp as text by a pattern of Java's; text with a timestamp is read and printed anew. */
import { isCharacter } from '../../../types/family.ts';
import { timeZone, UTC } from '../../../types/time-zone.ts';
import { STRING } from '../../../types/type.ts';
import type { TimestampValue, Value } from '../../../types/value.ts';
import { compiledPattern, orFail, tryCompile } from '../../date-pattern/compiled-patterns.ts';
import { formatterPrinter } from '../../date-pattern/formatter-print.ts';
import { simpleParser } from '../../date-pattern/simple-parse.ts';
import { simplePrinter } from '../../date-pattern/simple-print.ts';
import type { Call, Compiled, TypedCall } from '../../define.ts';
import { patternFunction } from './pattern-argument.ts';

/** How text is read: SimpleDateFormat's rules. */
export const DEFAULT_PATTERN = 'yyyy-MM-dd HH:mm:ss';

const printsText = (call: Call): boolean => isCharacter(call.args[0]!.type);
const textPrinter = (pattern: string) => simplePrinter(pattern, UTC);

function compileText(call: TypedCall): Compiled {
  const read = simpleParser(DEFAULT_PATTERN, UTC, Date.now());
  const printer = compiledPattern(call.args[1]!, tryCompile(textPrinter));
  return {
    evaluate: (text: string, pattern: string): Value => {
      const print = orFail(pattern, printer(pattern));
      const instant = read(text);
      return instant === undefined ? null : print(instant);
    },
  };
}

function compileTimestamp(call: TypedCall): Compiled {
  const printer = compiledPattern(call.args[1]!, tryCompile(formatterPrinter));
  const print = (local: TimestampValue, pattern: string): string => orFail(pattern, printer(pattern))(local);
  if (call.args[0]!.type.kind !== 'TIMESTAMP_LTZ') return { evaluate: print };
  const zone = timeZone(call.session.timeZone) ?? UTC;
  return {
    evaluate: ({ millis, nanos }: TimestampValue, pattern: string): Value =>
      print({ millis: millis + zone.offsetAt(millis), nanos }, pattern),
  };
}

export const dateFormat = patternFunction(
  {
    name: 'DATE_FORMAT',
    category: 'temporal',
    summary:
      "A timestamp as text by a pattern: one of Java's DateTimeFormatter for timestamps, of its SimpleDateFormat for text in the form yyyy-MM-dd HH:mm:ss.",
    parameters: [
      { name: 'timestamp', doc: 'The timestamp, or text with one.', accepts: ['TIMESTAMP', 'CHARACTER'] },
      { name: 'format', doc: 'The pattern; text in it stands in quotes.', accepts: 'CHARACTER' },
    ],
    nulls: 'propagate',
    deterministic: true,
    returns: STRING,
    returnsNull: 'always',
    compile: (call) => (printsText(call) ? compileText(call) : compileTimestamp(call)),
    examples: [
      {
        sql: "DATE_FORMAT(TIMESTAMP '2024-02-29 23:59:59.987', 'yyyy/MM/dd HH-mm-ss.SSS')",
        result: '2024/02/29 23-59-59.987',
      },
      {
        sql: "DATE_FORMAT(TIMESTAMP '2024-02-29 23:59:59', 'EEE, d MMM yyyy h:mm a')",
        result: 'Thu, 29 Feb 2024 11:59 PM',
      },
      { sql: "DATE_FORMAT('2024-02-29 23:59:59', 'yyyyMMdd')", result: '20240229' },
    ],
  },
  (call) => (printsText(call) ? textPrinter : formatterPrinter),
);
