/** The class of a statement's root in Flink's own tree, as its logs and the conformance cases name it. */
import type { AlterTable, CommandStatement, CreateTable, Show, Statement } from '../ast/index.ts';

/** Kinds whose name is the same whatever they hold. */
const PLAIN: Readonly<Record<string, string>> = {
  select: 'SqlSelect',
  'set-operation': 'SqlBasicCall',
  values: 'SqlBasicCall',
  'explicit-table': 'SqlBasicCall',
  with: 'SqlWith',
  ordered: 'SqlOrderBy',
  insert: 'RichSqlInsert',
  update: 'SqlUpdate',
  delete: 'SqlDelete',
  merge: 'SqlMerge',
  truncate: 'SqlTruncateTable',
  'begin-statement-set': 'SqlBeginStatementSet',
  'end-statement-set': 'SqlEndStatementSet',
  'statement-set': 'SqlStatementSet',
  execute: 'SqlExecute',
  explain: 'SqlRichExplain',
  'execute-plan': 'SqlExecutePlan',
  'create-catalog': 'SqlCreateCatalog',
  'create-database': 'SqlCreateDatabase',
  'create-view': 'SqlCreateView',
  'create-function': 'SqlCreateFunction',
  'create-materialized-table': 'SqlCreateOrAlterMaterializedTable',
  'create-connection': 'SqlCreateConnection',
  'alter-database': 'SqlAlterDatabase',
  'alter-function': 'SqlAlterFunction',
  'show-partitions': 'SqlShowPartitions',
  'describe-job': 'SqlDescribeJob',
  'describe-table': 'SqlDescribeTable',
  'describe-statement': 'SqlExplain',
  'alter-option': 'SqlSetOption',
  'use-modules': 'SqlUseModules',
  'load-module': 'SqlLoadModule',
  'unload-module': 'SqlUnloadModule',
  set: 'SqlSet',
  reset: 'SqlReset',
  'add-jar': 'SqlAddJar',
  'remove-jar': 'SqlRemoveJar',
  'analyze-table': 'SqlAnalyzeTable',
  'call-procedure': 'SqlBasicCall',
  'stop-job': 'SqlStopJob',
  'client-command': 'SqlClientCommand',
};

/** `FULL MODULES` -> `FullModules`. */
const pascal = (words: string): string =>
  words.toLowerCase().replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());

export function flinkNodeClass(statement: Statement): string {
  const plain = PLAIN[statement.kind];
  if (plain) return plain;
  switch (statement.kind) {
    case 'create-table':
      return createTableClass(statement);
    case 'create-model':
      return statement.query ? 'SqlCreateModelAs' : 'SqlCreateModel';
    case 'drop':
      return `SqlDrop${pascal(statement.object)}`;
    case 'alter-table':
      return alterTableClass(statement);
    case 'alter-view':
      return statement.action.kind === 'rename' ? 'SqlAlterViewRename' : 'SqlAlterViewAs';
    case 'alter-catalog':
      return {
        'set-options': 'SqlAlterCatalogOptions',
        'reset-options': 'SqlAlterCatalogReset',
        comment: 'SqlAlterCatalogComment',
      }[statement.action.kind];
    case 'alter-model':
    case 'alter-connection': {
      const what = statement.kind === 'alter-model' ? 'Model' : 'Connection';
      return `SqlAlter${what}${{ 'set-options': 'Set', 'reset-options': 'Reset', rename: 'Rename' }[statement.action.kind]}`;
    }
    case 'compile-plan':
      return statement.execute ? 'SqlCompileAndExecutePlan' : 'SqlCompilePlan';
    default:
      return commandClass(statement as CommandStatement);
  }
}

function createTableClass(table: CreateTable): string {
  if (table.like) return 'SqlCreateTableLike';
  if (!table.query) return 'SqlCreateTable';
  return table.replace ? 'SqlReplaceTableAs' : 'SqlCreateTableAs';
}

const TABLE_ACTIONS: Readonly<Record<string, string>> = {
  rename: 'Rename',
  'rename-column': 'RenameColumn',
  'set-options': 'Options',
  'reset-options': 'Reset',
  add: 'Add',
  modify: 'Modify',
  'drop-columns': 'DropColumn',
  'drop-primary-key': 'DropPrimaryKey',
  'drop-distribution': 'DropDistribution',
  'drop-watermark': 'DropWatermark',
  'drop-constraint': 'DropConstraint',
  suspend: 'Suspend',
  resume: 'Resume',
  refresh: 'Refresh',
  'set-freshness': 'Freshness',
  'set-refresh-mode': 'RefreshMode',
  'as-query': 'AsQuery',
};

function alterTableClass({ materialized, action }: AlterTable): string {
  if (action.kind === 'add-partitions') return 'SqlAddPartitions';
  if (action.kind === 'drop-partitions') return 'SqlDropPartitions';
  const name = TABLE_ACTIONS[action.kind]!;
  const table = materialized ? 'SqlAlterMaterializedTable' : 'SqlAlterTable';
  if (action.kind !== 'add' && action.kind !== 'modify') return `${table}${name}`;
  if (action.distribution && !action.parentheses) return `${table}${name}Distribution`;
  return `${table}${name}${materialized ? 'Schema' : ''}`;
}

/** VIEWS and materialized tables are kinds of tables to Flink, USER and FULL are flags. */
const SHOW_CLASS: Partial<Record<Show['what'], string>> = {
  VIEWS: 'Tables',
  'MATERIALIZED TABLES': 'Tables',
  'USER FUNCTIONS': 'Functions',
  'FULL MODULES': 'Modules',
};

const DESCRIBE_CLASS: Readonly<Record<string, string>> = {
  TABLE: 'SqlRichDescribeTable',
  FUNCTION: 'SqlRichDescribeFunction',
  MODEL: 'SqlRichDescribeModel',
  CONNECTION: 'SqlRichDescribeConnection',
  CATALOG: 'SqlDescribeCatalog',
  DATABASE: 'SqlDescribeDatabase',
};

function commandClass(statement: CommandStatement): string {
  switch (statement.kind) {
    case 'show':
      return `SqlShow${SHOW_CLASS[statement.what] ?? pascal(statement.what)}`;
    case 'show-current':
      return `SqlShowCurrent${pascal(statement.what)}`;
    case 'show-create':
      return `SqlShowCreate${pascal(statement.what)}`;
    case 'describe':
      return DESCRIBE_CLASS[statement.what]!;
    case 'use':
      return `SqlUse${pascal(statement.what)}`;
    default:
      return statement.kind;
  }
}
