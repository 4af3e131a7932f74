/** SHOW … LIKE and DESCRIBE, with the answers of Flink 2.3. */
import { describe, expect, it } from 'vitest';
import { streamsql } from '../harness/streamsql.ts';

const IS = ['IS_JSON', 'isFalse', 'isNotFalse', 'isNotNull', 'isNotTrue', 'isNull', 'isTrue'];
const DATAGEN = "WITH ('connector' = 'datagen')";
const TABLES = `CREATE TABLE Orders (Id INT) ${DATAGEN};
CREATE TABLE orders2 (Id INT) ${DATAGEN};
CREATE TABLE a_b (Id INT) ${DATAGEN};
CREATE TABLE axb (Id INT) ${DATAGEN};
CREATE VIEW Big AS SELECT * FROM Orders;
`;

/** The result's lines behind its head, and what was said beside. */
async function shown(statement: string): Promise<{ readonly names: readonly string[]; readonly said: string }> {
  const { stdout, stderr } = await streamsql(['--format', 'csv', '-e', `${TABLES}${statement}`]);
  return { names: stdout.trim().split('\n').slice(1), said: stderr };
}

describe('LIKE of SHOW', () => {
  it.each([
    ["SHOW FUNCTIONS LIKE 'up%'", ['upper', 'upperCase']],
    ["SHOW FUNCTIONS ILIKE 'UP%'", ['upper', 'upperCase']],
    ["SHOW FUNCTIONS ILIKE '%DATE%'", ['OBJECT_UPDATE', 'currentDate', 'dateFormat', 'toDate']],
    ["SHOW FUNCTIONS ILIKE 'is%'", IS],
    ["SHOW FUNCTIONS LIKE 'JSON\\_QU%'", ['JSON_QUERY', 'JSON_QUOTE']],
    [
      "SHOW FUNCTIONS LIKE 'lo%'",
      ['localTime', 'localTimestamp', 'locate', 'log', 'log10', 'log2', 'lower', 'lowerCase'],
    ],
    ["SHOW TABLES LIKE 'O%'", ['Orders']],
    ["SHOW TABLES LIKE 'orders_'", ['orders2']],
    ["SHOW TABLES LIKE 'a\\_b'", ['a_b']],
    ["SHOW TABLES LIKE 'a_b'", ['a_b', 'axb']],
    ["SHOW TABLES LIKE 'a.b'", []],
    ["SHOW TABLES NOT LIKE '%r%'", ['Big', 'a_b', 'axb']],
    ["SHOW VIEWS LIKE 'B%'", ['Big']],
    ["SHOW DATABASES ILIKE 'D%'", ['default_database']],
  ])('%s', async (statement, names) => {
    expect(await shown(statement)).toEqual({ names, said: '' });
  });

  it.each([
    ["SHOW FUNCTIONS LIKE 'UP%'", '2 names from fitting: upper, upperCase\n', "hint: ILIKE 'UP%'\n"],
    ["SHOW FUNCTIONS LIKE '%DAte%'", 'OBJECT_UPDATE, currentDate, dateFormat, toDate\n', "hint: ILIKE '%DAte%'\n"],
    [
      "SHOW TABLES LIKE 'A__'",
      '2 names from fitting: a_b, axb\n',
      'hint: write the letters as they stand in the name\n',
    ],
    ["SHOW COLUMNS FROM Orders LIKE 'i%'", '1 name from fitting: Id\n', 'hint: write the letters'],
  ])('says when only the case is in the way: %s', async (statement, message, hint) => {
    const { names, said } = await shown(statement);
    expect(names).toEqual([]);
    expect(said).toContain('info[argument-value]: LIKE minds upper and lower case, and only that keeps ');
    expect(said).toContain(message);
    expect(said).toContain(hint);
  });

  it('takes a backslash only before what it can escape', async () => {
    expect((await shown("SHOW TABLES LIKE 'a\\xb'")).said).toMatch(
      /^error\[argument-value\]: invalid escape sequence in 'a\\xb'[\s\S]* --> <command line>:6:18\n/,
    );
  });
});

describe('the columns of a result', () => {
  it.each([
    ['SHOW JARS', 'jars\n'],
    ['SHOW MATERIALIZED TABLES', 'materialized table\n'],
    ['SHOW FULL MODULES', 'module name,used\ncore,TRUE\n'],
    [
      `CREATE TABLE c (a INT COMMENT 'x', ts TIMESTAMP(3), WATERMARK FOR ts AS ts) ${DATAGEN}; DESCRIBE c`,
      'name,type,null,key,extras,watermark,comment\na,INT,TRUE,,,,x\nts,TIMESTAMP(3) *ROWTIME*,TRUE,,,ts,\n',
    ],
  ])('%s', async (statement, expected) => {
    expect((await streamsql(['--format', 'csv', '-e', statement])).stdout).toBe(expected);
  });
});
