/** Decides whether an item passes the condition of a filter. */
import { compareBigDecimals, parseBigDecimal, printBigDecimal } from './big-decimal.ts';
import { invalidPath, PathError, PathEvaluationError } from './errors.ts';
import { EXISTENCE, evaluatePath, type Walk } from './evaluate.ts';
import { readLenient } from './lenient.ts';
import { parsePath } from './parse-path.ts';
import type { Atom, Condition, Operand, Operator, TextTest } from './token.ts';
import { unescapePath } from './unescape.ts';
import { isArray, isKeys, isNumber, isObject, type JsonArray, type JsonValue, sameJson, scalarText } from './value.ts';

/** An operand with its path evaluated. */
type Side = Exclude<Operand, { readonly kind: 'path' }>;
/** An element of a list as comparisons see it; a path in it equals nothing. */
type Listed = Atom | { readonly kind: 'path' };

/** An item that the condition does not fit is not accepted. */
export function acceptsItem(condition: Condition, item: JsonValue, walk: Walk): boolean {
  try {
    return holds(condition, item, walk);
  } catch (error) {
    if (error instanceof PathError) return false;
    throw error;
  }
}

function holds(condition: Condition, item: JsonValue, walk: Walk): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.operands.every((operand) => holds(operand, item, walk));
    case 'or':
      return condition.operands.some((operand) => holds(operand, item, walk));
    case 'not':
      return !holds(condition.operand, item, walk);
    case 'compare':
      return compare(condition.operator, side(condition.left, item, walk), side(condition.right, item, walk));
  }
}

function side(operand: Operand, item: JsonValue, walk: Walk): Side {
  if (operand.kind !== 'path') return operand;
  try {
    if (operand.exists) {
      evaluatePath(operand.path, item, walk.root, EXISTENCE, walk.budget);
      return { kind: 'boolean', value: true };
    }
    return atomOf(
      evaluatePath(operand.path, operand.path.fromRoot ? walk.root : item, walk.root, walk.mode, walk.budget),
    );
  } catch (error) {
    if (!(error instanceof PathError) || !error.notFound) throw error;
    return operand.exists ? { kind: 'boolean', value: false } : { kind: 'undefined' };
  }
}

function atomOf(value: JsonValue): Atom {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'string', text: value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (isKeys(value)) throw new PathEvaluationError('keys cannot be compared');
  if (!isNumber(value)) return { kind: 'json', value };
  const number = parseBigDecimal(scalarText(value));
  if (number === undefined) throw new PathEvaluationError(`${scalarText(value)} is no number`);
  return { kind: 'number', value: number };
}

function compare(operator: Operator, left: Side, right: Side): boolean {
  switch (operator) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case '===':
      return sameKind(left, right) && equal(left, right);
    case '!==':
      return !(sameKind(left, right) && equal(left, right));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(operator, left, right);
    case '=~':
      return matchesPattern(left, right);
    case 'EXISTS':
      return exists(left, right);
    case 'SIZE':
      return hasSize(left, right);
    case 'EMPTY':
      return (left.kind === 'string' || left.kind === 'json') && isEmpty(left) === booleanOf(right);
    case 'CONTAINS':
      return contains(left, right);
    case 'TYPE':
      return invalidPath('TYPE needs a class, which a text cannot name');
    case 'MATCHES':
      return invalidPath('MATCHES needs a predicate, which a text cannot name');
    case 'ALL':
      return invalidPath('ALL needs a list of values');
    default:
      return compareLists(operator, left, right);
  }
}

const sameKind = (left: Side, right: Side): boolean => left.kind === right.kind;

function equal(left: Side | Listed, right: Side | Listed): boolean {
  if (left.kind === 'json') return right.kind === 'json' && !left.literal && sameJson(left.value, right.value);
  if (left.kind === 'number') {
    const other =
      right.kind === 'string' ? parseBigDecimal(right.text) : right.kind === 'number' ? right.value : undefined;
    return other !== undefined && compareBigDecimals(left.value, other) === 0;
  }
  if (left.kind === 'string') {
    if (right.kind === 'number') return left.text === printBigDecimal(right.value);
    return right.kind === 'string' && left.text === right.text;
  }
  if (left.kind === 'boolean') return right.kind === 'boolean' && left.value === right.value;
  return left.kind === 'null' && right.kind === 'null';
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: Side, right: Side): boolean {
  let sign: number;
  if (left.kind === 'number' && right.kind === 'number') sign = compareBigDecimals(left.value, right.value);
  else if (left.kind === 'string' && right.kind === 'string')
    sign = left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
  else return false;
  if (sign === 0) return operator === '<=' || operator === '>=';
  return sign < 0 === (operator === '<' || operator === '<=');
}

function matchesPattern(left: Side, right: Side): boolean {
  if (left.kind === 'pattern') return right.kind !== 'pattern' && anyMatches(left.test, right);
  return right.kind === 'pattern' && anyMatches(right.test, left);
}

const anyMatches = (test: TextTest, value: Side): boolean =>
  value.kind === 'json' && isArray(value.value)
    ? listOf(value.value).some((item) => test(inputText(item)))
    : test(inputText(value));

function inputText(value: Side | Listed): string {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'number') return printBigDecimal(value.value);
  return value.kind === 'boolean' ? String(value.value) : '';
}

const booleanOf = (value: Side): boolean =>
  value.kind === 'boolean' ? value.value : invalidPath('a boolean expected');

function exists(left: Side, right: Side): boolean {
  if (left.kind !== 'boolean' && right.kind !== 'boolean') throw new PathEvaluationError('EXISTS needs a boolean');
  return booleanOf(left) === booleanOf(right);
}

/** Java's BigDecimal.intValue. */
const intOf = ({ value }: Atom & { readonly kind: 'number' }): number => {
  if (value.scale < -400) return 0;
  const whole =
    value.scale <= 0
      ? value.unscaled * 10n ** BigInt(-value.scale)
      : value.unscaled / 10n ** BigInt(Math.min(value.scale, 2000));
  return Number(BigInt.asIntN(32, whole));
};

function hasSize(left: Side, right: Side): boolean {
  if (right.kind !== 'number') return false;
  if (left.kind === 'string') return left.text.length === intOf(right);
  return left.kind === 'json' && (isArray(left.value) ? left.value.length : -1) === intOf(right);
}

function isEmpty(value: Side & { readonly kind: 'string' | 'json' }): boolean {
  if (value.kind === 'string') return value.text === '';
  if (isObject(value.value)) throw new PathEvaluationError('EMPTY cannot be asked of an object');
  return isArray(value.value) && value.value.length === 0;
}

function contains(left: Side, right: Side): boolean {
  if (left.kind === 'string' && right.kind === 'string') return left.text.includes(right.text);
  return left.kind === 'json' && isArray(left.value) && includes(listOf(left.value), right);
}

function compareLists(operator: 'IN' | 'NIN' | 'SUBSETOF' | 'ANYOF' | 'NONEOF', left: Side, right: Side): boolean {
  const list = asList(right);
  if (operator === 'IN') return list !== undefined && includes(list, left);
  if (operator === 'NIN') return list === undefined || !includes(list, left);
  if (list === undefined) return false;
  const own = asList(left);
  if (own === undefined) return false;
  if (operator === 'SUBSETOF') return own.every((item) => includes(list, item));
  return own.some((item) => list.some((other) => equal(item, other))) === (operator === 'ANYOF');
}

const includes = (list: readonly Listed[], item: Side | Listed): boolean => list.some((other) => equal(item, other));

/** Undefined for an object. */
function asList(value: Side): readonly Listed[] | undefined {
  if (value.kind !== 'json') return invalidPath('a list expected');
  return isArray(value.value) ? listOf(value.value) : undefined;
}

const listOf = (values: JsonArray): readonly Listed[] => values.map(listed);

/** Texts in a list are read once more: as a path, or as a literal in quotes. */
function listed(value: JsonValue): Listed {
  if (isArray(value) || isObject(value)) throw new PathEvaluationError('lists of arrays or objects cannot be searched');
  if (typeof value !== 'string') return atomOf(value);
  const trimmed = value.trim();
  if (/^[@$]/.test(trimmed) && isPath(trimmed)) return { kind: 'path' };
  if (/^(?:\[.*\]|\{.*\})$/s.test(trimmed)) return atomOf(readLenient(value));
  const quoted = /^(?:'.*'|".*")$/s.test(value) && value.length > 1;
  return { kind: 'string', text: value.length > 1 ? unescapePath(quoted ? value.slice(1, -1) : value) : value };
}

function isPath(text: string): boolean {
  try {
    parsePath(text);
    return true;
  } catch {
    return false;
  }
}
