import type { Column } from '../runtime/batch/column.ts';
import type { Address, Memory } from '../runtime/batch/memory.ts';

/** Whether two rows of a column hold the same value, NULL being the same as NULL. */
export function sameRows(memory: Memory, column: Column): (a: number, b: number) => boolean {
  const { u8, i32, i64, buffer } = memory;
  const cells = (at: Address, width: 1 | 4 | 8) => {
    if (width === 1) return (a: number, b: number) => u8[at + a] === u8[at + b];
    if (width === 4) return (a: number, b: number) => i32[(at >> 2) + a] === i32[(at >> 2) + b];
    return (a: number, b: number) => i64[(at >> 3) + a] === i64[(at >> 3) + b];
  };
  const valid = (at: Address, value: (a: number, b: number) => boolean) => (a: number, b: number) =>
    u8[at + a] === u8[at + b] && (u8[at + a] === 0 || value(a, b));
  switch (column.layout) {
    case 'i8':
      return valid(column.validity, cells(column.values, 1));
    case 'i32':
    case 'f32':
      return valid(column.validity, cells(column.values, 4));
    case 'i64':
    case 'f64':
      return valid(column.validity, cells(column.values, 8));
    case 'timestamp': {
      const millis = cells(column.millis, 8);
      const nanos = cells(column.nanos, 4);
      return valid(column.validity, (a, b) => millis(a, b) && nanos(a, b));
    }
    case 'decimal': {
      const words = cells(column.values, 8);
      return valid(column.validity, (a, b) => words(2 * a, 2 * b) && words(2 * a + 1, 2 * b + 1));
    }
    case 'bytes':
      return (a, b) => {
        const length = i32[(column.lengths >> 2) + a]!;
        if (length !== i32[(column.lengths >> 2) + b]!) return false;
        if (length <= 0) return true;
        const [x, y] = [i32[(column.pointers >> 2) + a]!, i32[(column.pointers >> 2) + b]!];
        return buffer.compare(buffer, y, y + length, x, x + length) === 0;
      };
    case 'row': {
      const fields = column.fields.map((field) => sameRows(memory, field));
      return valid(column.validity, (a, b) => fields.every((field) => field(a, b)));
    }
    case 'array':
    case 'map': {
      const parts = (column.layout === 'array' ? [column.element] : [column.keys, column.values]).map((part) =>
        sameRows(memory, part),
      );
      return (a, b) => {
        const length = i32[(column.lengths >> 2) + a]!;
        if (length !== i32[(column.lengths >> 2) + b]!) return false;
        const [x, y] = [i32[(column.starts >> 2) + a]!, i32[(column.starts >> 2) + b]!];
        for (let i = 0; i < length; i++) if (!parts.every((part) => part(x + i, y + i))) return false;
        return true;
      };
    }
    case 'object':
      throw new Error('assertion: objects are not compared');
  }
}
