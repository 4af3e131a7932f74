import { describe, expect, it } from 'vitest';
import { printStatement } from '../../src/sql/ast/print.ts';
import { lineColumnAt } from '../../src/sql/diagnostics/span.ts';
import { parse, parseDataType, parseExpression } from '../../src/sql/parse/index.ts';

const at = (text: string, strict = false) => parse({ name: 'job.sql', text }, { strict });

/** `severity line:column message (hint)` of each diagnostic. */
function messages(text: string, strict = false): string[] {
  return at(text, strict).diagnostics.map(({ severity, message, span, hint }) => {
    const { line, column } = lineColumnAt(text, span!.start);
    return `${severity} ${line}:${column} ${message}${hint ? ` (${hint})` : ''}`;
  });
}

const QUOTES = "options and their values stand in single quotes, as in 'key' = 'value'";

describe('errors', () => {
  it('says which parentheses do not match', () => {
    const behind = (text: string) => messages(text).map((message) => /\(([^()]*'[()]'[^()]*)\)$/.exec(message)?.[1]);
    expect(behind('SELECT (1')).toEqual(["a '(' before it is never closed"]);
    expect(behind('CREATE TABLE t (a INT; SELECT (2)')).toEqual(["a '(' before it is never closed"]);
    expect(behind('SELECT (1); SELECT (1))')).toEqual(["there is no '(' that it closes"]);
    expect(behind('SELECT (1, )')).toEqual([undefined]);
  });

  it('says what was expected, what was found, and guesses', () => {
    expect(messages('SELECT a FORM t')[0]).toContain("did you mean FROM instead of 'FORM'?");
    expect(messages('CREATE TABEL t (a INT)')[0]).toContain('did you mean TABLE?');
    expect(messages('SELCT 1')).toEqual(["error 1:1 expected a statement, found 'SELCT' (did you mean SELECT?)"]);
    expect(messages('CREATE TABLE t (a INT) WITH (connector = 1)')).toEqual([
      `error 1:30 expected an option such as 'connector', found 'connector' (${QUOTES})`,
    ]);
  });

  it('finds several in one run and keeps the statements between them', () => {
    const text = 'SELECT 1;\nSELECT FROM t;\nINSERT INTO t SELECT 2;\nDROP x;\nSELECT 3';
    const { statements, diagnostics } = at(text);
    expect(statements.map((statement) => statement.kind)).toEqual(['select', 'insert', 'select']);
    expect(diagnostics.map(({ span }) => lineColumnAt(text, span!.start).line)).toEqual([2, 4]);
  });

  it('points at what does not fit, in strict mode where Flink begins to look', () => {
    const text = 'SELECT a +\n\n) FROM t';
    expect(messages(text)).toEqual(["error 3:1 expected an expression, found ')'"]);
    expect(messages(text, true)).toEqual(["error 1:10 expected an expression, found ')'"]);
    expect(messages('SELECT a AND INTERVAL\n) FROM t', true)[0]).toContain('error 1:10 ');
    expect(messages('SELECT a AND b\n) FROM t', true)[0]).toContain('error 2:1 ');
  });

  it('says each thing it expected once', () => {
    expect(messages("CREATE TABLE t (a INT) WITH ('a' = b)")).toEqual([
      `error 1:36 expected a value such as 'x', found 'b' (${QUOTES})`,
    ]);
    expect(messages('ALTER TABLE t RESET (a)')).toEqual(["error 1:22 expected ')' or a string, found 'a'"]);
  });

  it('names what reads like something else to Flink', () => {
    expect(messages('SELECT t.a$b FROM t')).toEqual([
      "error 1:8 Flink reads 't.a$b' as one piece, the name of a collation (put the name with the dollar sign in back quotes)",
    ]);
    expect(messages('SELECT * FROM t CROSS APPLY f(a)')).toEqual([
      'error 1:17 APPLY is not Flink SQL (write CROSS JOIN LATERAL)',
    ]);
  });

  it('points behind the last token when the text ends too early', () => {
    expect(messages('SELECT a FROM\n\n')).toEqual(['error 1:14 expected a table, found the end of the text']);
  });

  it('explains text that cannot be read', () => {
    expect(messages("SELECT 'abc")).toEqual(["error 1:8 the string is never closed (add the closing ')"]);
    expect(messages('SELECT "a"')).toEqual([
      "error 1:8 double quotes quote nothing in Flink SQL (write `name` for a name, 'text' for a string)",
    ]);
    expect(messages('SELECT 1 /* what')[0]).toContain('the comment is never closed');
  });

  it('never throws, whatever the text', () => {
    for (const text of [
      '',
      ';',
      '(',
      ')',
      '``',
      '`a',
      "'",
      '/*',
      '$$',
      'SELECT (((((',
      'CREATE',
      '{',
      '{fn',
      'SELECT 1 +',
      '\u0000',
      '😀',
    ]) {
      expect(() => at(text), text).not.toThrow();
      expect(() => at(text, true), text).not.toThrow();
    }
  });
});

describe('depth', () => {
  it('is a diagnostic when there is too much of it', () => {
    const { diagnostics, statements } = at(`SELECT ${'('.repeat(100_000)}1; SELECT 2`);
    expect(diagnostics.map(({ message }) => message)).toEqual(['the statement is nested too deeply']);
    expect(statements).toHaveLength(1);
  });

  it('is no question of time', () => {
    const started = performance.now();
    for (const part of [
      'a.',
      'a.$ ',
      '$a.',
      'ARRAY<',
      'CASE WHEN a THEN ',
      'f(a => TABLE t, ',
      'a BETWEEN ',
      ';SELECT )',
      '/**/',
      "'",
    ])
      for (const strict of [true, false]) expect(() => at(`SELECT ${part.repeat(20_000)}`, strict), part).not.toThrow();
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('reserved words as names', () => {
  const text =
    'CREATE TABLE t (timestamp STRING, value INT, date DATE);\nSELECT t.timestamp, CAST(value AS STRING), date FROM t';

  it('are taken with a warning that says what Flink needs', () => {
    expect(at(text).statements.map((statement) => statement.kind)).toEqual(['create-table', 'select']);
    expect(at(text).diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      Array(6).fill('warning reserved-word'),
    );
    expect(messages(text)[0]).toBe(
      "warning 1:17 'timestamp' is a reserved word: Flink needs back quotes around it (write `timestamp`)",
    );
  });

  it('are errors in strict mode', () => {
    expect(messages(text, true).map((message) => message.slice(0, 10))).toEqual(['error 1:17', 'error 2:9 ']);
  });

  it('keep their meaning where they have one', () => {
    expect(messages('SELECT FROM t')).toHaveLength(1);
    expect(messages("SELECT DATE '2024-01-01', CURRENT_DATE, USER FROM t")).toEqual([]);
  });
});

describe('additions to Flink', () => {
  it('takes functions with a signature and a body', () => {
    const [statement] = at(
      'CREATE FUNCTION f(a INT, b STRING) RETURNS STRING AS $$ return a + b; $$ LANGUAGE JAVASCRIPT',
    ).statements;
    expect(statement).toMatchObject({
      kind: 'create-function',
      language: 'JAVASCRIPT',
      as: { form: 'dollar', value: ' return a + b; ' },
    });
    expect(
      at("CREATE FUNCTION f(a INT) RETURNS STRING AS './x.ts#f' LANGUAGE JAVASCRIPT", true).diagnostics,
    ).toHaveLength(1);
  });

  it('takes table functions, whose columns are declared', () => {
    const [statement] = at(
      "CREATE FUNCTION f(a INT) RETURNS TABLE (word STRING, n INT NOT NULL) AS './x.ts#f' LANGUAGE TYPESCRIPT",
    ).statements;
    expect(statement).toMatchObject({
      returns: { kind: 'returned-table', columns: [{ name: { name: 'word' } }, { name: { name: 'n' } }] },
    });
    expect(printStatement(statement!)).toBe(
      "CREATE FUNCTION f (a INTEGER) RETURNS TABLE (word STRING, n INTEGER NOT NULL) AS './x.ts#f' LANGUAGE TYPESCRIPT",
    );
  });

  it('takes commands of the SQL client and empty statements', () => {
    expect(at(';; QUIT; HELP;').statements.map((statement) => statement.kind)).toEqual([
      'client-command',
      'client-command',
    ]);
    expect(at('QUIT', true).diagnostics).toHaveLength(1);
  });

  it("warns about '!=', which Flink refuses", () => {
    expect(messages('SELECT a != b FROM t')).toEqual(["warning 1:10 Flink does not take '!=' (write <>)"]);
  });

  it('warns about predicates that Flink takes apart', () => {
    const warning = 'Flink finds no AND for this BETWEEN (put the predicate beside it in parentheses)';
    expect(messages('SELECT a LIKE b BETWEEN c AND d FROM t')).toEqual([`warning 1:17 ${warning}`]);
    expect(messages('SELECT a BETWEEN b BETWEEN c AND d AND e FROM t')).toEqual([`warning 1:10 ${warning}`]);
    expect(messages('SELECT (a LIKE b) BETWEEN c AND d FROM t')).toEqual([]);
  });

  it('warns about arguments that Flink takes for columns', () => {
    expect(messages('SELECT * FROM f(g(x), h(y))')).toEqual([
      'warning 1:18 Flink does not take this as the first argument of a table function (give it in parentheses, or by its name: argument => value)',
    ]);
    expect(messages('SELECT * FROM f((g(x)), h(y))')).toEqual([]);
  });
});

describe('parts of a statement', () => {
  it('reads an expression and a type alone', () => {
    expect(parseExpression({ name: 'e', text: 'a + 1' }, { strict: true }).value).toMatchObject({
      kind: 'binary',
      operator: '+',
    });
    expect(parseDataType({ name: 't', text: 'ARRAY<INT NOT NULL>' }, { strict: true }).value).toMatchObject({
      kind: 'collection-type',
    });
    expect(parseExpression({ name: 'e', text: 'a b' }, { strict: true }).diagnostics).toHaveLength(1);
  });
});
