/** Where each produced column of a Kafka table comes from: the value, the key, or the record's metadata. */
import type { ProducedColumn } from '../../../planner/physical/plan.ts';
import type { Options } from '../../options.ts';
import { METADATA, type MetadataKey } from '../metadata.ts';
import type { WantedParts } from './chunk.ts';

export type ColumnOrigin =
  | { readonly kind: 'value'; readonly index: number }
  | { readonly kind: 'key'; readonly index: number }
  | { readonly kind: 'metadata'; readonly key: MetadataKey };

export interface Production {
  /** By produced column. */
  readonly origins: readonly ColumnOrigin[];
  /** What the formats have to produce. */
  readonly value: readonly ProducedColumn[];
  readonly key: readonly ProducedColumn[];
  readonly wanted: WantedParts;
}

/** Metadata of the value's format are read under this prefix. */
const VALUE_METADATA = 'value.';

/** Flink's DynamicKafkaDeserializationSchema: a column of both key and value comes from the value. */
export function production(options: Options, produced: readonly ProducedColumn[]): Production {
  const withKeys = options.has('key.format');
  const exceptKey = options.string('value.fields-include') === 'EXCEPT_KEY';
  const keyFields = new Set(withKeys && exceptKey ? options.list('key.fields') : []);
  const prefix = (options.get('key.fields-prefix') as string | undefined) ?? '';
  const value: ProducedColumn[] = [];
  const key: ProducedColumn[] = [];
  const metadata = new Set<MetadataKey>();
  const origins = produced.map((column): ColumnOrigin => {
    const { from } = column;
    if (from.kind === 'metadata') {
      if (from.key in METADATA) {
        metadata.add(from.key as MetadataKey);
        return { kind: 'metadata', key: from.key as MetadataKey };
      }
      const formatKey = from.key.startsWith(VALUE_METADATA) ? from.key.slice(VALUE_METADATA.length) : from.key;
      value.push({ ...column, from: { kind: 'metadata', key: formatKey } });
      return { kind: 'value', index: value.length - 1 };
    }
    if (keyFields.has(column.name)) {
      key.push({ ...column, name: column.name.slice(prefix.length) });
      return { kind: 'key', index: key.length - 1 };
    }
    value.push(column);
    return { kind: 'value', index: value.length - 1 };
  });
  const wanted: WantedParts = {
    keys: withKeys,
    timestamps: metadata.has('timestamp'),
    headers: metadata.has('headers') || metadata.has('header-list'),
    attributes: metadata.has('timestamp-type'),
    leaderEpochs: metadata.has('leader-epoch'),
  };
  return { origins, value, key, wanted };
}
