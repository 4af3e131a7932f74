/** OBJECT_OF and OBJECT_UPDATE: values of a structured type, made of names and values and changed by name. */
import type { RowField, SqlType, StructuredType } from '../../../types/type.ts';
import type { Value } from '../../../types/value.ts';
import { type Argument, type Call, type Inference, scalarFunction } from '../../define.ts';
import { refused, typed, typesOf } from '../../infer.ts';
import { describeType } from '../../resolve.ts';

/** The text of a literal that names a class or a field. */
function literalText(argument: Argument, what: string, index: number): string | Inference {
  const value = argument.constant?.value;
  if (argument.type.kind === 'CHAR' && argument.literal && typeof value === 'string') return value;
  return refused(`${what} must be a character string literal, found ${describeType(argument.type)}`, index);
}

/** The name and type of each pair from `from` on; a name must not stand twice. */
function pairs(call: Call, from: number): readonly RowField[] | Inference {
  const fields: RowField[] = [];
  for (let i = from; i < call.args.length; i += 2) {
    const name = literalText(call.args[i]!, `argument ${i + 1} of ${call.name}, a field's name,`, i);
    if (typeof name !== 'string') return name;
    if (fields.some((field) => field.name === name)) return refused(`field '${name}' is given twice`, i);
    const { type } = call.args[i + 1]!;
    if (type.kind === 'NULL')
      return refused(`field '${name}' has an untyped NULL`, i + 1, 'give it a type: CAST(NULL AS …)');
    fields.push({ name, type });
  }
  return fields;
}

const isRefusal = (value: readonly RowField[] | string | Inference): value is Inference =>
  typeof value === 'object' && 'ok' in value;

function inferOf(call: Call): Inference {
  if (call.args.length % 2 !== 1) return refused('OBJECT_OF takes the name of a class, then names and values in turn');
  const className = literalText(call.args[0]!, "argument 1 of OBJECT_OF, the class's name,", 0);
  if (isRefusal(className)) return className;
  const fields = pairs(call, 1);
  if (isRefusal(fields)) return fields;
  return typed(typesOf(call), { kind: 'STRUCTURED', className, fields, nullable: true });
}

export const objectOf = scalarFunction({
  name: 'OBJECT_OF',
  category: 'construction',
  summary: 'Makes a value of a structured type.',
  syntax: ["OBJECT_OF('class name' [, 'field', value]…)"],
  parameters: [
    { name: 'class_name', doc: 'the name of the class, a literal', accepts: 'CHARACTER', constant: true },
    { name: 'field', doc: 'names, as literals, and values in turn', accepts: 'ANY', optional: true, variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferOf,
  compile: () => ({ evaluate: (...args: Value[]) => args.filter((_, i) => i > 0 && i % 2 === 0) }),
  examples: [{ sql: `OBJECT_OF('User', 'name', 'Bob', 'age', 30)`, result: '(name=Bob, age=30)' }],
});

function inferUpdate(call: Call): Inference {
  const type: SqlType | undefined = call.args[0]?.type;
  if (type?.kind !== 'STRUCTURED') {
    return refused(`OBJECT_UPDATE takes a structured value, found ${type ? describeType(type) : 'nothing'}`, 0);
  }
  if (call.args.length % 2 !== 1) {
    return refused('OBJECT_UPDATE takes a structured value, then names and values in turn');
  }
  const updates = pairs(call, 1);
  if (isRefusal(updates)) return updates;
  const unknown = updates.findIndex((update) => !type.fields.some((field) => field.name === update.name));
  if (unknown >= 0) {
    const names = type.fields.map((field) => field.name).join(', ');
    return refused(`the object has no field '${updates[unknown]!.name}'`, 1 + 2 * unknown, `its fields are ${names}`);
  }
  const fields = type.fields.map((field) => updates.find((update) => update.name === field.name) ?? field);
  return typed(typesOf(call), { ...type, fields });
}

export const objectUpdate = scalarFunction({
  name: 'OBJECT_UPDATE',
  category: 'construction',
  summary: 'Gives a structured value with other values in some of its fields.',
  syntax: ["OBJECT_UPDATE(object [, 'field', value]…)"],
  parameters: [
    { name: 'object', doc: 'a structured value', accepts: 'ROW' },
    { name: 'field', doc: 'names, as literals, and values in turn', accepts: 'ANY', optional: true, variadic: true },
  ],
  nulls: 'handled',
  deterministic: true,
  infer: inferUpdate,
  compile: (call) => {
    const { fields } = call.args[0]!.type as StructuredType;
    const places = new Map<number, number>();
    for (let i = 1; i < call.args.length; i += 2) {
      places.set(
        fields.findIndex((field) => field.name === call.args[i]!.constant!.value),
        i + 1,
      );
    }
    return {
      evaluate: (...args: Value[]): Value => {
        const object = args[0] as readonly Value[] | null;
        return object === null ? null : object.map((value, i) => (places.has(i) ? args[places.get(i)!]! : value));
      },
    };
  },
  examples: [{ sql: `OBJECT_UPDATE(OBJECT_OF('User', 'name', 'Bob'), 'name', 'Al')`, result: '(name=Al)' }],
});
