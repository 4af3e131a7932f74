/** CREATE FUNCTION in Flink's form, and in streamsql's with parameters and a body in JavaScript. */
import type { CreateFunction, DataType, FunctionParameter, FunctionResource, ReturnedTable } from '../ast/index.ts';
import { parseIfNotExists, parseWith } from './columns.ts';
import { commaList, identifierOf, parseIdentifier, parseName } from './names.ts';
import { defined, type Parser } from './parser.ts';
import { parseBody, parseSimpleString } from './strings.ts';
import { parseNullableType } from './types.ts';

const FLINK_LANGUAGES = ['JAVA', 'SCALA', 'SQL', 'PYTHON'];
const OWN_LANGUAGES = ['JAVASCRIPT', 'TYPESCRIPT'];

export function parseCreateFunction(p: Parser, start: number, temporary: boolean): CreateFunction {
  if (p.is('FUNCTION')) p.lookAhead(2);
  const system = p.accept('SYSTEM');
  if (system && !temporary)
    p.failAt(
      { start: p.last.start, end: p.last.end },
      'a system function can only be temporary',
      'write CREATE TEMPORARY SYSTEM FUNCTION',
    );
  p.expect('FUNCTION');
  const ifNotExists = parseIfNotExists(p);
  const name = system ? identifierOf([parseName(p, 'a function')]) : parseIdentifier(p, 'a function');
  const signature = p.strict ? {} : parseSignature(p);
  const early = p.strict ? undefined : parseLanguage(p);
  p.expect('AS');
  const as = parseBody(p);
  const implementation = { ...defined({ language: early }), ...parseImplementation(p) };
  const options = parseWith(p);
  return {
    kind: 'create-function',
    temporary,
    system,
    ifNotExists,
    name,
    ...signature,
    as,
    ...implementation,
    options,
    span: p.spanFrom(start),
  };
}

/** `(a INT, b STRING) RETURNS STRING`, or `RETURNS TABLE (c INT)`. */
function parseSignature(p: Parser): Pick<CreateFunction, 'parameters' | 'returns'> {
  const parameters = p.accept('(') ? parseParameters(p) : undefined;
  const returns = acceptWord(p, 'RETURNS') ? parseReturns(p) : undefined;
  return defined({ parameters, returns });
}

/** `STRING`, or `TABLE (word STRING, n INT)`. */
function parseReturns(p: Parser): DataType | ReturnedTable {
  const start = p.start;
  if (!p.accept('TABLE')) return parseNullableType(p);
  p.expect('(');
  const columns = commaList(p, () => parseParameter(p, 'a column'));
  p.expect(')');
  return { kind: 'returned-table', columns, span: p.spanFrom(start) };
}

function parseParameters(p: Parser): FunctionParameter[] {
  const parameters = p.is(')') ? [] : commaList(p, () => parseParameter(p));
  p.expect(')');
  return parameters;
}

function parseParameter(p: Parser, what = 'a parameter'): FunctionParameter {
  const start = p.start;
  const name = parseName(p, what);
  const type = parseNullableType(p);
  return { kind: 'function-parameter', name, type, span: p.spanFrom(start) };
}

/** A word that is no keyword of Flink, or one that is: streamsql's additions must not take names away. */
function acceptWord(p: Parser, word: string): boolean {
  if (p.textOf(p.peek()).toUpperCase() !== word) return false;
  p.advance();
  return true;
}

export function parseLanguage(p: Parser): string | undefined {
  if (!p.accept('LANGUAGE')) return undefined;
  const own = p.strict ? undefined : OWN_LANGUAGES.find((word) => acceptWord(p, word));
  return own ?? p.expectOneOf(FLINK_LANGUAGES);
}

function parseImplementation(p: Parser): Pick<CreateFunction, 'language' | 'using'> {
  const language = parseLanguage(p);
  const word = p.last;
  const using = p.accept('USING') ? commaList(p, () => parseResource(p)) : [];
  if (using.length > 0 && (language === 'SQL' || language === 'PYTHON')) {
    p.failAt({ start: word.start, end: word.end }, `USING JAR does not go with LANGUAGE ${language}`);
  }
  return { using, ...defined({ language }) };
}

function parseResource(p: Parser): FunctionResource {
  const start = p.start;
  const type = p.expectOneOf(['JAR', 'ARTIFACT'] as const);
  const path = parseSimpleString(p);
  return { kind: 'function-resource', type, path, span: p.spanFrom(start) };
}
