/** The metadata columns of a Kafka table (Flink's KafkaDynamicSource.ReadableMetadata). */
import type { MetadataColumn } from '../connector.ts';

export const METADATA = {
  topic: { type: 'STRING NOT NULL', doc: 'topic of the record', writable: true },
  partition: { type: 'INT NOT NULL', doc: 'partition of the record', writable: false },
  headers: {
    type: 'MAP<STRING, BYTES> NOT NULL',
    doc: 'headers of the record; of several with one key the last',
    writable: true,
  },
  'header-list': {
    type: 'ARRAY<ROW<`key` STRING NOT NULL, `value` BYTES> NOT NULL> NOT NULL',
    doc: 'headers of the record in their order, with all of one key',
    writable: true,
  },
  'leader-epoch': { type: 'INT', doc: 'epoch of the partition’s leader that took the record', writable: false },
  offset: { type: 'BIGINT NOT NULL', doc: 'offset of the record in its partition', writable: false },
  timestamp: { type: 'TIMESTAMP_LTZ(3) NOT NULL', doc: 'time of the record', writable: true },
  'timestamp-type': {
    type: 'STRING NOT NULL',
    doc: 'whose time it is: `CreateTime` (the producer’s), `LogAppendTime` (the broker’s) or `NoTimestampType`',
    writable: false,
  },
} as const satisfies Record<string, MetadataColumn>;

export type MetadataKey = keyof typeof METADATA;
