/** `row.field`: one field of a row or structured value; the binder finds its index. */
import { withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { scalarFunction, type TypedCall } from '../../define.ts';
import { refused, typed, wrongCount } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

export interface FieldOptions {
  /** Counted from 0. */
  readonly index: number;
  readonly name?: string;
}

export const field = scalarFunction({
  name: 'FIELD',
  category: 'access',
  summary: 'Gives a field of a row or structured value by its name.',
  syntax: ['row.field'],
  parameters: [{ name: 'row', doc: 'a row; NULL gives NULL', accepts: 'ROW' }],
  nulls: 'propagate',
  deterministic: true,
  infer: (call) => {
    const wrong = wrongCount(call, 1);
    if (wrong) return wrong;
    const { type } = call.args[0]!;
    if (type.kind !== 'ROW' && type.kind !== 'STRUCTURED') {
      return refused(`only a ROW has fields, found ${describeType(type)}`, 0);
    }
    const found = type.fields[(call.options as unknown as FieldOptions).index];
    if (found === undefined) return refused(`${describeType(type)} has no such field`, 0);
    return typed([type], withNullable(found.type, type.nullable || found.type.nullable));
  },
  compile: (call: TypedCall) => {
    const { index } = call.options as unknown as FieldOptions;
    return { evaluate: (row: readonly Value[]) => row[index]! };
  },
  examples: [{ sql: `CAST(ROW(1, 'a') AS ROW<x INT, y STRING>).y`, result: 'a' }],
});
