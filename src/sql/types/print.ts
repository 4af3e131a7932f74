/** Prints a type as SQL text, in the spelling of Flink's summaries (`STRING`, `DECIMAL(10, 2)`, `ROW<`a` INT NOT NULL>`). */
import { MAX_LENGTH, type RowField, type SqlType } from './type.ts';

const quote = (text: string, mark: string): string => `${mark}${text.replaceAll(mark, mark + mark)}${mark}`;

const nested = (type: SqlType): string => printTypeWithNullability(type);

const fields = (list: readonly RowField[]): string =>
  list
    .map((field) => {
      const comment = field.comment === undefined ? '' : ` ${quote(field.comment, "'")}`;
      return `${quote(field.name, '`')} ${nested(field.type)}${comment}`;
    })
    .join(', ');

/** The type without its own nullability; that of its parts is printed (`ARRAY<INT NOT NULL>`). */
export function printType(type: SqlType): string {
  switch (type.kind) {
    case 'VARCHAR':
      return type.length === MAX_LENGTH ? 'STRING' : `VARCHAR(${type.length})`;
    case 'VARBINARY':
      return type.length === MAX_LENGTH ? 'BYTES' : `VARBINARY(${type.length})`;
    case 'CHAR':
    case 'BINARY':
      return `${type.kind}(${type.length})`;
    case 'DECIMAL':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'TIMESTAMP_TZ':
      return `TIMESTAMP(${type.precision}) WITH TIME ZONE`;
    case 'TIME':
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
      return `${type.kind}(${type.precision})${type.attribute === undefined ? '' : ` *${type.attribute}*`}`;
    // Flink keeps two kinds of interval whatever units were written; so do its printed types.
    case 'INTERVAL_YEAR_MONTH':
      return 'INTERVAL MONTH';
    case 'INTERVAL_DAY_TIME':
      return 'INTERVAL SECOND(3)';
    case 'ARRAY':
      return `ARRAY<${nested(type.element)}>`;
    case 'MULTISET':
      return `MULTISET<${nested(type.element)}>`;
    case 'MAP':
      return `MAP<${nested(type.key)}, ${nested(type.value)}>`;
    case 'ROW':
      return `ROW<${fields(type.fields)}>`;
    case 'STRUCTURED':
      return `STRUCTURED<${quote(type.className, "'")}, ${fields(type.fields)}>`;
    case 'RAW':
      return `RAW(${quote(type.className, "'")}, ?)`;
    default:
      return type.kind;
  }
}

/** The type with ` NOT NULL` where it is so. */
export const printTypeWithNullability = (type: SqlType): string =>
  type.nullable || type.kind === 'NULL' ? printType(type) : `${printType(type)} NOT NULL`;

/** The form that DDL reads back: no shorthand for the longest strings, time zones written out (Flink's asSerializableString). */
export function printSerializable(type: SqlType): string {
  const inner = (part: SqlType): string => printSerializable(part);
  const suffix = type.nullable || type.kind === 'NULL' ? '' : ' NOT NULL';
  const list = (parts: readonly RowField[]): string =>
    parts.map((field) => `${quote(field.name, '`')} ${inner(field.type)}`).join(', ');
  switch (type.kind) {
    case 'VARCHAR':
    case 'VARBINARY':
      return `${type.kind}(${type.length})${suffix}`;
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ': {
      const zone = type.kind === 'TIMESTAMP' ? '' : ' WITH LOCAL TIME ZONE';
      return `TIMESTAMP(${type.precision})${zone}${suffix}`;
    }
    case 'ARRAY':
    case 'MULTISET':
      return `${type.kind}<${inner(type.element)}>${suffix}`;
    case 'MAP':
      return `MAP<${inner(type.key)}, ${inner(type.value)}>${suffix}`;
    case 'ROW':
      return `ROW<${list(type.fields)}>${suffix}`;
    case 'STRUCTURED':
      return `STRUCTURED<${quote(type.className, "'")}, ${list(type.fields)}>${suffix}`;
    default:
      return `${printType(type)}${suffix}`;
  }
}
