/** Data types. */
import type { DataType, NamedType, RowField, TypeName } from '../ast/index.ts';
import { atIntervalUnit, parseIntervalQualifier } from './intervals.ts';
import { parseUnsignedInt } from './literals.ts';
import { atName, commaList, identifierOf, parseIdentifier, parseName } from './names.ts';
import type { Parser } from './parser.ts';
import { parseSimpleString, parseString } from './strings.ts';

/** A type as CAST has it: without NULL or NOT NULL at its end. */
export function parseType(p: Parser): DataType {
  let type = parseTypeName(p);
  for (;;) {
    const collection = p.acceptOneOf(['ARRAY', 'MULTISET']);
    if (!collection) return type;
    type = { kind: 'collection-type', collection, postfix: true, element: type, span: p.spanFrom(type.span.start) };
  }
}

/** A type as columns and fields have it: NULL or NOT NULL may follow, also before a postfix ARRAY. */
export function parseNullableType(p: Parser): DataType {
  let type = parseElementType(p);
  for (;;) {
    const collection = p.acceptOneOf(['ARRAY', 'MULTISET']);
    if (!collection) return type;
    type = { kind: 'collection-type', collection, postfix: true, element: type, span: p.spanFrom(type.span.start) };
    type = withNullability(p, type);
  }
}

/** Flink takes no postfix ARRAY between the angle brackets of ARRAY, while MAP and ROW take it. */
const parseElementType = (p: Parser): DataType => withNullability(p, parseTypeName(p));

function withNullability(p: Parser, type: DataType): DataType {
  const nullable = p.accept('NULL') ? true : p.accept('NOT', 'NULL') ? false : undefined;
  return nullable === undefined ? type : { ...type, nullable, span: p.spanFrom(type.span.start) };
}

function parseTypeName(p: Parser): DataType {
  switch (p.key()) {
    case 'ARRAY':
    case 'MULTISET':
      return parseCollection(p);
    case 'MAP':
      if (p.key(1) === '<') return parseMap(p);
      break;
    case 'RAW':
      return parseRaw(p);
    case 'ROW':
      return parseRow(p);
    case 'STRUCTURED':
      return parseStructured(p);
    case 'INTERVAL':
      if (!p.strict) return parseIntervalType(p);
      break;
  }
  return tryNamedType(p) ?? parseUserType(p);
}

function parseCollection(p: Parser): DataType {
  const start = p.start;
  p.lookAhead(2);
  const collection = p.expectOneOf(['ARRAY', 'MULTISET']);
  p.expect('<');
  const element = parseElementType(p);
  p.expect('>');
  return { kind: 'collection-type', collection, postfix: false, element, span: p.spanFrom(start) };
}

function parseMap(p: Parser): DataType {
  const start = p.start;
  p.expect('MAP', '<');
  const key = parseNullableType(p);
  p.expect(',');
  const value = parseNullableType(p);
  p.expect('>');
  return { kind: 'map-type', key, value, span: p.spanFrom(start) };
}

function parseRaw(p: Parser): DataType {
  const start = p.start;
  p.expect('RAW', '(');
  const className = parseString(p);
  p.expect(',');
  const serializer = parseString(p);
  p.expect(')');
  return { kind: 'raw-type', className, serializer, span: p.spanFrom(start) };
}

function parseRow(p: Parser): DataType {
  const start = p.start;
  p.expect('ROW');
  if (p.accept('<>')) return { kind: 'row-type', parentheses: false, fields: [], span: p.spanFrom(start) };
  const open = p.expectOneOf(['<', '(']);
  const close = open === '<' ? '>' : ')';
  const fields = p.is(close) ? [] : commaList(p, () => parseField(p));
  p.expect(close);
  return { kind: 'row-type', parentheses: open === '(', fields, span: p.spanFrom(start) };
}

function parseField(p: Parser): RowField {
  const start = p.start;
  const name = parseName(p, 'the name of a field');
  const type = parseNullableType(p);
  const comment = p.is('string') ? parseSimpleString(p) : undefined;
  return { kind: 'row-field', name, type, ...(comment ? { comment } : {}), span: p.spanFrom(start) };
}

/** `STRUCTURED<'class', a INT>`. */
function parseStructured(p: Parser): DataType {
  const start = p.start;
  p.lookAhead(2);
  p.expect('STRUCTURED', '<');
  const name = parseString(p);
  const fields = p.accept(',') ? commaList(p, () => parseField(p)) : [];
  p.expect('>');
  return { kind: 'user-type', name, fields, span: p.spanFrom(start) };
}

/** Flink's SQL has no interval columns, only casts to them; outside strict mode the type is taken anywhere. */
export function parseIntervalType(p: Parser): DataType {
  const start = p.start;
  p.expect('INTERVAL');
  if (!atIntervalUnit(p)) p.fail('a time unit');
  const qualifier = parseIntervalQualifier(p);
  return { kind: 'interval-type', qualifier, span: p.spanFrom(start) };
}

function parseUserType(p: Parser): DataType {
  if (!atName(p)) p.fail('a data type');
  if (p.is('GEOMETRY')) p.failAt({ start: p.start, end: p.peek().end }, 'the type GEOMETRY is not enabled in Flink');
  const name = parseIdentifier(p, 'a data type');
  return { kind: 'user-type', name, fields: [], span: name.span };
}

/** What may stand behind the name of a type. */
type Shape = 'plain' | 'length' | 'decimal' | 'character' | 'time';

const NAMED: ReadonlyMap<string, readonly [TypeName, Shape]> = new Map([
  ['BOOLEAN', ['BOOLEAN', 'plain']],
  ['INTEGER', ['INTEGER', 'plain']],
  ['INT', ['INTEGER', 'plain']],
  ['TINYINT', ['TINYINT', 'plain']],
  ['SMALLINT', ['SMALLINT', 'plain']],
  ['BIGINT', ['BIGINT', 'plain']],
  ['REAL', ['REAL', 'plain']],
  ['DOUBLE', ['DOUBLE', 'plain']],
  ['FLOAT', ['FLOAT', 'plain']],
  ['STRING', ['STRING', 'plain']],
  ['BYTES', ['BYTES', 'plain']],
  ['VARIANT', ['VARIANT', 'plain']],
  ['BITMAP', ['BITMAP', 'plain']],
  ['DATE', ['DATE', 'plain']],
  ['BINARY', ['BINARY', 'length']],
  ['VARBINARY', ['VARBINARY', 'length']],
  ['TIMESTAMP_LTZ', ['TIMESTAMP_LTZ', 'length']],
  ['DECIMAL', ['DECIMAL', 'decimal']],
  ['DEC', ['DECIMAL', 'decimal']],
  ['NUMERIC', ['DECIMAL', 'decimal']],
  ['ANY', ['ANY', 'decimal']],
  ['CHAR', ['CHAR', 'character']],
  ['CHARACTER', ['CHAR', 'character']],
  ['VARCHAR', ['VARCHAR', 'character']],
  ['TIME', ['TIME', 'time']],
  ['TIMESTAMP', ['TIMESTAMP', 'time']],
]);

const CONSTRUCTED: readonly string[] = ['ARRAY', 'MULTISET', 'MAP', 'RAW', 'ROW', 'STRUCTURED'];

/** Whether the token begins a type of the language, not one of a user. */
export const isTypeKey = (key: string): boolean => NAMED.has(key) || CONSTRUCTED.includes(key);

function tryNamedType(p: Parser): NamedType | undefined {
  const start = p.start;
  const entry = NAMED.get(p.key());
  if (!entry) return undefined;
  p.advance();
  const rest = parseTypeRest(p, entry[0], entry[1]);
  return { kind: 'named-type', ...rest, span: p.spanFrom(start) };
}

type TypeRest = Omit<NamedType, 'kind' | 'span'>;

function parseTypeRest(p: Parser, name: TypeName, shape: Shape): TypeRest {
  switch (shape) {
    case 'plain':
      if (name === 'DOUBLE') p.accept('PRECISION');
      return { name, parameters: [] };
    case 'length': {
      const full = name === 'BINARY' && p.accept('VARYING') ? 'VARBINARY' : name;
      return { name: full, parameters: parseNumbers(p, 1) };
    }
    case 'decimal':
      return { name, parameters: parseNumbers(p, 2) };
    case 'character':
      return parseCharacterRest(p, name);
    case 'time': {
      const parameters = parseNumbers(p, 1);
      return { name: parseTimeZone(p, name as 'TIME' | 'TIMESTAMP'), parameters };
    }
  }
}

function parseCharacterRest(p: Parser, name: TypeName): TypeRest {
  const full = name === 'CHAR' && p.accept('VARYING') ? 'VARCHAR' : name;
  const parameters = parseNumbers(p, 1);
  if (!p.accept('CHARACTER')) return { name: full, parameters };
  p.expect('SET');
  return { name: full, parameters, charset: identifierOf([parseName(p)]) };
}

/** `(10, 2)`. */
function parseNumbers(p: Parser, most: 1 | 2): number[] {
  if (!p.accept('(')) return [];
  const numbers = [parseUnsignedInt(p)];
  if (most === 2 && p.accept(',')) numbers.push(parseUnsignedInt(p));
  p.expect(')');
  return numbers;
}

function parseTimeZone(p: Parser, name: 'TIME' | 'TIMESTAMP'): TypeName {
  if (p.accept('WITHOUT', 'TIME', 'ZONE')) return name;
  if (!p.is('WITH') || (p.key(1) !== 'LOCAL' && p.key(1) !== 'TIME')) return name;
  p.advance();
  // WITH TIME ZONE alone is in the standard but not in Flink.
  p.expect('LOCAL', 'TIME', 'ZONE');
  return `${name}_LTZ`;
}
