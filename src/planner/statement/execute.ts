/** Statements by kind -> what carries them out; the rest is refused by name. */
import type * as ast from '../../sql/ast/index.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { BindContext } from '../bind/context.ts';
import { bindQuery } from '../bind/query.ts';
import type { Output } from '../physical/choose.ts';
import type { PlannerSession } from '../session.ts';
import { alterTable, alterView } from './alter.ts';
import { alterDatabase, createCatalog, createDatabase, dropCatalog, dropDatabase, use } from './databases.ts';
import { explainText } from './explain.ts';
import { alterFunction, createFunction, dropFunction } from './functions.ts';
import { bindInsert } from './insert.ts';
import { createTable, createView, dropObject } from './objects.ts';
import type { StatementResult } from './result.ts';
import { DONE, FAILED } from './result.ts';
import { resetConfig, setConfig } from './set.ts';
import { describe, show, showCreate, showCurrent } from './show.ts';

export function executeStatement(
  session: PlannerSession,
  statement: ast.Statement,
  context: BindContext,
): StatementResult {
  switch (statement.kind) {
    case 'select':
    case 'values':
    case 'with':
    case 'set-operation':
    case 'ordered':
    case 'explicit-table':
      return query(session, statement, context);
    case 'insert':
      return insert(session, [statement], context);
    case 'statement-set':
      return insert(session, statement.inserts, context);
    case 'begin-statement-set':
      return session.beginStatementSet()
        ? DONE
        : refuse('a statement set inside a statement set', statement.span, context);
    case 'end-statement-set':
      return endStatementSet(session, statement.span, context);
    case 'execute':
      return executeStatement(session, statement.statement, context);
    case 'explain':
      return explain(session, statement, context);
    case 'create-table':
      return collected(session, createTable(statement, context));
    case 'create-view':
      return createView(statement, context);
    case 'create-database':
      return createDatabase(statement, context);
    case 'create-catalog':
      return createCatalog(statement, context);
    case 'create-function':
      return createFunction(statement, session.environment.functionLoader, context);
    case 'alter-table':
      return alterTable(statement, context);
    case 'alter-view':
      return alterView(statement, context);
    case 'alter-function':
      return alterFunction(statement, session.environment.functionLoader, context);
    case 'alter-database':
      return alterDatabase(statement, context);
    case 'drop':
      return drop(statement, context);
    case 'use':
      return use(statement, context);
    case 'set':
      return setConfig(session, statement, context);
    case 'reset':
      return resetConfig(session, statement);
    case 'show':
      return show(statement, context);
    case 'show-current':
      return showCurrent(statement, context);
    case 'show-create':
      return showCreate(statement, context);
    case 'describe':
      return describe(statement, context);
    case 'client-command':
      return { kind: 'client', command: statement.command };
    default:
      return refuse(statement.kind.replaceAll('-', ' ').toUpperCase(), statement.span, context, HINTS[statement.kind]);
  }
}

const HINTS: Readonly<Record<string, string>> = {
  'add-jar': 'streamsql runs no Java: its connectors, formats and functions are built in, or written in TypeScript',
  'remove-jar': 'streamsql runs no Java',
  'analyze-table': 'streamsql keeps no statistics',
  'compile-plan': "'streamsql explain' prints the plan",
  'describe-table': 'write DESCRIBE and the name of the table',
  'describe-statement': 'write EXPLAIN in front of the statement',
  'stop-job': 'a job ends with its process: send it SIGTERM',
};

function refuse(what: string, span: Span, context: BindContext, hint?: string): StatementResult {
  context.diagnostics.error('not-supported', `${what} is not supported`, span, hint ? { hint } : {});
  return FAILED;
}

function query(session: PlannerSession, statement: ast.Query, context: BindContext): StatementResult {
  const planned = session.planQuery(statement, context);
  return planned
    ? { kind: 'query', plan: planned.plan, outputs: planned.outputs, fired: planned.optimized.fired }
    : FAILED;
}

function insert(session: PlannerSession, inserts: readonly ast.Insert[], context: BindContext): StatementResult {
  const outputs = inserts.map((one) => bindInsert(one, context));
  return outputs.includes(undefined) ? FAILED : collected(session, { kind: 'insert', outputs: outputs as Output[] });
}

/** Inside BEGIN STATEMENT SET … END the inserts wait for the end. */
function collected(session: PlannerSession, result: StatementResult): StatementResult {
  return result.kind === 'insert' && session.collect(result.outputs) ? DONE : result;
}

function endStatementSet(session: PlannerSession, span: Span, context: BindContext): StatementResult {
  const outputs = session.endStatementSet();
  if (outputs && outputs.length > 0) return { kind: 'insert', outputs };
  context.diagnostics.error(
    'invalid-statement',
    outputs ? 'the statement set is empty' : 'END without BEGIN STATEMENT SET',
    span,
  );
  return FAILED;
}

function drop(statement: ast.DropStatement, context: BindContext): StatementResult {
  switch (statement.object) {
    case 'TABLE':
      return dropObject(statement, 'table', context);
    case 'VIEW':
      return dropObject(statement, 'view', context);
    case 'DATABASE':
      return dropDatabase(statement, context);
    case 'CATALOG':
      return dropCatalog(statement, context);
    case 'FUNCTION':
      return dropFunction(statement, context);
    default:
      return refuse(`DROP ${statement.object}`, statement.span, context);
  }
}

function explain(session: PlannerSession, statement: ast.Explain, context: BindContext): StatementResult {
  const inner = statement.statement.kind === 'execute' ? statement.statement.statement : statement.statement;
  for (const detail of statement.details) {
    if (detail !== 'ESTIMATED_COST' && detail !== 'PLAN_ADVICE') continue;
    context.diagnostics.warning(
      'not-supported',
      `EXPLAIN ${detail} adds nothing: streamsql has no ${detail === 'PLAN_ADVICE' ? 'advice to give' : 'cost model'}`,
      statement.span,
    );
  }
  const outputs = explained(inner, context);
  if (!outputs || context.diagnostics.hasErrors) return FAILED;
  const { plan, optimized } = session.planJob(outputs, context.diagnostics);
  return {
    kind: 'text',
    text: explainText(
      outputs.map((o) => o.plan),
      optimized,
      plan,
      statement.details,
    ),
  };
}

function explained(
  inner: Exclude<ast.Explain['statement'], ast.Execute>,
  context: BindContext,
): readonly Output[] | undefined {
  if (inner.kind === 'insert' || inner.kind === 'statement-set') {
    const outputs = (inner.kind === 'insert' ? [inner] : inner.inserts).map((one) => bindInsert(one, context));
    return outputs.includes(undefined) ? undefined : (outputs as Output[]);
  }
  if (inner.kind === 'create-table') {
    refuse('EXPLAIN of CREATE TABLE … AS', inner.span, context, 'explain its query');
    return undefined;
  }
  const bound = bindQuery(inner, context);
  return bound && [{ plan: { ...bound.plan, columns: bound.columns.map(({ name, type }) => ({ name, type })) } }];
}
