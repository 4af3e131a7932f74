/** Functions that work on the bytes of texts give, over columns of any values, what their plain form gives of each value. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONNECTOR_REGISTRY, FUNCTIONS } from '../../src/cli/registries.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { bindQuery } from '../../src/planner/bind/query.ts';
import { mapColumns } from '../../src/planner/logical/expressions.ts';
import type { Expression } from '../../src/planner/physical/expression.ts';
import { evaluateConstant } from '../../src/planner/rules/constant.ts';
import { foldExpression } from '../../src/planner/rules/fold-constants.ts';
import { PlannerSession } from '../../src/planner/session.ts';
import { columnBuilder } from '../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import { readValue } from '../../src/runtime/batch/reader.ts';
import { compileCalc } from '../../src/runtime/expression/compile.ts';
import type { Query } from '../../src/sql/ast/index.ts';
import { Diagnostics } from '../../src/sql/diagnostics/diagnostic.ts';
import { parse } from '../../src/sql/parse/index.ts';
import type { Value } from '../../src/sql/types/value.ts';

const TABLE = `CREATE TABLE t (s STRING, u VARCHAR(20), a INT, b SMALLINT, n BIGINT, d DATE, t0 TIMESTAMP(0), t3 TIMESTAMP(3), t9 TIMESTAMP(9), l3 TIMESTAMP_LTZ(3), num STRING, moment STRING)
  WITH ('connector' = 'values')`;

const EXPRESSIONS: readonly string[] = [
  's || u',
  "CONCAT(s, '-', u, 'ä😀')",
  'CONCAT(s)',
  'UPPER(s)',
  'LOWER(s)',
  "UPPER(CONCAT(u, 'ß', LOWER(s)))",
  'TRIM(s)',
  "TRIM(LEADING 'ab ' FROM s)",
  "TRIM(TRAILING 'ab ' FROM s)",
  "BTRIM(s, '')",
  "LTRIM(s, 'ä')",
  'RTRIM(s)',
  'SUBSTRING(s, a)',
  'SUBSTRING(s, a, b)',
  'SUBSTR(s, 2, 3)',
  'LEFT(s, a)',
  'RIGHT(s, b)',
  "SPLIT_INDEX(s, ',', a)",
  "SPLIT_INDEX(s, 'ab', 1)",
  "SPLIT_INDEX(s, 'ä', 0)",
  'CHAR_LENGTH(s)',
  'CHAR_LENGTH(s || u)',
  "s LIKE 'ab'",
  "s LIKE 'a%'",
  "s NOT LIKE '%b'",
  "s LIKE '%ä%'",
  "s LIKE '%'",
  "s LIKE '%%'",
  "s LIKE ''",
  'CAST(a AS STRING)',
  'CAST(b AS STRING)',
  'CAST(n AS STRING)',
  'CAST(d AS STRING)',
  'CAST(t0 AS STRING)',
  'CAST(t3 AS STRING)',
  'CAST(t9 AS STRING)',
  'CAST(l3 AS STRING)',
  "DATE_FORMAT(l3, 'yyyy-MM-dd HH:mm')",
  "DATE_FORMAT(t3, 'yyyy-MM-dd HH:mm:ss.SSS')",
  "DATE_FORMAT(t9, 'uuuu/MM/dd''T''HHmmss.SSSSSSSSS')",
  "DATE_FORMAT(t0, 'HH:mm, dd.MM.yyyy ''ä''')",
  "COALESCE(CAST(n AS STRING), UPPER(s), '?')",
  "CASE WHEN a > 0 THEN s || CAST(a AS STRING) WHEN s LIKE 'a%' THEN LOWER(u) END",
  "REPLACE(UPPER(s), 'A', CAST(a AS STRING))",
  "UPPER(s) = CONCAT('A', u)",
  'TRY_CAST(num AS INT)',
  'TRY_CAST(num AS BIGINT)',
  'TRY_CAST(num AS DOUBLE)',
  'TRY_CAST(num AS FLOAT)',
  'TRY_CAST(moment AS DATE)',
  'TRY_CAST(moment AS TIMESTAMP(0))',
  'TRY_CAST(moment AS TIMESTAMP(3))',
  'TRY_CAST(moment AS TIMESTAMP(9))',
  'TO_TIMESTAMP(moment)',
  "TO_TIMESTAMP(moment, 'yyyy-MM-dd HH:mm:ss')",
  "TO_TIMESTAMP(moment, 'yyyy-MM-dd HH:mm:ss.SSS')",
  "TO_TIMESTAMP(moment, 'yyyy-MM-dd')",
  "TO_TIMESTAMP(moment, 'yyyyMMddHHmm')",
  'TO_DATE(moment)',
  "TO_DATE(moment, 'yyyy-MM-dd HH:mm:ss')",
  'CAST(a + 1 AS STRING) || TRIM(num)',
];

const session = new PlannerSession({ functions: FUNCTIONS, connectors: CONNECTOR_REGISTRY });
session.execute(parse({ name: 'test', text: TABLE }, { strict: true }).statements[0]!, new Diagnostics());
const memory = new Memory(64 << 20);
const env = {
  memory,
  kernels: loadKernels(memory.wasm),
  functions: FUNCTIONS,
  session: { ...session.session(), timeZone: 'Europe/Berlin' },
};

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', 'z', 'A', 'Z', ' ', ',', '-', '%', '0') },
  { weight: 2, arbitrary: fc.constantFrom('ä', 'ß', 'İ', '😀', '\u0301', '\n', '日') },
);
const text = fc.array(character, { maxLength: 12 }).map((all) => all.join(''));
const day = fc.oneof(fc.integer({ min: -30_000, max: 30_000 }), fc.integer({ min: -720_000, max: 2_933_000 }));
const timestamp = (precision: number) =>
  fc
    .tuple(day, fc.integer({ min: 0, max: 86_399_999 }), fc.constantFrom(0, 1, 100, 999_999, 500_000))
    .map(([days, time, nanos]) => ({
      millis: days * 86_400_000 + (precision === 0 ? time - (time % 1000) : time),
      nanos: precision === 9 ? nanos : 0,
    }));

const digits = (most: number) =>
  fc.array(fc.constantFrom(...'0123456789'), { minLength: 1, maxLength: most }).map((all) => all.join(''));
const numberText = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('', '-', '+', ' '), digits(18)).map((parts) => parts.join('')) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('', '-'), digits(12), fc.constant('.'), digits(12))
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', '-', '.', '1.', '.5', '1e3', 'NaN', '-0', '-0.0', '2147483648', '٣', '1_0'),
  },
);

const paddedTo = (width: number, most: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(width, '0'));
const momentText = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.oneof(paddedTo(4, 9999), fc.constantFrom('2024', '1900', '1582')),
        paddedTo(2, 13),
        paddedTo(2, 32),
        paddedTo(2, 24),
        paddedTo(2, 60),
        paddedTo(2, 60),
        fc.constantFrom('', '.1', '.12', '.123', '.1234', '.123456789', 'Z'),
        fc.constantFrom(' ', 'T', '  '),
      )
      .map(([y, mo, d, h, mi, s, f, between]) => `${y}-${mo}-${d}${between}${h}:${mi}:${s}${f}`),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(paddedTo(4, 9999), paddedTo(2, 13), paddedTo(2, 32)).map((parts) => parts.join('-')),
  },
  { weight: 1, arbitrary: fc.constantFrom('', '202402291234', '2024-2-9', '2024-02-29 1:2:3', '2024-02-30', 'today') },
);

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null, freq: 6 });
const row: fc.Arbitrary<readonly Value[]> = fc.tuple(
  orNull(fc.oneof(text, fc.constantFrom('', 'ab', ',,', 'x'.repeat(70)))),
  orNull(text.map((all) => [...all].slice(0, 20).join(''))),
  orNull(fc.oneof(fc.integer({ min: -6, max: 14 }), fc.constantFrom(2147483647, -2147483648))),
  orNull(fc.integer({ min: -4, max: 9 })),
  orNull(
    fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(0n, -1n, 10n ** 9n, 2n ** 53n)),
  ),
  orNull(day),
  orNull(timestamp(0)),
  orNull(timestamp(3)),
  orNull(timestamp(9)),
  orNull(timestamp(3)),
  orNull(numberText),
  orNull(momentText),
);

interface Bound {
  readonly expression: Expression;
  readonly columns: readonly { readonly type: Expression['type'] }[];
}

function bound(sql: string): Bound {
  const diagnostics = new Diagnostics();
  const { statements } = parse({ name: 'test', text: `SELECT ${sql} FROM t` }, { strict: true });
  const query = bindQuery(statements[0] as Query, session.context(diagnostics));
  if (!query || diagnostics.hasErrors || query.plan.kind !== 'project') throw new Error(diagnostics.list[0]?.message);
  const expression = foldExpression(query.plan.expressions[0]!, session.context(diagnostics), false);
  return { expression, columns: query.plan.input.columns };
}

function overColumns({ expression, columns }: Bound, rows: readonly (readonly Value[])[]): Value[] {
  const arena = new Arena(memory);
  const built = columns.map(({ type }, i) => {
    const builder = columnBuilder(arena, type, rows.length);
    for (const values of rows) builder.append(values[i]!);
    return builder.finish();
  });
  const calc = compileCalc({ projections: [expression] }, env);
  const result = calc({ rowCount: rows.length, columns: built, rowKinds: 0 }, arena)!.columns[0]!;
  const values = rows.map((_, i) => readValue(memory, result, expression.type, i));
  arena.dispose();
  return values;
}

const oneByOne = ({ expression }: Bound, rows: readonly (readonly Value[])[]): Value[] =>
  rows.map((values) => {
    const constant = mapColumns(expression, ({ index, type, span }) => ({
      kind: 'literal',
      type,
      value: values[index]!,
      span,
    }));
    // As a column, that its value is known changes nothing.
    return evaluateConstant(constant, env);
  });

describe('over columns as value by value', () => {
  it.each(EXPRESSIONS)('%s', (sql) => {
    const compiled = bound(sql);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        expect(overColumns(compiled, rows)).toEqual(oneByOne(compiled, rows));
      }),
      { numRuns: 60 },
    );
  });
});
