/** INSERT, UPDATE, DELETE and the statements around them. */
import type { DmlStatement, Insert, Query, Statement, StatementSet } from '../index.ts';
import { printCreate, printPartition } from './create.ts';
import { printExpression } from './expressions.ts';
import { printQuery } from './queries.ts';
import { printTarget } from './tables.ts';
import { list, parenthesised, printIdentifier, printName, printString, words } from './text.ts';

export function printDml(statement: DmlStatement): string {
  switch (statement.kind) {
    case 'insert':
      return printInsert(statement);
    case 'update': {
      const sets = list(
        statement.assignments,
        ({ column, value }) => `${printIdentifier(column)} = ${printExpression(value)}`,
      );
      return words('UPDATE', target(statement), alias(statement), `SET ${sets}`, where(statement));
    }
    case 'delete':
      return words('DELETE FROM', target(statement), alias(statement), where(statement));
    case 'truncate':
      return `TRUNCATE TABLE ${printIdentifier(statement.table)}`;
    case 'statement-set':
      return printStatementSet(statement);
    case 'begin-statement-set':
      return 'BEGIN STATEMENT SET';
    case 'end-statement-set':
      return 'END';
    case 'execute':
      return `EXECUTE ${printInner(statement.statement)}`;
    case 'explain':
      return words('EXPLAIN', statement.details.join(', '), printInner(statement.statement));
    case 'execute-plan':
      return `EXECUTE PLAN ${printString(statement.path)}`;
    case 'compile-plan':
      return words(
        statement.execute ? 'COMPILE AND EXECUTE PLAN' : 'COMPILE PLAN',
        printString(statement.path),
        statement.ifNotExists && 'IF NOT EXISTS',
        `FOR ${printInner(statement.statement)}`,
      );
  }
}

/** What EXECUTE and EXPLAIN may hold. */
function printInner(statement: Extract<Statement, DmlStatement | Query | { kind: 'create-table' }>): string {
  switch (statement.kind) {
    case 'select':
    case 'set-operation':
    case 'values':
    case 'explicit-table':
    case 'with':
    case 'ordered':
      return printQuery(statement);
    case 'create-table':
      return printCreate(statement);
    default:
      return printDml(statement);
  }
}

type Target = Pick<Insert, 'table' | 'hints' | 'extend'>;

const target = ({ table, hints, extend }: Target): string =>
  printTarget({ name: table, hints, ...(extend ? { extend } : {}) });

const alias = (statement: { readonly alias?: Parameters<typeof printName>[0] }): string | undefined =>
  statement.alias && `AS ${printName(statement.alias)}`;

const where = (statement: { readonly where?: Parameters<typeof printExpression>[0] }): string | undefined =>
  statement.where && `WHERE ${printExpression(statement.where)}`;

function printInsert(insert: Insert): string {
  return words(
    insert.upsert ? 'UPSERT' : 'INSERT',
    insert.overwrite ? 'OVERWRITE' : 'INTO',
    target(insert),
    insert.partition && printPartition(insert.partition),
    insert.columns && parenthesised(insert.columns, printIdentifier),
    printQuery(insert.query),
    insert.onConflict && `ON CONFLICT DO ${insert.onConflict}`,
  );
}

const printStatementSet = ({ inserts }: StatementSet): string =>
  `STATEMENT SET BEGIN ${inserts.map((insert) => `${printInsert(insert)};`).join(' ')} END`;
