/** Syntax tree -> SQL text that Flink reads; parsing it again gives the same tree, positions aside. */
import type { AlterStatement, CommandStatement, CreateStatement, DmlStatement, Query, Statement } from './index.ts';
import { printAlter } from './print/alter.ts';
import { printCommand } from './print/commands.ts';
import { printCreate, printDrop } from './print/create.ts';
import { printDml } from './print/dml.ts';
import { printQuery } from './print/queries.ts';

export { printExpression } from './print/expressions.ts';
export { printQuery } from './print/queries.ts';
export { printIdentifier, printName } from './print/text.ts';
export { printDataType } from './print/types.ts';

const QUERIES: readonly string[] = ['select', 'set-operation', 'values', 'explicit-table', 'with', 'ordered'];
const DML: readonly string[] = [
  'insert',
  'update',
  'delete',
  'merge',
  'truncate',
  'statement-set',
  'begin-statement-set',
  'end-statement-set',
  'execute',
  'explain',
  'execute-plan',
  'compile-plan',
];

/** Without a semicolon behind it. */
export function printStatement(statement: Statement): string {
  const { kind } = statement;
  if (QUERIES.includes(kind)) return printQuery(statement as Query);
  if (DML.includes(kind)) return printDml(statement as DmlStatement);
  if (statement.kind === 'drop') return printDrop(statement);
  if (kind.startsWith('create-')) return printCreate(statement as CreateStatement);
  return kind.startsWith('alter-') && kind !== 'alter-option'
    ? printAlter(statement as AlterStatement)
    : printCommand(statement as CommandStatement);
}
