/** A session: statements one after another over one catalog and one configuration, each to its result. */
import type * as ast from '../sql/ast/index.ts';
import { CatalogManager } from '../sql/catalog/catalog-manager.ts';
import type { ConnectorRegistry } from '../sql/catalog/connectors.ts';
import type { Diagnostics } from '../sql/diagnostics/diagnostic.ts';
import type { Session } from '../sql/functions/define.ts';
import type { FunctionRegistry } from '../sql/functions/registry.ts';
import type { FunctionLoader } from '../sql/functions/user/loader.ts';
import type { BindContext } from './bind/context.ts';
import { withUserFunctions } from './bind/function-name.ts';
import { bindQuery } from './bind/query.ts';
import type { LogicalPlan } from './logical/plan.ts';
import type { Output } from './physical/choose.ts';
import { physicalPlan } from './physical/choose.ts';
import type { PhysicalPlan } from './physical/plan.ts';
import { withFunctions } from './physical/user-functions.ts';
import type { Optimized } from './rules/index.ts';
import { optimize, optimizeTogether } from './rules/index.ts';
import { executeStatement } from './statement/execute.ts';
import type { StatementResult } from './statement/result.ts';

export interface SessionEnvironment {
  readonly functions: FunctionRegistry;
  readonly connectors: ConnectorRegistry;
  /** Loads what CREATE FUNCTION names; absent where functions cannot be made. */
  readonly functionLoader?: FunctionLoader;
}

/** Unset and `default` are the machine's zone, as in Flink. */
const zoneOf = (set: string | undefined): string =>
  set === undefined || set === 'default' ? Intl.DateTimeFormat().resolvedOptions().timeZone : set;

export class PlannerSession {
  readonly catalog = new CatalogManager();
  readonly environment: SessionEnvironment;
  /** What SET has set. */
  readonly config: Record<string, string> = {};
  /** Inserts between BEGIN STATEMENT SET and END; undefined outside. */
  private openSet: Output[] | undefined;

  constructor(environment: SessionEnvironment) {
    this.environment = environment;
  }

  session(): Session {
    const batch = this.config['execution.runtime-mode']?.toLowerCase() === 'batch';
    return {
      timeZone: zoneOf(this.config['table.local-time-zone']),
      config: { ...this.config },
      currentCatalog: this.catalog.currentCatalog,
      currentDatabase: this.catalog.currentDatabase,
      batch,
      ...(batch ? { queryStartMillis: Date.now() } : {}),
    };
  }

  /** Built-in functions, and those made in this session by their keys. */
  get functions(): FunctionRegistry {
    return withUserFunctions(this.environment.functions, this.catalog);
  }

  /** Must have resolved before the statements are executed: code that takes time to load is loaded here. */
  async prepare(statements: readonly ast.Statement[]): Promise<void> {
    const make = (kind: ast.Statement['kind']) => kind === 'create-function' || kind === 'alter-function';
    if (statements.some(({ kind }) => make(kind))) await this.environment.functionLoader?.prepare();
  }

  context(diagnostics: Diagnostics): BindContext {
    const { connectors } = this.environment;
    return {
      diagnostics,
      catalog: this.catalog,
      functions: this.functions,
      connectors,
      session: this.session(),
      commonTables: [],
      expanding: [],
    };
  }

  /** Never throws for a fault of the statement: the diagnostics say it, and the result is `failed`. */
  execute(statement: ast.Statement, diagnostics: Diagnostics): StatementResult {
    const before = diagnostics.errorCount;
    const result = executeStatement(this, statement, this.context(diagnostics));
    return diagnostics.errorCount > before ? { kind: 'failed' } : result;
  }

  beginStatementSet(): boolean {
    if (this.openSet) return false;
    this.openSet = [];
    return true;
  }

  /** @returns false outside a statement set */
  collect(outputs: readonly Output[]): boolean {
    this.openSet?.push(...outputs);
    return this.openSet !== undefined;
  }

  endStatementSet(): readonly Output[] | undefined {
    const outputs = this.openSet;
    this.openSet = undefined;
    return outputs;
  }

  /** Binds and rewrites a query for showing its rows. */
  planQuery(
    query: ast.Query,
    context: BindContext,
  ): { plan: PhysicalPlan; outputs: readonly Output[]; optimized: Optimized; bound: LogicalPlan } | undefined {
    const bound = bindQuery(query, context);
    if (!bound || context.diagnostics.hasErrors) return undefined;
    const root: LogicalPlan = { ...bound.plan, columns: bound.columns.map(({ name, type }) => ({ name, type })) };
    const optimized = optimizeTogether([optimize(root, context)], context)[0]!;
    const outputs = [{ plan: optimized.plan }];
    return { plan: this.physical(outputs, context.session), outputs, optimized, bound: root };
  }

  /** One job of all the outputs; what they share is read once. */
  planJob(
    outputs: readonly Output[],
    diagnostics: Diagnostics,
  ): { plan: PhysicalPlan; optimized: readonly Optimized[] } {
    const context = this.context(diagnostics);
    const alone = outputs.map((output) => optimize(output.plan, context));
    const optimized = optimizeTogether(alone, context);
    const rewritten = outputs.map((output, i) => ({ ...output, plan: optimized[i]!.plan }));
    return { plan: this.physical(rewritten, context.session), optimized };
  }

  private physical(outputs: readonly Output[], session: Session): PhysicalPlan {
    return withFunctions(physicalPlan(outputs, session), this.catalog.functions);
  }
}
