/** INSERT, UPDATE, DELETE and the statements around them. */
import type { Assignment, DmlStatement, Insert, Merge, MergeInsert, Query, Statement, StatementSet } from '../index.ts';
import { printCreate, printPartition } from './create.ts';
import { printExpression } from './expressions.ts';
import { printRow } from './operands.ts';
import { printQuery } from './queries.ts';
import { printTable, printTarget } from './tables.ts';
import { list, parenthesised, printIdentifier, printName, printNames, printString, words } from './text.ts';

export function printDml(statement: DmlStatement): string {
  switch (statement.kind) {
    case 'insert':
      return printInsert(statement);
    case 'update':
      return words('UPDATE', target(statement), alias(statement), printSet(statement.assignments), where(statement));
    case 'delete':
      return words('DELETE FROM', target(statement), alias(statement), where(statement));
    case 'merge':
      return printMerge(statement);
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

/** What EXECUTE, EXPLAIN and DESCRIBE may hold. */
export function printInner(statement: Extract<Statement, DmlStatement | Query | { kind: 'create-table' }>): string {
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

const printSet = (assignments: readonly Assignment[]): string =>
  `SET ${list(assignments, ({ column, value }) => `${printIdentifier(column)} = ${printExpression(value)}`)}`;

function printMerge(merge: Merge): string {
  return words(
    'MERGE INTO',
    target(merge),
    alias(merge),
    `USING ${printTable(merge.source)} ON ${printExpression(merge.condition)}`,
    merge.update && `WHEN MATCHED THEN UPDATE ${printSet(merge.update)}`,
    merge.insert && printMergeInsert(merge.insert),
  );
}

const printMergeInsert = ({ columns, row }: MergeInsert): string =>
  words('WHEN NOT MATCHED THEN INSERT', columns && printNames(columns), `VALUES ${printRow(row)}`);

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
