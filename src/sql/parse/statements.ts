/** Which statement begins here, and how a file is a list of them. */
import type { Statement } from '../ast/index.ts';
import { parseAlter } from './alter.ts';
import { closest } from './closest.ts';
import {
  parseAnalyze,
  parseCall,
  parseDescribe,
  parseJar,
  parseLoad,
  parseReset,
  parseSet,
  parseShow,
  parseStop,
  parseTruncate,
  parseUnload,
  parseUse,
} from './commands.ts';
import { parseCreate, parseReplaceTable } from './create.ts';
import { parseCompile, parseDelete, parseExecute, parseExplain, parseInsert, parseUpdate } from './dml.ts';
import { parseDrop } from './drop.ts';
import { parseMerge } from './merge.ts';
import { diagnosticOf, type Parser } from './parser.ts';
import { parseQuery } from './queries.ts';

type Parse = (p: Parser) => Statement;

/** By the first word, and the second where the first alone could begin something else. */
const STATEMENTS: ReadonlyMap<string, readonly [Parse, ...string[]]> = new Map<string, readonly [Parse, ...string[]]>([
  ['INSERT', [parseInsert]],
  ['UPSERT', [parseInsert]],
  ['UPDATE', [parseUpdate]],
  ['DELETE', [parseDelete]],
  ['MERGE', [parseMerge]],
  ['TRUNCATE', [parseTruncate, 'TABLE']],
  ['CREATE', [parseCreate]],
  ['REPLACE', [parseReplaceTable, 'TABLE', 'TEMPORARY']],
  ['ALTER', [parseAlter]],
  ['DROP', [parseDrop]],
  ['EXECUTE', [parseExecute]],
  ['EXPLAIN', [parseExplain]],
  ['COMPILE', [parseCompile, 'PLAN', 'AND']],
  ['SHOW', [parseShow]],
  ['DESCRIBE', [parseDescribe]],
  ['DESC', [parseDescribe]],
  ['USE', [parseUse]],
  ['LOAD', [parseLoad, 'MODULE']],
  ['UNLOAD', [parseUnload, 'MODULE']],
  ['SET', [parseSet]],
  ['RESET', [parseReset]],
  ['ADD', [parseJar, 'JAR']],
  ['REMOVE', [parseJar, 'JAR']],
  ['ANALYZE', [parseAnalyze, 'TABLE']],
  ['CALL', [parseCall]],
  ['STOP', [parseStop, 'JOB']],
  ['BEGIN', [parseBegin]],
  ['END', [parseEnd]],
]);

function parseBegin(p: Parser): Statement {
  const start = p.start;
  p.expect('BEGIN', 'STATEMENT', 'SET');
  return { kind: 'begin-statement-set', span: p.spanFrom(start) };
}

function parseEnd(p: Parser): Statement {
  const start = p.start;
  p.expect('END');
  return { kind: 'end-statement-set', span: p.spanFrom(start) };
}

const CLIENT_COMMANDS = ['QUIT', 'EXIT', 'CLEAR', 'HELP'] as const;

/** A command of the SQL client stands alone; Flink's parser does not know it. */
function tryClientCommand(p: Parser): Statement | undefined {
  if (p.strict || !['end', ';'].includes(p.key(1))) return undefined;
  const word = p.textOf(p.peek()).toUpperCase();
  const command = CLIENT_COMMANDS.find((known) => known === word);
  if (!command) return undefined;
  const start = p.start;
  p.advance();
  return { kind: 'client-command', command, span: p.spanFrom(start) };
}

/** Statements that Flink knows by two words. */
const BY_TWO_WORDS: ReadonlySet<string> = new Set(
  'EXECUTE COMPILE LOAD UNLOAD ADD REMOVE ANALYZE STOP BEGIN REPLACE SHOW USE DESC TRUNCATE'.split(' '),
);

export function parseStatement(p: Parser): Statement {
  const entry = STATEMENTS.get(p.key());
  if (entry && !(p.is('DESC', '(') && p.strict)) {
    const [parse, ...seconds] = entry;
    if (BY_TWO_WORDS.has(p.key())) p.lookAhead(2);
    if (seconds.length === 0 || seconds.includes(p.key(1))) return parse(p);
  }
  const command = tryClientCommand(p);
  if (command) return command;
  if (!p.strict) suggestStatement(p);
  return parseQuery(p);
}

const FIRST_WORDS: readonly string[] = [...STATEMENTS.keys(), 'SELECT', 'WITH', 'VALUES'];

/** A first word that nearly is one says more than "found an expression". */
function suggestStatement(p: Parser): void {
  const token = p.peek();
  if (token.key !== 'identifier' || p.key(1) === '(') return;
  const word = p.textOf(token);
  const near = closest(word.toUpperCase(), FIRST_WORDS);
  p.failAt(
    { start: token.start, end: token.end },
    `expected a statement, found '${word}'`,
    near ? `did you mean ${near}?` : undefined,
  );
}

/** Statements between semicolons; one that fails does not hide the next. Flink wants the first to be there. */
export function parseStatements(p: Parser): Statement[] {
  const statements: Statement[] = [];
  let first = p.strict;
  for (;;) {
    if (first || (!p.is(';') && p.key() !== 'end')) {
      const statement = parseOne(p);
      if (statement) statements.push(statement);
    }
    first = false;
    if (!p.accept(';')) return statements;
  }
}

function parseOne(p: Parser): Statement | undefined {
  try {
    const statement = parseStatement(p);
    if (!p.is(';') && p.key() !== 'end') p.fail(p.strict ? undefined : describeEnd(p));
    return statement;
  } catch (failure) {
    p.diagnostics.push(diagnosticOf(failure, p));
    p.resynchronise();
    return undefined;
  }
}

/** A statement begins where `;` should stand: the commonest slip of all. */
const describeEnd = (p: Parser): string | undefined =>
  STATEMENTS.has(p.key()) || p.key() === 'SELECT' ? "';' before the next statement" : undefined;
