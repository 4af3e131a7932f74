/** SHOW, DESCRIBE, SET and the other commands. */
import type { AlterOption, AnalyzeTable, CommandStatement } from '../index.ts';
import { printPartition } from './create.ts';
import { printInner } from './dml.ts';
import { printExpression } from './expressions.ts';
import { list, printIdentifier, printName, printProperty, printString, withProperties, words } from './text.ts';

export function printCommand(statement: CommandStatement): string {
  switch (statement.kind) {
    case 'show': {
      const { like } = statement;
      const pattern = like && words(like.negated && 'NOT', like.operator, printString(like.pattern));
      return words(
        'SHOW',
        statement.what,
        statement.preposition,
        statement.scope && printIdentifier(statement.scope),
        pattern,
      );
    }
    case 'show-current':
      return `SHOW CURRENT ${statement.what}`;
    case 'show-create':
      return `SHOW CREATE ${statement.what} ${printIdentifier(statement.name)}`;
    case 'show-partitions':
      return words(
        'SHOW PARTITIONS',
        printIdentifier(statement.table),
        statement.partition && printPartition(statement.partition),
      );
    case 'describe':
      return words(
        'DESCRIBE',
        statement.what !== 'TABLE' && statement.what,
        statement.extended && 'EXTENDED',
        printIdentifier(statement.name),
      );
    case 'describe-job':
      return `DESCRIBE JOB ${printString(statement.id)}`;
    case 'describe-table':
      return words('DESCRIBE TABLE', printIdentifier(statement.table), statement.column && printName(statement.column));
    case 'describe-statement':
      return `DESCRIBE STATEMENT ${printInner(statement.statement)}`;
    case 'alter-option':
      return printOption(statement);
    case 'use':
      return words('USE', statement.what === 'CATALOG' && 'CATALOG', printIdentifier(statement.name));
    case 'use-modules':
      return `USE MODULES ${list(statement.modules, printName)}`;
    case 'load-module':
      return words('LOAD MODULE', printName(statement.name), withProperties(statement.options));
    case 'unload-module':
      return `UNLOAD MODULE ${printName(statement.name)}`;
    case 'set':
      return words('SET', statement.property && printProperty(statement.property));
    case 'reset':
      return words('RESET', statement.key && printString(statement.key));
    case 'add-jar':
      return `ADD JAR ${printString(statement.path)}`;
    case 'remove-jar':
      return `REMOVE JAR ${printString(statement.path)}`;
    case 'analyze-table':
      return printAnalyze(statement);
    case 'call-procedure':
      return `CALL ${printExpression(statement.call)}`;
    case 'stop-job':
      return words(
        'STOP JOB',
        printString(statement.id),
        statement.withSavepoint && 'WITH SAVEPOINT',
        statement.withDrain && 'WITH DRAIN',
      );
    case 'client-command':
      return statement.command;
  }
}

function printOption({ scope, name, value }: AlterOption): string {
  const option = name === 'ALL' ? name : printIdentifier(name);
  if (value === undefined) return `ALTER ${scope} RESET ${option}`;
  return `ALTER ${scope} SET ${option} = ${value === 'ON' ? value : printExpression(value)}`;
}

function printAnalyze({ table, partition, columns }: AnalyzeTable): string {
  const which = columns && (columns === 'ALL' ? 'FOR ALL COLUMNS' : `FOR COLUMNS ${list(columns, printName)}`);
  return words(
    'ANALYZE TABLE',
    printIdentifier(table),
    partition && printPartition(partition),
    'COMPUTE STATISTICS',
    which,
  );
}
