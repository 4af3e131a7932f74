/** Data types and interval qualifiers. */
import type { DataType, IntervalQualifier, NamedType, RowField, TimeUnitName } from '../index.ts';
import { list, printIdentifier, printName, printString, words } from './text.ts';

export function printDataType(type: DataType): string {
  const nullability = type.nullable === undefined ? undefined : type.nullable ? 'NULL' : 'NOT NULL';
  return words(printBare(type), nullability);
}

function printBare(type: DataType): string {
  switch (type.kind) {
    case 'named-type':
      return printNamed(type);
    case 'collection-type':
      return type.postfix
        ? `${printDataType(type.element)} ${type.collection}`
        : `${type.collection}<${printDataType(type.element)}>`;
    case 'map-type':
      return `MAP<${printDataType(type.key)}, ${printDataType(type.value)}>`;
    case 'row-type':
      return type.parentheses ? `ROW(${list(type.fields, printField)})` : `ROW<${list(type.fields, printField)}>`;
    case 'interval-type':
      return `INTERVAL ${printQualifier(type.qualifier)}`;
    case 'raw-type':
      return `RAW(${printString(type.className)}, ${printString(type.serializer)})`;
    case 'user-type':
      if (type.name.kind === 'identifier') return printIdentifier(type.name);
      return `STRUCTURED<${[printString(type.name), ...type.fields.map(printField)].join(', ')}>`;
  }
}

function printNamed({ name, parameters, charset }: NamedType): string {
  const numbers = parameters.length > 0 ? `(${parameters.join(', ')})` : '';
  if (name === 'TIME_LTZ') return `TIME${numbers} WITH LOCAL TIME ZONE`;
  return `${name}${numbers}${charset ? ` CHARACTER SET ${printIdentifier(charset)}` : ''}`;
}

const printField = ({ name, type, comment }: RowField): string =>
  words(printName(name), printDataType(type), comment && printString(comment));

export function printQualifier({ from, precision, to, fraction }: IntervalQualifier): string {
  const inner = [precision, from === 'SECOND' ? fraction : undefined].filter((n) => n !== undefined);
  const start = inner.length > 0 ? `${from}(${inner.join(', ')})` : from;
  if (!to) return start;
  return `${start} TO ${to}${fraction === undefined ? '' : `(${fraction})`}`;
}

/** `WEEK_MONDAY` is written `WEEK(MONDAY)`. */
export function printTimeUnit({ unit }: TimeUnitName): string {
  if (typeof unit === 'string') return unit;
  return unit.other.replace(/^WEEK_(\w+)$/, 'WEEK($1)');
}
