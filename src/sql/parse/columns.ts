/** Columns, watermarks, constraints and the other parts that CREATE and ALTER share. */
import type {
  ColumnConstraint,
  ColumnDefinition,
  Distribution,
  Identifier,
  NamePart,
  PartitionSpec,
  Property,
  StringLiteral,
  TableConstraint,
  Watermark,
} from '../ast/index.ts';
import { parseExpression } from './expressions.ts';
import { parseLiteral, parseNumber } from './literals.ts';
import { commaList, isNameToken, parseIdentifier, parseName, parseNameList } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseSimpleString, parseString } from './strings.ts';
import { isTypeKey, parseNullableType } from './types.ts';

/** What a list of columns holds besides columns. */
export interface Schema {
  readonly columns: readonly ColumnDefinition[];
  readonly columnNames?: readonly Identifier[];
  readonly constraints: readonly TableConstraint[];
  readonly watermark?: Watermark;
}

/** `(…)` of CREATE TABLE: definitions, or names alone. */
export function parseSchema(p: Parser): Schema {
  p.expect('(');
  if (atNamesOnly(p)) {
    const columnNames = commaList(p, () => parseIdentifier(p, 'a column'));
    p.expect(')');
    return { columns: [], columnNames, constraints: [] };
  }
  const columns: ColumnDefinition[] = [];
  const constraints: TableConstraint[] = [];
  let watermark: Watermark | undefined;
  if (atConstraint(p) || atWatermark(p)) p.lookAhead(2);
  do {
    if (atConstraint(p)) constraints.push(parseTableConstraint(p));
    else if (atWatermark(p)) watermark = parseOnlyWatermark(p, watermark);
    else columns.push(parseColumn(p));
  } while (p.accept(','));
  p.expect(')');
  return { columns, constraints, ...defined({ watermark }) };
}

function atNamesOnly(p: Parser): boolean {
  if (!isNameToken(p.peek())) return false;
  let ahead = 1;
  while (p.key(ahead) === '.' && isNameToken(p.peek(ahead + 1))) ahead += 2;
  return p.key(ahead) === ',' || p.key(ahead) === ')';
}

/** Outside strict mode a column may have the name of a constraint's first word; a type behind the word gives it away. */
const namesColumn = (p: Parser): boolean => !p.strict && (isTypeKey(p.key(1)) || p.key(1) === 'AS');

export const atConstraint = (p: Parser): boolean => p.isOneOf(['CONSTRAINT', 'PRIMARY', 'UNIQUE']) && !namesColumn(p);

export const atWatermark = (p: Parser): boolean => p.is('WATERMARK') && !namesColumn(p);

export function parseOnlyWatermark(p: Parser, earlier: Watermark | undefined): Watermark {
  const keyword = p.peek();
  const watermark = parseWatermark(p);
  if (earlier) p.failAt({ start: keyword.start, end: keyword.end }, 'a table has one watermark, this is the second');
  return watermark;
}

function parseWatermark(p: Parser): Watermark {
  const start = p.start;
  p.expect('WATERMARK', 'FOR');
  const column = parseIdentifier(p, 'a column');
  p.expect('AS');
  const expression = parseExpression(p, 'non-query');
  return { kind: 'watermark', column, expression, span: p.spanFrom(start) };
}

export function parseColumn(p: Parser): ColumnDefinition {
  const start = p.start;
  const name = parseIdentifier(p, 'a column');
  if (name.parts.length === 1 && p.accept('AS')) {
    const expression = parseExpression(p, 'non-query');
    return { kind: 'computed-column', name, expression, ...parseCommentClause(p), span: p.spanFrom(start) };
  }
  const type = parseNullableType(p);
  if (p.accept('METADATA')) {
    const from = p.accept('FROM') ? parseString(p) : undefined;
    const virtual = p.accept('VIRTUAL');
    return {
      kind: 'metadata-column',
      name,
      type,
      virtual,
      ...defined({ from }),
      ...parseCommentClause(p),
      span: p.spanFrom(start),
    };
  }
  const constraint = p.isOneOf(['CONSTRAINT', 'PRIMARY', 'UNIQUE']) ? parseColumnConstraint(p) : undefined;
  return {
    kind: 'physical-column',
    name,
    type,
    ...defined({ constraint }),
    ...parseCommentClause(p),
    span: p.spanFrom(start),
  };
}

export function parseCommentClause(p: Parser): { comment?: StringLiteral } {
  return p.accept('COMMENT') ? { comment: parseSimpleString(p) } : {};
}

const parseConstraintName = (p: Parser): NamePart | undefined =>
  p.accept('CONSTRAINT') ? parseName(p, 'the name of a constraint') : undefined;

function parseUnique(p: Parser): 'PRIMARY KEY' | 'UNIQUE' {
  if (p.accept('UNIQUE')) return 'UNIQUE';
  p.expect('PRIMARY', 'KEY');
  return 'PRIMARY KEY';
}

function parseEnforcement(p: Parser): { enforced?: boolean } {
  if (p.accept('ENFORCED')) return { enforced: true };
  if (!p.accept('NOT')) return {};
  p.expect('ENFORCED');
  return { enforced: false };
}

function parseColumnConstraint(p: Parser): ColumnConstraint {
  const start = p.start;
  const name = parseConstraintName(p);
  const unique = parseUnique(p);
  return { kind: 'column-constraint', ...defined({ name }), unique, ...parseEnforcement(p), span: p.spanFrom(start) };
}

export function parseTableConstraint(p: Parser): TableConstraint {
  const start = p.start;
  const name = parseConstraintName(p);
  const unique = parseUnique(p);
  const columns = parseNameList(p);
  return {
    kind: 'table-constraint',
    ...defined({ name }),
    unique,
    columns,
    ...parseEnforcement(p),
    span: p.spanFrom(start),
  };
}

/** Behind DISTRIBUTED or DISTRIBUTION. */
export function parseDistribution(p: Parser): Distribution {
  const start = p.start;
  if (p.is('INTO')) return { kind: 'distribution', columns: [], buckets: parseBuckets(p), span: p.spanFrom(start) };
  p.expect('BY');
  const method = p.acceptOneOf(['HASH', 'RANGE'] as const);
  const columns = parseNameList(p);
  const buckets = p.is('INTO') ? parseBuckets(p) : undefined;
  return { kind: 'distribution', columns, ...defined({ method, buckets }), span: p.spanFrom(start) };
}

function parseBuckets(p: Parser): string {
  p.expect('INTO');
  const count = parseNumber(p);
  if (!/^\d+\.?0*$/.test(count.text))
    p.failAt(count.span, `the number of buckets must be a positive integer, found ${count.text}`);
  p.expect('BUCKETS');
  return count.text;
}

/** `('k' = 'v', …)`. */
export function parseProperties(p: Parser): Property[] {
  p.expect('(');
  const properties = p.is(')') ? [] : commaList(p, () => parseProperty(p));
  p.expect(')');
  return properties;
}

export function parseProperty(p: Parser): Property {
  const start = p.start;
  const key = parseString(p, "an option such as 'connector'");
  p.expect('=');
  const value = parseString(p, "a value such as 'x'");
  return { kind: 'property', key, value, span: p.spanFrom(start) };
}

/** `('k', …)`. */
export function parsePropertyKeys(p: Parser): StringLiteral[] {
  p.expect('(');
  const keys = p.is(')') ? [] : commaList(p, () => parseString(p));
  p.expect(')');
  return keys;
}

export const parseWith = (p: Parser): Property[] => (p.accept('WITH') ? parseProperties(p) : []);

/** `(a = 'x', b = 2)`; in ANALYZE a name alone is enough. */
export function parsePartitionSpec(p: Parser, valuesOptional = false): PartitionSpec {
  const start = p.start;
  p.expect('(');
  const values = commaList(p, () => {
    const from = p.start;
    const column = parseName(p, 'a partition column');
    if (valuesOptional && !p.is('=')) return { kind: 'partition-value', column, span: p.spanFrom(from) } as const;
    p.expect('=');
    const value = parseLiteral(p);
    return { kind: 'partition-value', column, value, span: p.spanFrom(from) } as const;
  });
  p.expect(')');
  return { kind: 'partition-spec', values, span: p.spanFrom(start) };
}

export function parseIfExists(p: Parser): boolean {
  return p.accept('IF', 'EXISTS');
}

export function parseIfNotExists(p: Parser): boolean {
  return p.accept('IF', 'NOT', 'EXISTS');
}
