/** Computed columns of the output: where a value goes, by layout. */
import type { Expression } from '../../planner/physical/expression.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { ColumnBuilder } from '../batch/builder.ts';
import { columnBuilder } from '../batch/builder.ts';
import type { Column, FixedLayout } from '../batch/column.ts';
import { layoutOf } from '../batch/column.ts';
import type { Arena } from '../batch/memory.ts';
import { writeDecimal } from './access.ts';
import type { Generator } from './generator.ts';
import { sliceOf } from './slice.ts';
import { nullableText, termOf } from './value.ts';

const WIDTH: Readonly<Record<FixedLayout, number>> = { i8: 1, i32: 4, i64: 8, f32: 4, f64: 8 };

/** Room for a computed column of `count` rows; nested columns are built by a ColumnBuilder and finished after the loop. */
export type OutputRoom = { readonly column: Column } | { readonly builder: ColumnBuilder };

export function allocateOutput(type: SqlType, count: number, arena: Arena): OutputRoom {
  const layout = layoutOf(type);
  switch (layout) {
    case 'i8':
    case 'i32':
    case 'i64':
    case 'f32':
    case 'f64':
      return { column: { layout, validity: arena.allocate(count), values: arena.allocate(count * WIDTH[layout]) } };
    case 'timestamp':
      return {
        column: {
          layout,
          validity: arena.allocate(count),
          millis: arena.allocate(count * 8),
          nanos: arena.allocate(count * 4),
        },
      };
    case 'decimal':
      return { column: { layout, validity: arena.allocate(count), values: arena.allocate(count * 16) } };
    case 'bytes':
      return { column: { layout, pointers: arena.allocate(count * 4), lengths: arena.allocate(count * 4) } };
    default:
      return { builder: columnBuilder(arena, type, count) };
  }
}

export const finishOutput = (room: OutputRoom): Column => ('column' in room ? room.column : room.builder.finish());

/** Lines that store the expression's value as row i of output `index`. */
export function storeOutput(g: Generator, expression: Expression, index: number): void {
  const base = (part: string, shift: number) =>
    g.prologue(
      `o${index}_${part}`,
      shift === 0 ? `rooms[${index}].column.${part}` : `rooms[${index}].column.${part} >> ${shift}`,
    );
  const layout = layoutOf(expression.type);
  if (layout === 'bytes') {
    const { pointer, length } = sliceOf(g, expression);
    g.line(`i32[${base('pointers', 2)} + i] = ${pointer}; i32[${base('lengths', 2)} + i] = ${length};`);
    return;
  }
  const term = termOf(g, expression);
  if (layout === 'array' || layout === 'map' || layout === 'row' || layout === 'object') {
    g.line(`rooms[${index}].builder.append(${nullableText(term)});`);
    return;
  }
  const validity = base('validity', 0);
  if (term.isNull === 'true') {
    g.line(`u8[${validity} + i] = 0;`);
    return;
  }
  const store = storeText(g, expression.type, term.value, base);
  if (term.isNull === 'false') g.line(`u8[${validity} + i] = 1; ${store}`);
  else g.line(`if (${term.isNull}) u8[${validity} + i] = 0; else { u8[${validity} + i] = 1; ${store} }`);
}

function storeText(g: Generator, type: SqlType, value: string, base: (part: string, shift: number) => string): string {
  switch (layoutOf(type)) {
    case 'i8':
      return `u8[${base('values', 0)} + i] = ${value} ? 1 : 0;`;
    case 'i32':
      return `i32[${base('values', 2)} + i] = ${value};`;
    case 'i64':
      return `i64[${base('values', 3)} + i] = ${value};`;
    case 'f32':
      return `f32[${base('values', 2)} + i] = ${value};`;
    case 'f64':
      return `f64[${base('values', 3)} + i] = ${value};`;
    case 'timestamp':
      return `f64[${base('millis', 3)} + i] = ${value}.millis; i32[${base('nanos', 2)} + i] = ${value}.nanos;`;
    default:
      return `${g.bind(writeDecimal)}(i64, (${base('values', 3)}) + 2 * i, ${value});`;
  }
}
