import type { RandomPlan } from './field.ts';
import { type Fill, isNullAt } from './fill-type.ts';
import type { Randomness } from './random.ts';

/** The two hexadecimal digits of a byte as a little-endian 16-bit word. */
const HEX_OF_BYTE = Uint16Array.from({ length: 256 }, (_, byte) => {
  const text = byte.toString(16).padStart(2, '0');
  return text.charCodeAt(0) | (text.charCodeAt(1) << 8);
});

/** Random hexadecimal digits for strings (Flink's RandomDataGenerator.nextHexString), random bytes for bytes. */
export function fillText(plan: RandomPlan, random: Randomness): Fill {
  const hexadecimal = plan.type.kind === 'CHAR' || plan.type.kind === 'VARCHAR';
  // Whole words are written, so every value starts at one.
  const stride = (plan.length + 7) & ~7;
  return (indexes, count, arena) => {
    const { i32 } = arena.memory;
    const pointers = arena.allocate(count * 4);
    const lengths = arena.allocate(count * 4);
    const bytes = arena.allocate(count * stride);
    for (let row = 0; row < count; row++) {
      const index = indexes[row]!;
      const at = bytes + row * stride;
      i32[(pointers >> 2) + row] = at;
      if (isNullAt(random, index, plan.nullRate)) {
        i32[(lengths >> 2) + row] = -1;
        continue;
      }
      random.at(index);
      const length = plan.varLen ? variableLength(random, plan.length) : plan.length;
      i32[(lengths >> 2) + row] = length;
      const end = (at + length + 3) >> 2;
      let word = at >> 2;
      while (word < end) {
        const bits = random.word();
        if (hexadecimal) {
          i32[word] = HEX_OF_BYTE[bits & 255]! | (HEX_OF_BYTE[(bits >>> 8) & 255]! << 16);
          i32[word + 1] = HEX_OF_BYTE[(bits >>> 16) & 255]! | (HEX_OF_BYTE[bits >>> 24]! << 16);
          word += 2;
        } else {
          i32[word] = bits;
          word += 1;
        }
      }
    }
    return { layout: 'bytes', pointers, lengths };
  };
}

/** From 1 to `length` - 1, and 1 when there is no other (Flink's bound is exclusive). */
const variableLength = (random: Randomness, length: number) =>
  1 + Math.floor(random.fraction() * Math.max(1, length - 1));
