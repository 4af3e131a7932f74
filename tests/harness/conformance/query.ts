/** Runs a query case over tables of the `values` connector and compares columns, changelog and final rows. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CONNECTOR_REGISTRY, FUNCTIONS } from '../../../src/cli/registries.ts';
import type { PhysicalPlan } from '../../../src/planner/physical/plan.ts';
import { PlannerSession } from '../../../src/planner/session.ts';
import { Diagnostics } from '../../../src/sql/diagnostics/diagnostic.ts';
import { parse } from '../../../src/sql/parse/index.ts';
import { printType } from '../../../src/sql/types/print.ts';
import { renderValue } from '../../../src/sql/types/render.ts';
import type { Phase, QueryCase, QueryTable, Verdict } from './case.ts';
import { noLaterThan } from './case.ts';
import { collectRows } from './collect.ts';

type Cells = readonly (string | null)[];

interface Found {
  readonly columns: readonly { readonly name: string; readonly type: string; readonly nullable: boolean }[];
  /** Row kind, then the cells. */
  readonly changelog: readonly Cells[];
}

type Outcome = Found | { readonly failed: Phase; readonly message: string };

export async function runQueryCase(one: QueryCase, folder: string): Promise<Verdict> {
  const found = await evaluate(one, folder);
  const { expect } = one;
  if ('error' in expect) {
    if ('failed' in found && noLaterThan(found.failed, expect.error.phase)) return { pass: true };
    return {
      pass: false,
      detail: `expected an error while ${expect.error.phase} (${expect.error.message}), found ${JSON.stringify(found).slice(0, 400)}`,
    };
  }
  if ('failed' in found) return { pass: false, detail: `expected rows, found ${JSON.stringify(found)}` };
  const wanted = JSON.stringify({ columns: expect.columns, final: sorted(expect.final), changelog: expect.changelog });
  const given = JSON.stringify({
    columns: found.columns,
    final: sorted(finalRows(found.changelog)),
    changelog: expect.changelog && found.changelog,
  });
  return wanted === given
    ? { pass: true }
    : { pass: false, detail: `expected ${wanted.slice(0, 800)}, found ${given.slice(0, 800)}` };
}

const sorted = (rows: readonly Cells[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** The multiset of rows that is left after all changes. */
function finalRows(changelog: readonly Cells[]): Cells[] {
  const rows: string[] = [];
  for (const [kind, ...cells] of changelog) {
    const text = JSON.stringify(cells);
    if (kind === '+I' || kind === '+U') rows.push(text);
    else {
      const at = rows.lastIndexOf(text);
      if (at >= 0) rows.splice(at, 1);
    }
  }
  return rows.map((text) => JSON.parse(text) as Cells);
}

async function evaluate(one: QueryCase, folder: string): Promise<Outcome> {
  const session = new PlannerSession({ functions: FUNCTIONS, connectors: CONNECTOR_REGISTRY });
  Object.assign(
    session.config,
    { 'table.local-time-zone': 'UTC' },
    one.config,
    one.mode === 'batch' ? { 'execution.runtime-mode': 'batch' } : {},
  );
  const tables = one.tables.flatMap((table) =>
    'dataset' in table ? datasetTables(path.join(folder, '../datasets', `${table.dataset}.json`)) : [table],
  );
  for (const text of [...tables.map(createTable), ...(one.setup ?? [])]) {
    const failed = statement(session, text);
    if ('failed' in failed) return { ...failed, message: `${failed.message} in ${text.slice(0, 200)}` };
  }
  const planned = statement(session, one.sql);
  if ('failed' in planned) return planned;
  return planned.plan ? run(planned.plan) : { failed: 'validate', message: 'no query' };
}

function statement(
  session: PlannerSession,
  text: string,
): { readonly plan?: PhysicalPlan } | { readonly failed: Phase; readonly message: string } {
  const parsed = parse({ name: 'case', text }, { strict: true });
  const syntax = parsed.diagnostics.find((d) => d.severity === 'error');
  if (syntax) return { failed: 'parse', message: syntax.message };
  let plan: PhysicalPlan | undefined;
  for (const one of parsed.statements) {
    const diagnostics = new Diagnostics();
    const result = session.execute(one, diagnostics);
    const fault = diagnostics.list.find((d) => d.severity === 'error');
    if (fault) return { failed: fault.code === 'constant-failure' ? 'plan' : 'validate', message: fault.message };
    if (result.kind === 'query') plan = result.plan;
  }
  return plan ? { plan } : {};
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function createTable(table: QueryTable): string {
  const rows = table.rows.map(([kind, row]) => `${kind} ${JSON.stringify(row)}`).join('\n');
  return `CREATE TABLE \`${table.name}\` (${table.columns.join(', ')}) WITH ('connector' = 'values', 'rows' = ${quoted(rows)})`;
}

const datasets = new Map<string, readonly QueryTable[]>();

function datasetTables(file: string): readonly QueryTable[] {
  let tables = datasets.get(file);
  if (!tables) {
    const read = JSON.parse(readFileSync(file, 'utf8')) as QueryTable | readonly QueryTable[];
    datasets.set(file, (tables = Array.isArray(read) ? read : [read as QueryTable]));
  }
  return tables;
}

async function run(plan: PhysicalPlan): Promise<Outcome> {
  const { columns } = plan.nodes.at(-1)!;
  const collected = await collectRows(plan);
  if ('failed' in collected) return { failed: 'runtime', message: collected.failed };
  const changelog = collected.rows.map(({ kind, values }) => [
    kind,
    ...values.map((value, i) => (value === null ? null : renderValue(value, columns[i]!.type, plan.session))),
  ]);
  return {
    columns: columns.map(({ name, type }) => ({ name, type: printType(type), nullable: type.nullable })),
    changelog,
  };
}
