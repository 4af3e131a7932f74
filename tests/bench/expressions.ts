/**
 * `node scripts/run-ts.mjs tests/bench/expressions.ts`: rows of typical expressions through generated code for each second of one core's
 * time (garbage collection counted in), over batches of 1024 rows in which every eighth row has NULLs.
 */

import { CONNECTOR_REGISTRY, FUNCTIONS } from '../../src/cli/registries.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { bindQuery } from '../../src/planner/bind/query.ts';
import type { Expression } from '../../src/planner/physical/expression.ts';
import { foldExpression } from '../../src/planner/rules/fold-constants.ts';
import { PlannerSession } from '../../src/planner/session.ts';
import { columnBuilder } from '../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import { compileCalc } from '../../src/runtime/expression/compile.ts';
import type { Query } from '../../src/sql/ast/index.ts';
import { Diagnostics } from '../../src/sql/diagnostics/diagnostic.ts';
import { parse } from '../../src/sql/parse/index.ts';
import type { Value } from '../../src/sql/types/value.ts';

const ROWS = 1024;
const MEASURE_MS = 300;

const TABLE = `CREATE TABLE t (i INT, j INT, b BIGINT, d DOUBLE, dc DECIMAL(10, 2), s STRING, u STRING, js STRING, ts TIMESTAMP(3), dt DATE, txt STRING, num STRING, moment STRING, epoch BIGINT,
  attributes MAP<STRING, STRING>, tags ARRAY<STRING>) WITH ('connector' = 'values')`;

const EXPRESSIONS = [
  'i + j * 2',
  'b % 1000',
  'd / 3.0e0 + SQRT(d)',
  'dc * 1.19',
  'CASE WHEN i > 500 THEN 1 WHEN i > 250 THEN 2 ELSE 3 END',
  `s = 'user-17' OR i > 900`,
  `COALESCE(u, s, 'none')`,
  `JSON_VALUE(js, '$.data.mobile')`,
  `attributes['url']`,
  'CAST(i AS STRING)',
  'CAST(txt AS INT)',
  'UPPER(s)',
  `CONCAT(s, '-', u)`,
  'SUBSTRING(s, 2, 3)',
  `s LIKE 'user-%'`,
  `REGEXP_EXTRACT(s, '([a-z]+)-([0-9]+)', 2)`,
  `DATE_FORMAT(ts, 'yyyy-MM-dd HH:mm')`,
  `TO_TIMESTAMP('2024-01-02 03:04:05')`,
  'EXTRACT(HOUR FROM ts)',
  'FLOOR(ts TO DAY)',
  `FROM_UNIXTIME(epoch)`,
  `UNIX_TIMESTAMP(CAST(ts AS STRING), 'yyyy-MM-dd HH:mm:ss.SSS')`,
  `TIMESTAMPDIFF(DAY, TIMESTAMP '2024-01-01 00:00:00', ts)`,
  `SPLIT_INDEX(txt, ',', 0)`,
  `s IN ('user-1', 'user-2', 'user-3', 'user-4')`,
  'MD5(s)',
  'CAST(ts AS STRING)',
  'CAST(num AS DOUBLE)',
  'CAST(num AS FLOAT)',
  'CAST(num AS DECIMAL(10, 2))',
  'CAST(txt AS BIGINT)',
  'CAST(moment AS TIMESTAMP(3))',
  'TO_TIMESTAMP(moment)',
  `TO_TIMESTAMP(moment, 'yyyy-MM-dd HH:mm:ss.SSS')`,
  `TO_DATE(moment, 'yyyy-MM-dd HH:mm:ss.SSS')`,
  `UNIX_TIMESTAMP(moment, 'yyyy-MM-dd HH:mm:ss.SSS')`,
  `REPLACE(s, '-', '_')`,
  `LPAD(txt, 8, '0')`,
  `CONCAT_WS(',', s, u, txt)`,
  'TO_TIMESTAMP_LTZ(epoch, 0)',
  'CAST(TO_TIMESTAMP_LTZ(epoch, 0) AS STRING)',
  `DATE_FORMAT(TO_TIMESTAMP_LTZ(epoch, 0), 'yyyy-MM-dd')`,
  'CAST(d AS STRING)',
  `REGEXP_REPLACE(s, '[0-9]+', '#')`,
  `s SIMILAR TO 'user-[0-9]+'`,
  'TRIM(s)',
  `JSON_QUERY(js, '$.data')`,
  'ROUND(dc, 1)',
  'CARDINALITY(tags)',
];

function rowOf(i: number): Readonly<Record<string, Value>> {
  if (i % 8 === 7) return {};
  return {
    i,
    j: i * 3,
    b: BigInt(i) * 1_000_003n,
    d: i * 1.25,
    dc: BigInt(i) * 101n,
    s: `user-${i % 100}`,
    u: i % 3 === 0 ? null : `item-${i}`,
    js: `{"data": {"id": ${i}, "mobile": "+49${i}"}, "ok": true}`,
    ts: { millis: 1_704_067_200_000 + i * 61_001, nanos: 0 },
    dt: 19_000 + i,
    txt: String(i),
    num: `${i}.${i % 100}`,
    moment: `2024-01-${String((i % 28) + 1).padStart(2, '0')} 12:34:${String(i % 60).padStart(2, '0')}.${String(i % 1000).padStart(3, '0')}`,
    epoch: BigInt(1_704_067_200 + i),
    attributes: { keys: ['msg', 'url'], values: [`hello ${i}`, `/x/${i}`] },
    tags: ['a', 'b', `t${i}`],
  };
}

const session = new PlannerSession({ functions: FUNCTIONS, connectors: CONNECTOR_REGISTRY });
const memory = new Memory(256 << 20);
const env = { memory, kernels: loadKernels(memory.wasm), functions: FUNCTIONS, session: session.session() };

function bound(text: string): {
  readonly expressions: readonly Expression[];
  readonly columns: readonly { readonly name: string; readonly type: Expression['type'] }[];
} {
  const diagnostics = new Diagnostics();
  const query = bindQuery(
    parse({ name: 'bench', text: `SELECT ${text} FROM t` }, { strict: true }).statements[0] as Query,
    session.context(diagnostics),
  );
  if (!query || diagnostics.hasErrors || query.plan.kind !== 'project')
    throw new Error(`${text}: ${diagnostics.list[0]?.message}`);
  const context = { ...session.context(diagnostics) };
  return {
    expressions: query.plan.expressions.map((e) => foldExpression(e, context, false)),
    columns: query.plan.input.columns,
  };
}

function measure(text: string): number {
  const { expressions, columns } = bound(text);
  const inputs = new Arena(memory);
  const built = columns.map(({ name, type }) => {
    const builder = columnBuilder(inputs, type, ROWS);
    for (let i = 0; i < ROWS; i++) builder.append(rowOf(i)[name] ?? null);
    return builder.finish();
  });
  const calc = compileCalc({ projections: expressions }, env);
  const arena = new Arena(memory);
  const batch = { rowCount: ROWS, columns: built, rowKinds: 0 };
  const run = (millis: number): number => {
    let rows = 0;
    const end = performance.now() + millis;
    while (performance.now() < end) {
      calc(batch, arena);
      arena.reset();
      rows += ROWS;
    }
    return rows;
  };
  run(MEASURE_MS / 2);
  const before = process.cpuUsage();
  const rows = run(MEASURE_MS);
  const { user, system } = process.cpuUsage(before);
  const perSecond = rows / ((user + system) / 1e6);
  inputs.dispose();
  arena.dispose();
  return perSecond;
}

session.execute(parse({ name: 'bench', text: TABLE }, { strict: true }).statements[0]!, new Diagnostics());
for (const text of EXPRESSIONS) {
  try {
    console.log(`${(measure(text) / 1e6).toFixed(2).padStart(8)} million rows/s  ${text}`);
  } catch (error) {
    console.log(`          ${error instanceof Error ? error.message : error}`);
  }
}
