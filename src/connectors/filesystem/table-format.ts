import type { Context, WorkerContext } from '../connector.ts';
import type { Format, FormatContext, FormatImplementation } from '../format.ts';
import { formatOptionsOf, skippingHint } from '../format-options.ts';
import { FORMATS } from '../formats/index.ts';
import type { Options } from '../options.ts';
import { filesystem } from './connector.ts';

/** The format of a table's files, loaded, with its own options. */
export interface TableFormat {
  readonly format: Format;
  readonly options: Options;
  readonly implementation: FormatImplementation;
  /** For a record that cannot be decoded. */
  readonly hint: string | undefined;
}

export async function tableFormat({ table }: Pick<Context, 'table'>): Promise<TableFormat> {
  const [choice] = formatOptionsOf(filesystem, FORMATS, table.options).choices;
  if (!choice) throw new Error(`assertion: table ${table.identifier} was created without a format`);
  const { format, options } = choice;
  return { format, options, hint: skippingHint(choice), implementation: await format.implementation() };
}

export const formatContext = (
  context: Pick<WorkerContext, 'memory' | 'kernels' | 'session' | 'count' | 'warn' | 'host' | 'table'>,
  formatOptions: Options,
): FormatContext => ({
  memory: context.memory,
  kernels: context.kernels,
  session: context.session,
  count: context.count,
  warn: context.warn,
  host: context.host,
  formatOptions,
  recordColumns: context.table.physicalColumns.filter(({ name }) => !context.table.partitionKeys.includes(name)),
});
