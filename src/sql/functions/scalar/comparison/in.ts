/** `value [NOT] IN (item, …)` over a list; option `negated`. */
import { childTypes } from '../../../types/children.ts';
import { leastRestrictive } from '../../../types/common.ts';
import { equality } from '../../../types/equality.ts';
import { isBinary, isCharacter, isInteger, isInterval, isNumeric } from '../../../types/family.ts';
import { type SqlType, withNullable } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Argument, type Call, type Inference, scalarFunction } from '../../define.ts';
import { booleanOf, refused, typed, wrongCount } from '../../infer.ts';
import { equalityOperands } from './operands.ts';
import { rowEquality } from './rows.ts';

/** Lists of constants at least this long are looked up and not searched. */
const SET_SIZE = 8;

function inferIn(call: Call): Inference {
  const count = wrongCount(call, 2, Number.POSITIVE_INFINITY);
  if (count) return count;
  const [value, ...items] = call.args;
  const known = call.args.find(({ type }) => type.kind !== 'NULL')?.type;
  if (known === undefined) return refused('illegal use of an untyped NULL', 0, 'give it a type: CAST(NULL AS …)');
  const left = wideLeft(value!.type.kind === 'NULL' ? withNullable(known, true) : value!.type, items);
  const types: SqlType[] = [left];
  for (const [i, { type }] of items.entries()) {
    if (isUnlikeCollection(left, type)) {
      types.push(type);
      continue;
    }
    if (!isCastToLeft(left, type)) {
      const operands = equalityOperands(left, type, 'IN');
      if ('problem' in operands) return refused(operands.problem, i + 1);
    }
    types.push(itemType(left, type));
  }
  const itemTypes = items.map(({ type }) => type);
  if (itemTypes.some(({ kind }) => kind !== 'NULL') && leastRestrictive(itemTypes) === undefined)
    return refused('the items of a list must be of one type', 1, 'CAST them to the type of the value');
  return typed(types, booleanOf([left, ...itemTypes]));
}

const isPlain = (type: SqlType): boolean => isNumeric(type) || type.kind === 'BOOLEAN';

/** Text in a list beside other values, or they beside text: `=` compares no such two, a list casts its items. */
const isCastToLeft = (left: SqlType, item: SqlType): boolean =>
  (isCharacter(left) && (isPlain(item) || isInterval(item))) || (isPlain(left) && isCharacter(item));

/** Collections whose parts are of other kinds are not cast to one another; one is never in a list of such. */
const isUnlikeCollection = (left: SqlType, item: SqlType): boolean =>
  left.kind === item.kind && (left.kind === 'ARRAY' || left.kind === 'MAP') && !isAlike(left, item);

function isAlike(a: SqlType, b: SqlType): boolean {
  const parts = childTypes(a);
  const others = childTypes(b);
  if (parts.length > 0 || others.length > 0)
    return a.kind === b.kind && parts.length === others.length && parts.every((part, i) => isAlike(part, others[i]!));
  return a.kind === b.kind || b.kind === 'NULL' || [isInteger, isCharacter, isBinary].some((of) => of(a) && of(b));
}

/** A DECIMAL compares with decimals of more digits as with itself. */
function wideLeft(left: SqlType, items: readonly Argument[]): SqlType {
  if (left.kind !== 'DECIMAL') return left;
  const decimals = items.map(({ type }) => type).filter(({ kind }) => kind === 'DECIMAL');
  return withNullable(leastRestrictive([left, ...decimals]) ?? left, left.nullable);
}

/** Kinds whose values are the same in every length and precision. */
const LENGTHLESS: ReadonlySet<string> = new Set([
  'CHAR',
  'VARCHAR',
  'BINARY',
  'VARBINARY',
  'TIMESTAMP',
  'TIMESTAMP_LTZ',
]);

/**
 * Items take the type of the value when it is of another kind (Calcite's SqlToRelConverter.ensureSqlType); numbers lose their
 * fraction so, and VARCHARs what is too long for a CHAR. Others keep their own.
 */
function itemType(left: SqlType, item: SqlType): SqlType {
  const own = item.kind === left.kind || (item.kind === 'CHAR' && left.kind === 'VARCHAR');
  return own && LENGTHLESS.has(item.kind) ? item : withNullable(left, item.nullable || item.kind === 'NULL');
}

/** Values that JavaScript's sets tell apart as SQL does. */
const isPrimitive = (type: SqlType): boolean =>
  isCharacter(type) ||
  type.kind === 'DATE' ||
  type.kind === 'TIME' ||
  (isNumeric(type) && type.kind !== 'FLOAT' && type.kind !== 'DOUBLE');

export const inList = scalarFunction({
  name: 'IN',
  category: 'comparison',
  summary: 'Whether a value equals one of a list; NULL when it equals none and the list has a NULL.',
  syntax: ['value [NOT] IN (item, …)'],
  parameters: [
    { name: 'value', doc: 'The value looked for.', accepts: 'COMPARABLE' },
    { name: 'item', doc: 'Values to compare it with.', accepts: 'COMPARABLE', variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferIn,
  compile(call) {
    const negated = call.options['negated'] === true;
    const { type } = call.args[0]!;
    const items = call.args.slice(1);
    if (items.length >= SET_SIZE && isPrimitive(type) && items.every((item) => item.constant !== undefined)) {
      const values = new Set(items.map((item) => item.constant!.value));
      const hasNull = values.has(null);
      const test = (value: Value): Value => {
        if (value === null) return null;
        if (values.has(value)) return !negated;
        return hasNull ? null : negated;
      };
      return { code: ([value], bind) => `${bind(test)}(${value})` };
    }
    const equals: (a: never, b: never) => boolean | null = type.kind === 'ROW' ? rowEquality(type) : equality(type);
    const unlike = items.map((item) => isUnlikeCollection(type, item.type));
    return {
      evaluate: (value: Value, ...list: Value[]) => {
        if (value === null) return null;
        let sawNull = false;
        for (const [i, item] of list.entries()) {
          const same = item === null ? null : !unlike[i] && equals(value as never, item as never);
          if (same === true) return !negated;
          sawNull ||= same === null;
        }
        return sawNull ? null : negated;
      },
    };
  },
  examples: [
    { sql: "'b' IN ('a', 'b')", result: 'TRUE' },
    { sql: '3 IN (1, 2, NULL)', result: 'NULL' },
  ],
});
