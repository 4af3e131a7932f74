/**
 * `node scripts/run-ts.mjs tests/bench/correlate.ts`: joined rows of UNNEST and of a user's table function for each second of one
 * core's time, over batches of 1024 rows of which every eighth has NULLs.
 */
import { functionLoader } from '../../src/cli/functions/loader.ts';
import { CONNECTOR_REGISTRY, FUNCTIONS } from '../../src/cli/registries.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import type { CorrelateNode } from '../../src/planner/physical/plan.ts';
import { PlannerSession } from '../../src/planner/session.ts';
import { columnBuilder } from '../../src/runtime/batch/builder.ts';
import { Arena, Memory } from '../../src/runtime/batch/memory.ts';
import { correlateOperator } from '../../src/runtime/operators/correlate.ts';
import { Diagnostics } from '../../src/sql/diagnostics/diagnostic.ts';
import { parse } from '../../src/sql/parse/index.ts';
import type { Value } from '../../src/sql/types/value.ts';

const ROWS = 1024;
const MEASURE_MS = 500;

const STATEMENTS = `
CREATE TABLE t (id INT, line STRING, tags ARRAY<STRING>, items ARRAY<ROW<sku STRING, n INT>>, prices MAP<STRING, DOUBLE>) WITH ('connector' = 'values');
CREATE FUNCTION words(line STRING) RETURNS TABLE (word STRING, n INT) LANGUAGE JAVASCRIPT AS $$
  if (line !== null) for (const word of line.split(' ')) yield { word, n: word.length };
$$;`;

const FROM = [
  'UNNEST(tags) AS u',
  'UNNEST(tags) WITH ORDINALITY AS u (tag, place)',
  'UNNEST(items) AS u (sku, n)',
  'UNNEST(prices) AS u',
  'LATERAL TABLE(words(line)) AS u',
];

const rowOf = (i: number): readonly Value[] =>
  i % 8 === 7
    ? [i, null, null, null, null]
    : [
        i,
        'the quick brown fox',
        ['a', 'b', `t${i}`, null],
        [0, 1, 2, 3].map((n) => [`sku-${n}`, n]),
        { keys: ['eur', 'usd', 'yen', 'gbp'], values: [1, 2, 3, 4] },
      ];

const session = new PlannerSession({
  functions: FUNCTIONS,
  connectors: CONNECTOR_REGISTRY,
  functionLoader: functionLoader(),
});

function run(text: string): ReturnType<PlannerSession['execute']>[] {
  const diagnostics = new Diagnostics();
  const results = parse({ name: 'bench', text }, { strict: false }).statements.map((s) =>
    session.execute(s, diagnostics),
  );
  if (diagnostics.hasErrors) throw new Error(diagnostics.list[0]!.message);
  return results;
}

function correlateOf(from: string): CorrelateNode {
  const [result] = run(`SELECT id, line, tags, items, prices, u.* FROM t, ${from}`);
  const node = result?.kind === 'query' ? result.plan.nodes.find((one) => one.kind === 'correlate') : undefined;
  if (!node) throw new Error(`no correlate in ${from}`);
  return node;
}

function measure(from: string): number {
  const node = correlateOf(from);
  const memory = new Memory(256 << 20);
  const { functions } = session.context(new Diagnostics());
  const env = { memory, kernels: loadKernels(memory.wasm), functions, session: session.session() };
  const slot = { arena: new Arena(memory) };
  const operator = correlateOperator(node, env, slot, () => true);
  let rows = 0;
  const output = {
    onBatch: (batch: { readonly rowCount: number }) => void (rows += batch.rowCount),
    onWatermark() {},
    onEnd() {},
  };
  const columns = node.columns.slice(0, 5).map(({ type }, i) => {
    const builder = columnBuilder(new Arena(memory), type, ROWS);
    for (let row = 0; row < ROWS; row++) builder.append(rowOf(row)[i]!);
    return builder.finish();
  });
  const repeat = (millis: number) => {
    const end = performance.now() + millis;
    while (performance.now() < end) {
      operator.onBatch({ rowCount: ROWS, columns, rowKinds: 0 }, output);
      slot.arena.reset();
    }
  };
  repeat(MEASURE_MS / 2);
  rows = 0;
  const before = process.cpuUsage();
  repeat(MEASURE_MS);
  const { user, system } = process.cpuUsage(before);
  return rows / ((user + system) / 1e6);
}

const { statements } = parse({ name: 'bench', text: STATEMENTS }, { strict: false });
await session.prepare(statements);
run(STATEMENTS);
for (const from of FROM) console.log(`${(measure(from) / 1e6).toFixed(2).padStart(8)} million rows/s  ${from}`);
