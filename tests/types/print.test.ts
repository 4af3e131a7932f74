import { describe, expect, it } from 'vitest';
import { printSerializable, printType, printTypeWithNullability } from '../../src/sql/types/print.ts';
import { renderValue } from '../../src/sql/types/render.ts';
import {
  array,
  BITMAP,
  BYTES,
  decimal,
  INT,
  intervalDayTime,
  intervalYearMonth,
  map,
  multiset,
  notNull,
  row,
  type SqlType,
  STRING,
  timestampLtz,
  VARIANT,
} from '../../src/sql/types/type.ts';
import type { Value } from '../../src/sql/types/value.ts';

describe('printType', () => {
  it.each<[SqlType, string]>([
    [STRING, 'STRING'],
    [BYTES, 'BYTES'],
    [decimal(10, 2), 'DECIMAL(10, 2)'],
    [{ ...timestampLtz(3), attribute: 'ROWTIME' }, 'TIMESTAMP_LTZ(3) *ROWTIME*'],
    [intervalYearMonth('YEAR'), 'INTERVAL MONTH'],
    [intervalDayTime('DAY', 'HOUR'), 'INTERVAL SECOND(3)'],
    [row([{ name: 'a`b', type: notNull(INT) }]), 'ROW<`a``b` INT NOT NULL>'],
    [map(notNull(STRING), multiset(INT)), 'MAP<STRING NOT NULL, MULTISET<INT>>'],
    [
      { kind: 'STRUCTURED', className: 'P', fields: [{ name: 'i', type: INT }], nullable: true },
      "STRUCTURED<'P', `i` INT>",
    ],
  ])('%#', (type, text) => {
    expect(printType(type)).toBe(text);
  });

  it('adds the nullability where asked', () => {
    expect(printTypeWithNullability(notNull(INT))).toBe('INT NOT NULL');
    expect(printSerializable(notNull(array(STRING)))).toBe('ARRAY<VARCHAR(2147483647)> NOT NULL');
    expect(printSerializable(timestampLtz(3))).toBe('TIMESTAMP(3) WITH LOCAL TIME ZONE');
  });
});

describe('renderValue', () => {
  const session = { timeZone: 'GMT+02:00' };
  it.each<[Value, SqlType, string]>([
    [null, INT, 'NULL'],
    [new Uint8Array([10, 255]), BYTES, "x'0aff'"],
    [[null, new Uint8Array()], array(BYTES), "[NULL, x'']"],
    [{ millis: 0, nanos: 0 }, timestampLtz(3), '1970-01-01 02:00:00.000'],
    [-14, intervalYearMonth('YEAR'), '-1-02'],
    [-90_061_007, intervalDayTime('DAY'), '-1 01:01:01.007'],
    [{ keys: ['a', null], values: [2, 1] }, multiset(STRING), '{a=2, NULL=1}'],
    [{ bitmap: [1, 4294967295] }, BITMAP, '{1,4294967295}'],
    [
      {
        variant: 'OBJECT',
        value: { keys: ['a'], values: [{ variant: 'ARRAY', value: [{ variant: 'NULL', value: null }] }] },
      } as unknown as Value,
      VARIANT,
      '{"a":[null]}',
    ],
  ])('%#', (value, type, text) => {
    expect(renderValue(value, type, session)).toBe(text);
  });
});
