/** ||, CONCAT and CONCAT_WS: texts put together. */
import { isCharacter } from '../../../types/family.ts';
import { type LengthType, MAX_LENGTH, STRING, withNullable } from '../../../types/type.ts';
import { type Call, type Inference, scalarFunction } from '../../define.ts';
import { anyNullable, operandsText, refused, typed, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

/** Two fixed lengths give a fixed one (Calcite's DYADIC_STRING_SUM_PRECISION). */
function sumOf(left: LengthType, right: LengthType): LengthType {
  const kind = left.kind === 'CHAR' && right.kind === 'CHAR' ? 'CHAR' : 'VARCHAR';
  return { kind, length: Math.min(left.length + right.length, MAX_LENGTH), nullable: left.nullable || right.nullable };
}

function inferOperator(call: Call): Inference {
  const wrong = wrongCount(call, 2) ?? untypedNull(call.args);
  if (wrong) return wrong;
  const [left, right] = typesOf(call) as [LengthType, LengthType];
  // Calcite lets binary strings through, Flink's code generation does not.
  if (isCharacter(left) && isCharacter(right)) return typed([left, right], sumOf(left, right));
  return refused(
    `|| puts two character strings together, found ${operandsText('||', left, right)}`,
    isCharacter(left) ? 1 : 0,
    'CAST(… AS STRING) makes a text of a value',
  );
}

export const concatOperator = scalarFunction({
  name: '||',
  category: 'string',
  summary: 'Two texts, one after the other.',
  syntax: ['left || right'],
  parameters: [
    { name: 'left', doc: 'The first text.', accepts: 'CHARACTER' },
    { name: 'right', doc: 'The second text.', accepts: 'CHARACTER' },
  ],
  nulls: 'propagate',
  deterministic: true,
  infer: inferOperator,
  compile: () => ({ code: ([left, right]) => `(${left} + ${right})` }),
  examples: [{ sql: `'a' || 'b'`, result: 'ab' }],
});

/** Any number of texts; NULL when `first` arguments and on may be. */
const inferTexts =
  (min: number) =>
  (call: Call): Inference => {
    const wrong = wrongCount(call, min, Number.POSITIVE_INFINITY) ?? untypedNull(call.args);
    if (wrong) return wrong;
    const types = typesOf(call);
    const other = types.findIndex((type) => !isCharacter(type));
    if (other >= 0) {
      const found = describeType(types[other]!);
      return refused(
        `argument ${other + 1} of ${call.name} must be a character string, found ${found}`,
        other,
        'CAST(… AS STRING) makes a text of a value',
      );
    }
    return typed(types, withNullable(STRING, anyNullable(types)));
  };

export const concat = scalarFunction({
  name: 'CONCAT',
  category: 'string',
  summary: 'Texts one after the other; NULL when one of them is.',
  parameters: [{ name: 'text', doc: 'A text.', accepts: 'CHARACTER', variadic: true }],
  nulls: 'propagate',
  deterministic: true,
  infer: inferTexts(1),
  compile: () => ({ evaluate: (...texts: string[]) => texts.join('') }),
  examples: [{ sql: `CONCAT('AA', 'BB', 'CC')`, result: 'AABBCC' }],
});

export const concatWs = scalarFunction({
  name: 'CONCAT_WS',
  category: 'string',
  summary: 'Texts with a separator between them; NULLs are left out, a separator that is NULL gives NULL.',
  parameters: [
    { name: 'separator', doc: 'What stands between two texts.', accepts: 'CHARACTER' },
    { name: 'text', doc: 'A text.', accepts: 'CHARACTER', optional: true, variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferTexts(1),
  compile: () => ({
    evaluate: (separator: string | null, ...texts: (string | null)[]) =>
      separator === null ? null : texts.filter((text) => text !== null).join(separator),
  }),
  examples: [
    { sql: `CONCAT_WS('~', 'AA', 'BB', '', 'CC')`, result: 'AA~BB~~CC' },
    { sql: `CONCAT_WS('-', 'a', CAST(NULL AS STRING), 'b')`, result: 'a-b' },
  ],
});
