import type { SqlType } from './type.ts';

/** The columns of a table whose rows are values of a type: a ROW's fields; `EXPR$0` is Flink's name for the only one of another type. */
export const columnsOfRows = (type: SqlType): readonly { readonly name: string; readonly type: SqlType }[] =>
  type.kind === 'ROW' || type.kind === 'STRUCTURED'
    ? type.fields.map(({ name, type: field }) => ({ name, type: field }))
    : [{ name: 'EXPR$0', type }];
