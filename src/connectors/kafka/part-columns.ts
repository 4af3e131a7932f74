/** Which physical columns stand in the key and which in the value (Flink's createKeyFormatProjection, createValueFormatProjection). */
import type { OutputColumn } from '../../planner/physical/plan.ts';
import type { Options } from '../options.ts';

/** The key's columns are in the order of `key.fields` and without the prefix. */
export function partColumns(
  part: 'value' | 'key',
  options: Options,
  columns: readonly OutputColumn[],
): readonly OutputColumn[] {
  const fields = options.list('key.fields');
  if (part === 'value')
    return options.string('value.fields-include') === 'EXCEPT_KEY'
      ? columns.filter((column) => !fields.includes(column.name))
      : columns;
  const prefix = (options.get('key.fields-prefix') as string | undefined) ?? '';
  return fields.flatMap((field) =>
    columns
      .filter((column) => column.name === field)
      .map((column) => ({ ...column, name: field.slice(prefix.length) })),
  );
}
