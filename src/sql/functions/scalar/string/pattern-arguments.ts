/** What LIKE and SIMILAR TO take: a text, a pattern and perhaps an escape, all of them character strings. */
import { isCharacter } from '../../../types/family.ts';
import type { Call, Inference } from '../../define.ts';
import { refused, typesOf, untypedNull, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

const NAMES = ['the text', 'the pattern', 'the escape'];

/** The refusal when the arguments are none of those. */
export function patternArguments(call: Call): Inference | undefined {
  const wrong = wrongCount(call, 2, 3) ?? untypedNull(call.args);
  if (wrong) return wrong;
  const types = typesOf(call);
  const other = types.findIndex((type) => !isCharacter(type));
  if (other < 0) return undefined;
  const found = describeType(types[other]!);
  return refused(
    `${NAMES[other]} of ${call.name} must be a character string, found ${found}`,
    other,
    'CAST(… AS STRING) makes a text of a value',
  );
}
