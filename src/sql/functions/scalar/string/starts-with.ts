/** STARTSWITH and ENDSWITH: whether a text, or a binary string, starts or ends with another. */
import { isBinary, isCharacter } from '../../../types/family.ts';
import { BYTES, STRING } from '../../../types/type.ts';
import { type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { booleanOf, refused, typed, typesOf, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

function inferPair(call: Call): Inference {
  const wrong = wrongCount(call, 2);
  if (wrong) return wrong;
  const otherwise = typesOf(call).some(isBinary) ? BYTES : STRING;
  const types = typesOf(call).map((type) => (type.kind === 'NULL' ? otherwise : type));
  if (types.every(isCharacter) || types.every(isBinary)) return typed(types, booleanOf(types));
  const found = types.map(describeType).join(' and ');
  return refused(`${call.name} takes two character strings or two binary strings, found ${found}`);
}

const bytesAt = (bytes: Uint8Array, part: Uint8Array, at: number): boolean =>
  at >= 0 && at + part.length <= bytes.length && part.every((byte, i) => bytes[at + i] === byte);

const endFunction = (name: string, what: 'starts' | 'ends', examples: ScalarFunction['examples']): ScalarFunction =>
  scalarFunction({
    name,
    category: 'string',
    summary: `Whether a text, or a binary string, ${what} with another; an empty one always is there.`,
    parameters: [
      { name: 'text', doc: 'The text.', accepts: ['CHARACTER', 'BINARY'] },
      { name: 'part', doc: `What it ${what} with.`, accepts: ['CHARACTER', 'BINARY'] },
    ],
    nulls: 'propagate',
    deterministic: true,
    infer: inferPair,
    compile: (call) => {
      const start = what === 'starts';
      if (isBinary(call.args[0]!.type)) {
        return {
          evaluate: (bytes: Uint8Array, part: Uint8Array) =>
            bytesAt(bytes, part, start ? 0 : bytes.length - part.length),
        };
      }
      return start
        ? { evaluate: (text: string, part: string) => text.startsWith(part) }
        : { evaluate: (text: string, part: string) => text.endsWith(part) };
    },
    examples,
  });

export const startsWith = endFunction('STARTSWITH', 'starts', [
  { sql: `STARTSWITH('www.apache.org', 'www')`, result: 'TRUE' },
]);
export const endsWith = endFunction('ENDSWITH', 'ends', [
  { sql: `ENDSWITH('www.apache.org', 'com')`, result: 'FALSE' },
]);
