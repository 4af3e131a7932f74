/** Runs the blocks of a `.test` file in one session, each query in several ways that must agree. */
import { printLogical } from '../../planner/logical/print.ts';
import type { PhysicalPlan } from '../../planner/physical/plan.ts';
import { printPhysical } from '../../planner/physical/print.ts';
import { RULES } from '../../planner/rules/index.ts';
import { PlannerSession } from '../../planner/session.ts';
import type { Query, Statement } from '../../sql/ast/index.ts';
import type { CatalogTable } from '../../sql/catalog/objects.ts';
import type { Diagnostic } from '../../sql/diagnostics/diagnostic.ts';
import { Diagnostics } from '../../sql/diagnostics/diagnostic.ts';
import { Sources } from '../../sql/diagnostics/sources.ts';
import { functionLoader } from '../functions/loader.ts';
import { CONNECTOR_REGISTRY, FUNCTIONS } from '../registries.ts';
import { parseInto } from '../script.ts';
import type { Block, TestFile } from './test-file.ts';
import { VARIANTS, type Variant } from './variants.ts';

export interface BlockResult {
  readonly block: Block;
  readonly passed: boolean;
  /** What the block gave: what `--update` writes below `----`. */
  readonly found?: string;
  readonly problem?: string;
}

/** @param name the file's path: functions of the user's are looked for beside it */
export async function runTestFile(file: TestFile, strict: boolean, name: string): Promise<readonly BlockResult[]> {
  const run = new TestRun(strict, name);
  const results: BlockResult[] = [];
  for (const block of file.blocks) results.push(await run.block(block));
  return results;
}

class Fault extends Error {}

class TestRun {
  private readonly sources = new Sources();
  private readonly session = new PlannerSession({
    functions: FUNCTIONS,
    connectors: CONNECTOR_REGISTRY,
    functionLoader: functionLoader(this.sources),
  });
  private readonly name: string;
  private readonly strict: boolean;

  constructor(strict: boolean, name: string) {
    this.strict = strict;
    this.name = name;
    this.session.config['table.local-time-zone'] = 'UTC';
  }

  async block(block: Block): Promise<BlockResult> {
    try {
      const found = await this.evaluate(block);
      if (found === undefined) return { block, passed: true };
      const passed = found === (block.expected ?? '').trimEnd();
      return passed
        ? { block, passed, found }
        : { block, passed, found, problem: `expected\n${indent(block.expected ?? '')}\nfound\n${indent(found)}` };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { block, passed: false, problem: error.message };
    }
  }

  private async evaluate(block: Block): Promise<string | undefined> {
    switch (block.directive) {
      case 'statement':
        await this.execute(block.body);
        return undefined;
      case 'error':
        return (await this.faults(block.body)).map(faultText).join('\n');
      case 'input':
        this.input(block);
        return undefined;
      case 'plan':
        return this.plan(block);
      case 'query':
        return this.rows(block, (changes) => changes.map((line) => line.replace(/^\+I {2}/, '')).sort());
      case 'stream':
        return this.rows(block, (changes) => [...changes, 'end']);
    }
  }

  private parse(text: string, diagnostics: Diagnostics): readonly Statement[] {
    const source = { name: this.name, text };
    return parseInto(source, this.sources.add(source), { strict: this.strict }, diagnostics);
  }

  private async execute(text: string): Promise<void> {
    const faults = await this.faults(text);
    if (faults.length > 0) throw new Fault(faults.map(faultText).join('\n'));
  }

  private async faults(text: string): Promise<readonly Diagnostic[]> {
    const diagnostics = new Diagnostics();
    const statements = this.parse(text, diagnostics);
    await this.session.prepare(statements);
    for (const statement of statements) this.session.execute(statement, diagnostics);
    return diagnostics.list.filter((d) => d.severity === 'error');
  }

  /** The rows become those of the table, which must be of the connector `values`. */
  private input(block: Block): void {
    const [name = ''] = block.words;
    const table = this.session.catalog.find(this.session.catalog.resolveName(name.split('.')));
    if (table?.kind !== 'table' || table.options.connector !== 'values')
      throw new Fault(`'input ${name}' needs a table '${name}' with 'connector' = 'values'`);
    this.session.catalog.put({ ...table, options: { ...table.options, rows: block.body } } satisfies CatalogTable);
  }

  private query(text: string): { readonly query: Query; readonly diagnostics: Diagnostics } {
    const diagnostics = new Diagnostics();
    const [query] = this.parse(text, diagnostics);
    if (!query || diagnostics.hasErrors)
      throw new Fault(diagnostics.list.map(faultText).join('\n') || 'there is no query');
    return { query: query as Query, diagnostics };
  }

  private planned(text: string) {
    const { query, diagnostics } = this.query(text);
    const planned = this.session.planQuery(query, this.session.context(diagnostics));
    if (!planned || diagnostics.hasErrors)
      throw new Fault(
        diagnostics.list
          .filter((d) => d.severity === 'error')
          .map(faultText)
          .join('\n'),
      );
    return planned;
  }

  private plan(block: Block): string {
    const { bound, optimized, plan } = this.planned(block.body);
    for (const name of list(block.settings.expect))
      if (!optimized.fired.includes(known(name)))
        throw new Fault(`rule ${name} did not apply; these did: ${optimized.fired.join(', ') || 'none'}`);
    for (const name of list(block.settings['expect-not']))
      if (optimized.fired.includes(known(name))) throw new Fault(`rule ${name} applied`);
    const stages: Readonly<Record<string, () => string>> = {
      bound: () => printLogical(bound),
      optimized: () => printLogical(optimized.plan),
      physical: () => printPhysical(plan),
    };
    const print = stages[block.settings.stage ?? 'optimized'];
    if (!print)
      throw new Fault(`there is no stage '${block.settings.stage}'; stages are ${Object.keys(stages).join(', ')}`);
    return print().trimEnd();
  }

  /** All ways of running must give the same; where splits are read in another order, the same rows. */
  private async rows(block: Block, lines: (changes: readonly string[]) => string[]): Promise<string> {
    const { plan } = this.planned(block.body);
    let first: readonly string[] | undefined;
    for (const variant of VARIANTS) {
      const changes = await this.changes(variant, plan);
      if (!first) first = changes;
      else if (
        JSON.stringify(variant.ordered && block.directive === 'stream' ? changes : [...changes].sort()) !==
        JSON.stringify(variant.ordered && block.directive === 'stream' ? first : [...first].sort())
      ) {
        throw new Fault(
          `${variant.name} gives other rows:\n${indent(changes.join('\n'))}\nthan ${VARIANTS[0]!.name}:\n${indent(first.join('\n'))}`,
        );
      }
    }
    return lines(first!).join('\n');
  }

  private async changes(variant: Variant, plan: PhysicalPlan): Promise<readonly string[]> {
    const result = await variant.run(plan);
    if ('failure' in result) throw new Fault(faultText(result.failure));
    return result.changes;
  }
}

const RULE_NAMES: ReadonlySet<string> = new Set([...RULES.map((rule) => rule.name), 'PruneColumns', 'ShareScans']);

function known(name: string): string {
  if (!RULE_NAMES.has(name)) throw new Fault(`there is no rule '${name}'`);
  return name;
}

const list = (text: string | undefined): string[] => (text === undefined ? [] : text.split(','));
const indent = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
const faultText = (diagnostic: Diagnostic): string =>
  `${diagnostic.severity}[${diagnostic.code}]: ${diagnostic.message}`;
