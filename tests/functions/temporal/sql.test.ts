import { describe, expect, it } from 'vitest';
import { evaluate, valueOfSql } from '../expect-sql.ts';

const inZone = (sql: string, zone: string): string => evaluate(sql, { 'table.local-time-zone': zone }).value;

describe('the clocks of the session', () => {
  it('skip the gap in spring', () => {
    expect(inZone("UNIX_TIMESTAMP('2024-03-10 02:30:00')", 'America/New_York')).toBe('1710055800');
    expect(inZone("UNIX_TIMESTAMP('2024-03-10 03:30:00')", 'America/New_York')).toBe('1710055800');
  });

  it('show an hour twice in autumn: text means the second, CAST the first', () => {
    const text = '2024-11-03 01:30:00';
    expect(inZone(`UNIX_TIMESTAMP('${text}')`, 'America/New_York')).toBe('1730615400');
    const cast = `CAST(TIMESTAMP '${text}' AS TIMESTAMP_LTZ(3))`;
    expect(inZone(`TIMESTAMPDIFF(SECOND, TO_TIMESTAMP_LTZ(0, 0), ${cast})`, 'America/New_York')).toBe('1730611800');
    expect(inZone('FROM_UNIXTIME(1730611800)', 'America/New_York')).toBe(text);
    expect(inZone('FROM_UNIXTIME(1730615400)', 'America/New_York')).toBe(text);
  });

  it('are named by their offset where they have no other name', () => {
    expect(inZone("FROM_UNIXTIME(1730615400, 'HH:mm z')", 'GMT+05:30')).toBe('12:00 GMT+05:30');
  });

  it('are those of the day that FLOOR and EXTRACT see', () => {
    const midnight = 'TO_TIMESTAMP_LTZ(1700000000, 0)';
    expect(inZone(`FLOOR(${midnight} TO DAY)`, 'Asia/Shanghai')).toBe('2023-11-15 00:00:00.000');
    expect(inZone(`EXTRACT(HOUR FROM ${midnight})`, 'Asia/Kolkata')).toBe('3');
    expect(inZone(`EXTRACT(MINUTE FROM ${midnight})`, 'Asia/Kolkata')).toBe('43');
  });
});

describe('rounding up', () => {
  it('to the MILLISECOND counts the digits beyond it, without a zone', () => {
    const text = '2024-02-29 23:59:59.9876545';
    expect(valueOfSql(`CEIL(TIMESTAMP '${text}' TO MILLISECOND)`)).toBe('2024-02-29 23:59:59.9880000');
    const instant = `CAST(TIMESTAMP '${text}' AS TIMESTAMP_LTZ(7))`;
    expect(valueOfSql(`CEIL(${instant} TO MILLISECOND)`)).toBe('2024-02-29 23:59:59.9870000');
    expect(valueOfSql(`CEIL(TIMESTAMP '${text}' TO SECOND)`)).toBe('2024-03-01 00:00:00.0000000');
  });

  it("may come to 24 o'clock, which no constant can be", () => {
    expect(valueOfSql("CAST(CEIL(TIME '23:59:59' TO HOUR) AS STRING)")).toBe('24:00:00');
    expect(() => valueOfSql("CEIL(TIME '23:59:59' TO HOUR)")).toThrow("24 o'clock");
  });
});

describe('what Flink refuses, or leaves as it is', () => {
  it.each([
    ["TIMESTAMPADD(MICROSECOND, 1, TIMESTAMP '2024-01-01 00:00:00')", 'does not move by MICROSECOND'],
    ["TIMESTAMPADD(SQL_TSI_FRAC_SECOND, 1, TIME '12:00:00')", 'does not move by NANOSECOND'],
    ["INTERVAL '1' DAY + TO_TIMESTAMP_LTZ(0, 3)", 'cannot add'],
    ['TO_TIMESTAMP_LTZ(1.5, -1)', 'the precision of TO_TIMESTAMP_LTZ is 0 to 9'],
    ["DATE '1582-10-10'", 'is not a DATE literal'],
    ["TIMESTAMP '1582-10-05 00:00:00'", 'is not a TIMESTAMP literal'],
    ["DATE '2024-01-01 '", 'is not a DATE literal'],
    ["INTERVAL '100' WEEK", 'exceeds the precision 2'],
    ["INTERVAL '1' YEAR(11)", 'must be between 1 and 10'],
    ["(CAST(NULL AS DATE) - TIMESTAMP '2024-01-01 00:00:00') DAY", 'cannot take the interval'],
    ['QUARTER(CAST(NULL AS INTERVAL DAY))', 'has no QUARTER to extract'],
    ["TIMESTAMP '0001-01-01 00:00:00' - INTERVAL '99' YEAR", 'cannot be of the year -98'],
  ])('%s fails', (sql, message) => {
    expect(() => valueOfSql(sql)).toThrow(message);
  });

  it.each([
    ["FLOOR(DATE '2024-02-29' TO DOW)", 'DATE NOT NULL', '2024-02-29'],
    ["CEIL(DATE '2024-02-29' TO MICROSECOND)", 'DATE NOT NULL', '2024-02-29'],
    ["TIMESTAMPADD(NANOSECOND, CAST(NULL AS INT), TIME '12:00:00')", 'TIME(3)', 'NULL'],
    ["TO_TIMESTAMP_LTZ(0, 3) + INTERVAL '1' DAY", 'TIMESTAMP_LTZ(3)', '1970-01-02 00:00:00.000'],
    ["INTERVAL '1' DAY + CAST(NULL AS TIMESTAMP_LTZ(3))", 'TIMESTAMP_LTZ(3)', 'NULL'],
    ['FLOOR(CAST(NULL AS TIME) TO YEAR)', 'TIME(0)', 'NULL'],
    ['EXTRACT(MICROSECOND FROM CAST(NULL AS DATE))', 'BIGINT', 'NULL'],
    ['TIMESTAMPDIFF(DAY, CAST(NULL AS TIME), TO_TIMESTAMP_LTZ(0, 3))', 'INT', 'NULL'],
    ['(CAST(NULL AS DATE) - TO_TIMESTAMP_LTZ(0, 3)) DAY', 'INTERVAL SECOND(3)', 'NULL'],
    ["DATE_FORMAT(CAST(NULL AS STRING), 'n')", 'STRING', 'NULL'],
    ["TIMESTAMPDIFF(DECADE, DATE '2024-01-01', DATE '1970-01-01')", 'INT NOT NULL', '-54'],
    ["DATE ' 02024-002-09'", 'DATE NOT NULL', '2024-02-09'],
    ["DATE '1582-10-04'", 'DATE NOT NULL', '1582-10-04'],
  ])('%s is %s %s', (sql, type, value) => {
    expect(evaluate(sql)).toEqual({ type, value });
  });
});

describe('constants of years without four digits', () => {
  it.each([
    "CAST('0' AS DATE)",
    "TRY_CAST('0' AS DATE)",
    "CAST('0' AS DATE) IS NULL",
    "TO_DATE('0000-01-01')",
    "DATE '9999-12-31' + INTERVAL '1' DAY",
    "DATE '0000-01-01'",
    "TIMESTAMP '0000-01-01 00:00:00'",
  ])('%s is refused', (sql) => {
    expect(() => valueOfSql(sql)).toThrow(/constant|literal/);
  });

  it.each([
    ["YEAR(DATE '9999-12-31' + INTERVAL '1' DAY)", '10000'],
    ["TIMESTAMP '0001-01-01 00:00:00' - INTERVAL '1' SECOND", '0000-12-31 23:59:59'],
    ["CASE WHEN TRUE THEN DATE '2024-01-01' ELSE CAST('0' AS DATE) END", '2024-01-01'],
  ])('%s is %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });
});

describe('the current time', () => {
  it('is the same everywhere in a batch query', () => {
    const config = { 'execution.runtime-mode': 'batch' };
    expect(evaluate('CURRENT_TIMESTAMP = NOW()', config).value).toBe('TRUE');
    expect(evaluate('CAST(LOCALTIMESTAMP AS DATE) = CURRENT_DATE', config).value).toBe('TRUE');
    expect(evaluate('LOCALTIME = CURRENT_TIME', config).value).toBe('TRUE');
  });

  it.each([
    ['CURRENT_DATE', 'DATE NOT NULL'],
    ['CURRENT_TIME', 'TIME(0) NOT NULL'],
    ['LOCALTIMESTAMP', 'TIMESTAMP(3) NOT NULL'],
    ['CURRENT_TIMESTAMP', 'TIMESTAMP_LTZ(3) NOT NULL'],
    ['NOW()', 'TIMESTAMP_LTZ(3) NOT NULL'],
    ['CURRENT_ROW_TIMESTAMP()', 'TIMESTAMP_LTZ(3) NOT NULL'],
    ['UNIX_TIMESTAMP()', 'BIGINT NOT NULL'],
  ])('%s is %s', (sql, type) => {
    expect(evaluate(sql).type).toBe(type);
  });

  it('is shown in the session time zone', () => {
    const hours = (zone: string): number => Number(inZone('EXTRACT(HOUR FROM LOCALTIMESTAMP)', zone));
    expect((hours('GMT+09:00') - hours('GMT+02:00') + 24) % 24).toBe(7);
  });
});

describe('patterns', () => {
  it.each([
    ["DATE_FORMAT(TIMESTAMP '2024-01-01 00:00:00', 'yyyy-MM-ddTHH')", "'T' is no pattern letter"],
    ["DATE_FORMAT(TIMESTAMP '2024-01-01 00:00:00', 'yyyy XXX')", "the letter 'X' needs a time zone"],
    ["DATE_FORMAT(TIMESTAMP '2024-01-01 00:00:00', 'B')", "the letter 'B' is not supported"],
    ["DATE_FORMAT(TIMESTAMP '2024-01-01 00:00:00', '''x')", 'a quote is not closed'],
    ["TO_TIMESTAMP('x', 'yyyy z')", "the letter 'z' is not supported for reading"],
    ["TO_TIMESTAMP_LTZ('x', 'b')", "'b' is no pattern letter"],
    ["UNIX_TIMESTAMP('x', 'yyyy w')", "the letter 'w' is not supported for reading"],
    ["FROM_UNIXTIME(0, 'XXXX')", "the letter 'X' stands three times"],
  ])('%s is refused', (sql, message) => {
    expect(() => valueOfSql(sql)).toThrow(message);
  });

  it('that Java refuses give NULL from TO_TIMESTAMP, as in Flink', () => {
    expect(valueOfSql("TO_TIMESTAMP('2024-01-01', 'bad pattern')")).toBe('NULL');
  });

  it('that do not fit leave the common forms readable', () => {
    expect(valueOfSql("TO_TIMESTAMP('1999-9-10 05:20:10', 'yyyyMMdd')")).toBe('1999-09-10 05:20:10.000');
    expect(valueOfSql("TO_TIMESTAMP('2024-02-30', 'yyyyMMdd')")).toBe('2024-03-01 00:00:00.000');
  });

  it('may have an offset, which TO_TIMESTAMP does not apply and UNIX_TIMESTAMP does', () => {
    const [text, pattern] = ["'2024-01-01T00:00:00+02:00'", "'yyyy-MM-dd''T''HH:mm:ssXXX'"];
    expect(valueOfSql(`TO_TIMESTAMP(${text}, ${pattern})`)).toBe('2024-01-01 00:00:00.000');
    expect(valueOfSql(`FROM_UNIXTIME(UNIX_TIMESTAMP(${text}, ${pattern}))`)).toBe('2023-12-31 22:00:00');
  });
});

describe('OVERLAPS with NULL', () => {
  const start = "TIMESTAMP '2024-01-01 00:00:00'";
  it.each([
    [`(${start}, CAST(NULL AS TIMESTAMP(0))) OVERLAPS (${start}, INTERVAL '1' DAY)`, 'NULL'],
    [`(${start}, CAST(NULL AS TIMESTAMP(0))) OVERLAPS (TIMESTAMP '2025-01-01 00:00:00', INTERVAL '1' DAY)`, 'FALSE'],
  ])('%s is %s', (sql, value) => {
    expect(valueOfSql(sql)).toBe(value);
  });
});

describe('units', () => {
  it.each([
    ["EXTRACT(YEAR FROM TIME '01:00:00')", 'has no YEAR to extract'],
    ["EXTRACT(MONTH FROM INTERVAL '1' DAY)", 'has no MONTH to extract'],
    ["TIMESTAMPADD(DOW, 1, DATE '2024-01-01')", "has no unit 'DOW'"],
    ["TIMESTAMPADD(MILLISECOND, 1, DATE '2024-01-01')", 'takes a date, time or timestamp'],
    ["TIMESTAMPDIFF(SECOND, DATE '2024-01-01', TIME '00:00:00')", 'has no difference'],
  ])('%s is refused', (sql, message) => {
    expect(() => valueOfSql(sql)).toThrow(message);
  });

  it('of intervals are cut towards zero', () => {
    expect(valueOfSql("EXTRACT(HOUR FROM INTERVAL '-1 02:03:04' DAY TO SECOND)")).toBe('-2');
    expect(valueOfSql("EXTRACT(MONTH FROM INTERVAL '2-10' YEAR TO MONTH)")).toBe('10');
  });

  it('below the second count whole seconds in TIMESTAMPDIFF', () => {
    const [from, to] = ["TIMESTAMP '2024-01-01 00:00:00'", "TIMESTAMP '2024-01-01 00:00:01.9'"];
    expect(valueOfSql(`TIMESTAMPDIFF(MILLISECOND, ${from}, ${to})`)).toBe('1000');
  });
});
