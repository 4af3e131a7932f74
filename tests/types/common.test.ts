import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonType, leastRestrictive } from '../../src/sql/types/common.ts';
import { printTypeWithNullability } from '../../src/sql/types/print.ts';
import {
  array,
  BIGINT,
  char,
  DATE,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  intervalDayTime,
  NULL,
  notNull,
  SMALLINT,
  type SqlType,
  STRING,
  timestamp,
  timestampLtz,
  varchar,
} from '../../src/sql/types/type.ts';
import { anyType } from './arbitrary.ts';

const print = (type: SqlType | undefined): string => (type === undefined ? 'none' : printTypeWithNullability(type));

describe('leastRestrictive', () => {
  it.each<[readonly SqlType[], string]>([
    [[notNull(char(3)), notNull(char(5))], 'VARCHAR(5) NOT NULL'],
    [[notNull(char(3)), notNull(char(3))], 'CHAR(3) NOT NULL'],
    [[varchar(3), STRING], 'STRING'],
    [[SMALLINT, BIGINT], 'BIGINT'],
    [[notNull(INT), NULL], 'INT'],
    [[decimal(8, 4), INT], 'DECIMAL(14, 4)'],
    [[decimal(38, 0), decimal(38, 10)], 'DECIMAL(38, 0)'],
    [[FLOAT, DOUBLE], 'FLOAT'],
    [[DOUBLE, FLOAT], 'DOUBLE'],
    [[decimal(5, 2), FLOAT], 'DOUBLE'],
    [[BIGINT, FLOAT], 'FLOAT'],
    [[timestamp(3), timestampLtz(6)], 'TIMESTAMP_LTZ(6)'],
    [[DATE, timestamp(3)], 'none'],
    [[INT, STRING], 'none'],
    [[array(INT), array(notNull(BIGINT))], 'ARRAY<BIGINT>'],
    [[NULL, NULL], 'none'],
  ])('of %o is %s', (types, expected) => {
    expect(print(leastRestrictive(types))).toBe(expected);
  });
});

describe('commonType', () => {
  it.each<[readonly SqlType[], string]>([
    [[decimal(5, 2), FLOAT], 'FLOAT'],
    [[FLOAT, decimal(5, 2)], 'DOUBLE'],
    [[FLOAT, DOUBLE], 'DOUBLE'],
    [[timestamp(3), intervalDayTime('DAY')], 'TIMESTAMP(3)'],
    [[DATE, timestamp(3)], 'DATE'],
    [[INT, STRING], 'none'],
  ])('of %o is %s', (types, expected) => {
    expect(print(commonType(types))).toBe(expected);
  });
});

describe('both', () => {
  it.each([
    ['leastRestrictive', leastRestrictive],
    ['commonType', commonType],
  ] as const)('%s of a type and itself, or NULL, is that type', (_, find) => {
    fc.assert(
      fc.property(anyType, (type) => {
        expect(print(find([type, type]))).toBe(print(type));
        expect(print(find([notNull(type), notNull(type)]))).toBe(print(notNull(type)));
        expect(print(find([NULL, notNull(type)]))).toBe(print(type));
      }),
    );
  });
});
