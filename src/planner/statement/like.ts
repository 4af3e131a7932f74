/** CREATE TABLE … LIKE: the base table's parts merged with the statement's own by its options (Flink's MergeTableLikeUtil). */
import type * as ast from '../../sql/ast/index.ts';
import type { CatalogTable } from '../../sql/catalog/objects.ts';
import type { Span } from '../../sql/diagnostics/span.ts';
import type { BindContext } from '../bind/context.ts';
import type { TableParts } from './create-table.ts';

type Strategy = ast.LikeOption['strategy'];
type Feature = Exclude<ast.LikeOption['feature'], 'ALL'>;

const FEATURES: readonly Feature[] = [
  'CONSTRAINTS',
  'DISTRIBUTION',
  'GENERATED',
  'METADATA',
  'OPTIONS',
  'PARTITIONS',
  'WATERMARKS',
];

function strategies(options: readonly ast.LikeOption[]): Record<Feature, Strategy> {
  const all = options.find((option) => option.feature === 'ALL')?.strategy ?? 'INCLUDING';
  const chosen = Object.fromEntries(
    FEATURES.map((feature) => [feature, feature === 'OPTIONS' && all === 'INCLUDING' ? 'OVERWRITING' : all]),
  ) as Record<Feature, Strategy>;
  for (const option of options) if (option.feature !== 'ALL') chosen[option.feature] = option.strategy;
  return chosen;
}

export function mergeLike(
  base: CatalogTable,
  own: TableParts,
  options: readonly ast.LikeOption[],
  span: Span,
  context: BindContext,
): TableParts {
  const by = strategies(options);
  const clash = (what: string) =>
    context.diagnostics.error('duplicate-name', `${what} stands in the table and in the one it is LIKE`, span, {
      hint: 'EXCLUDING leaves it out of the copy, OVERWRITING replaces it where that is allowed',
    });
  const inherited = base.columns.filter((c) =>
    c.kind === 'computed' ? by.GENERATED !== 'EXCLUDING' : c.kind === 'metadata' ? by.METADATA !== 'EXCLUDING' : true,
  );
  const kept = inherited.filter((column) => {
    const again = own.columns.find((c) => c.name === column.name);
    if (!again) return true;
    const replaceable =
      (column.kind === 'computed' && by.GENERATED === 'OVERWRITING') ||
      (column.kind === 'metadata' && by.METADATA === 'OVERWRITING');
    if (!replaceable) clash(`column '${column.name}'`);
    return false;
  });
  const watermark = by.WATERMARKS === 'EXCLUDING' ? own.watermark : (own.watermark ?? base.watermark);
  if (own.watermark && base.watermark && by.WATERMARKS === 'INCLUDING') clash('a watermark');
  const key = own.primaryKey.length > 0 || by.CONSTRAINTS === 'EXCLUDING' ? own : base;
  if (own.primaryKey.length > 0 && base.primaryKey.length > 0 && by.CONSTRAINTS !== 'EXCLUDING') clash('a PRIMARY KEY');
  const partitionKeys =
    own.partitionKeys.length > 0 || by.PARTITIONS === 'EXCLUDING' ? own.partitionKeys : base.partitionKeys;
  if (own.partitionKeys.length > 0 && base.partitionKeys.length > 0 && by.PARTITIONS !== 'EXCLUDING')
    clash('PARTITIONED BY');
  const copied = by.OPTIONS === 'EXCLUDING' ? {} : base.options;
  if (by.OPTIONS === 'INCLUDING')
    for (const name of Object.keys(own.options)) if (name in copied) clash(`option '${name}'`);
  return {
    columns: [...kept, ...own.columns],
    primaryKey: key.primaryKey,
    ...(key.primaryKeyName === undefined ? {} : { primaryKeyName: key.primaryKeyName }),
    partitionKeys,
    options: { ...copied, ...own.options },
    optionSpans: { ...(by.OPTIONS === 'EXCLUDING' ? {} : base.optionSpans), ...own.optionSpans },
    ...(watermark ? { watermark } : {}),
  };
}
