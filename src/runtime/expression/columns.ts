/** Cells of input columns -> terms and slices. */
import type { ColumnReference } from '../../planner/physical/expression.ts';
import { layoutOf } from '../batch/column.ts';
import { readValue } from '../batch/reader.ts';
import { readDecimal } from './access.ts';
import type { Generator, Slice, Term } from './generator.ts';

/** Base of a part of an input column, in units of 2^shift bytes; computed once a batch. */
const base = (g: Generator, index: number, part: string, shift: number): string =>
  g.prologue(`c${index}_${part}`, shift === 0 ? `columns[${index}].${part}` : `columns[${index}].${part} >> ${shift}`);

export function columnNull(g: Generator, column: ColumnReference): string {
  const layout = layoutOf(column.type);
  const name = g.fresh('n');
  switch (layout) {
    case 'bytes':
    case 'array':
    case 'map':
      g.line(`const ${name} = i32[${base(g, column.index, 'lengths', 2)} + row] < 0;`);
      return name;
    case 'object':
      g.line(`const ${name} = columns[${column.index}].values[row] === null;`);
      return name;
    default:
      g.line(`const ${name} = u8[${base(g, column.index, 'validity', 0)} + row] === 0;`);
      return name;
  }
}

export function columnTerm(g: Generator, column: ColumnReference): Term {
  const isNull = columnNull(g, column);
  const value = g.fresh('v');
  const cell = cellText(g, column, isNull);
  g.line(`const ${value} = ${cell};`);
  return { isNull, value };
}

/** Reading behind a NULL of a fixed layout is harmless and cheaper than a branch. */
function cellText(g: Generator, column: ColumnReference, isNull: string): string {
  const { index, type } = column;
  const at = (part: string, shift: number) => `${base(g, index, part, shift)} + row`;
  switch (layoutOf(type)) {
    case 'i8':
      return `u8[${at('values', 0)}] === 1`;
    case 'i32':
      return `i32[${at('values', 2)}]`;
    case 'i64':
      return `i64[${at('values', 3)}]`;
    case 'f32':
      return `f32[${at('values', 2)}]`;
    case 'f64':
      return `f64[${at('values', 3)}]`;
    case 'timestamp':
      return `${isNull} ? null : { millis: f64[${at('millis', 3)}], nanos: i32[${at('nanos', 2)}] }`;
    case 'decimal':
      return `${isNull} ? 0n : ${g.bind(readDecimal)}(i64, (${base(g, index, 'values', 3)}) + 2 * row)`;
    case 'bytes': {
      const pointer = `i32[${at('pointers', 2)}]`;
      const length = `i32[${at('lengths', 2)}]`;
      return `${isNull} ? null : ${decoded(type.kind === 'CHAR' || type.kind === 'VARCHAR', pointer, length)}`;
    }
    default:
      return `${isNull} ? null : ${g.bind(readValue)}(memory, columns[${index}], ${g.bind(type)}, row)`;
  }
}

/** A slice as a JavaScript value: a string, or a copy of the bytes. */
export const decoded = (isText: boolean, pointer: string, length: string): string =>
  isText ? `buffer.utf8Slice(${pointer}, ${pointer} + ${length})` : `u8.slice(${pointer}, ${pointer} + ${length})`;

export function columnSlice(g: Generator, column: ColumnReference): Slice {
  const length = g.fresh('l');
  const pointer = g.fresh('p');
  g.line(
    `const ${length} = i32[${base(g, column.index, 'lengths', 2)} + row], ${pointer} = i32[${base(g, column.index, 'pointers', 2)} + row];`,
  );
  return { pointer, length };
}

/** CARDINALITY of an ARRAY or MAP column: its length, without making the collection. */
export function columnCardinality(g: Generator, column: ColumnReference): Term {
  const length = g.fresh('v');
  g.line(`const ${length} = i32[${base(g, column.index, 'lengths', 2)} + row];`);
  return { isNull: `(${length} < 0)`, value: length };
}
