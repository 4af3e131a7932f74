/** The abstract syntax tree of a Flink SQL file: plain readonly data, a span on every node, nothing resolved. */
import type { AlterStatement } from './alter.ts';
import type { CommandStatement } from './command.ts';
import type { CreateStatement, DropStatement } from './ddl.ts';
import type { DmlStatement } from './dml.ts';
import type { Query } from './query.ts';

export type * from './alter.ts';
export type * from './call.ts';
export type * from './column.ts';
export type * from './command.ts';
export type * from './ddl.ts';
export type * from './dml.ts';
export type * from './expression.ts';
export type * from './hint.ts';
export * from './interval.ts';
export type * from './json.ts';
export type * from './literal.ts';
export type * from './match.ts';
export type * from './name.ts';
export type * from './operator.ts';
export type * from './pivot.ts';
export type * from './query.ts';
export type * from './table.ts';
export * from './type.ts';
export type * from './window.ts';

export type Statement = Query | CreateStatement | DropStatement | AlterStatement | DmlStatement | CommandStatement;
