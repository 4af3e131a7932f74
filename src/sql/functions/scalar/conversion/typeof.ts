/** TYPEOF: the type of an expression as text, without evaluating it. */
import { childTypes } from '../../../types/children.ts';
import { isUntypedNull } from '../../../types/family.ts';
import { printSerializable, printTypeWithNullability } from '../../../types/print.ts';
import { BOOLEAN, type SqlType, STRING } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';
import { foundTypes, refused, typed, typesOf, wrongCount } from '../../infer.ts';

/** Text and bytes of no length have no form that CREATE TABLE reads; Flink gives NULL for types with them. */
const hasEmptyLength = (type: SqlType): boolean =>
  ('length' in type && type.length === 0) || childTypes(type).some(hasEmptyLength);

export const typeOf = scalarFunction({
  name: 'TYPEOF',
  category: 'conversion',
  summary: 'The type of an expression as text, with its nullability.',
  parameters: [
    { name: 'value', doc: 'The expression; it is not evaluated.', accepts: 'ANY' },
    {
      name: 'force_serializable',
      doc: 'TRUE for the long form that CREATE TABLE reads.',
      accepts: BOOLEAN,
      optional: true,
    },
  ],
  nulls: 'handled',
  deterministic: true,
  infer(call) {
    const count = wrongCount(call, 1, 2);
    if (count) return count;
    const force = call.args[1];
    if (force && (force.type.kind !== 'BOOLEAN' || !force.constant || force.constant.value === null)) {
      const found = force.type.kind === 'BOOLEAN' ? 'another expression' : foundTypes([force.type]);
      return refused(`argument 2 (force_serializable) of TYPEOF must be TRUE or FALSE, found ${found}`, 1);
    }
    return typed(typesOf(call), STRING);
  },
  compile(call) {
    const { type } = call.args[0]!;
    const full = call.args[1]?.constant?.value === true;
    if (full && hasEmptyLength(type)) return { evaluate: () => null };
    const text = isUntypedNull(type) ? 'NULL' : full ? printSerializable(type) : printTypeWithNullability(type);
    return { evaluate: () => text };
  },
  examples: [
    { sql: 'TYPEOF(1)', result: 'INT NOT NULL' },
    { sql: 'TYPEOF(NULL)', result: 'NULL' },
  ],
});
