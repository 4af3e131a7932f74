/** The options of a Kafka table (Flink's KafkaConnectorOptions) beside its client properties. */
import { type OptionSpecs, oneOf } from '../../options.ts';

const FORMATS: OptionSpecs = {
  format: { type: 'string', doc: 'Format of the values', example: 'json' },
  'value.format': {
    type: 'string',
    doc: 'The same as `format`; the format’s options then start with `value.`',
    example: 'json',
  },
  'key.format': {
    type: 'string',
    doc: 'Format of the keys, for the columns of `key.fields`; without it keys are not read',
    example: 'json',
  },
  'key.fields': {
    type: 'list',
    doc: 'Physical columns that stand in the key, separated by `;`',
    example: 'user_id;item_id',
  },
  'key.fields-prefix': {
    type: 'string',
    doc: 'Text before the names of the key’s columns in the table that the key itself does not have; needs `value.fields-include` = EXCEPT_KEY',
    example: 'key_',
  },
  'value.fields-include': {
    ...oneOf('ALL', 'EXCEPT_KEY'),
    default: 'ALL',
    doc: 'Whether the columns of the key stand in the value too',
  },
};

const TOPICS: OptionSpecs = {
  topic: { type: 'list', doc: 'Topic, or several separated by `;`', example: 'logs' },
  'topic-pattern': {
    type: 'string',
    doc: 'Regular expression that the whole name of a topic matches; instead of `topic`',
    example: 'logs-.*',
  },
};

/** Flink's options of every source that makes watermarks. */
const NO_WATERMARKS = 'no operator uses watermarks yet, so sources make none';

const SCAN: OptionSpecs = {
  'scan.startup.mode': {
    ...oneOf('earliest-offset', 'latest-offset', 'group-offsets', 'timestamp', 'specific-offsets'),
    default: 'group-offsets',
    doc: 'Where reading starts when there is no checkpoint; partitions that appear later start at their earliest offset',
  },
  'scan.startup.specific-offsets': {
    type: 'string',
    doc: 'Offsets by partition for startup mode specific-offsets; other partitions start at the group’s offset, else the earliest',
    example: 'partition:0,offset:42;partition:1,offset:300',
  },
  'scan.startup.timestamp-millis': {
    type: 'long',
    doc: 'For startup mode timestamp: the first record with this or a later time, in milliseconds since 1970-01-01 UTC',
    example: '1700000000000',
  },
  'scan.bounded.mode': {
    ...oneOf('unbounded', 'latest-offset', 'group-offsets', 'timestamp', 'specific-offsets'),
    default: 'unbounded',
    doc: 'Where reading ends; found out once, when the job starts for the first time',
  },
  'scan.bounded.specific-offsets': {
    type: 'string',
    doc: 'Offsets by partition at which reading ends (they are not read) for bounded mode specific-offsets',
    example: 'partition:0,offset:42;partition:1,offset:300',
  },
  'scan.bounded.timestamp-millis': {
    type: 'long',
    doc: 'For bounded mode timestamp: reading ends before the first record with this or a later time, in milliseconds since 1970-01-01 UTC',
    example: '1700000000000',
  },
  'scan.topic-partition-discovery.interval': {
    type: 'duration',
    default: 300_000,
    defaultText: '5 min',
    doc: 'How often new topics and partitions are looked for; 0 for never, and never in a bounded mode',
    example: '30 s',
  },
  'scan.parallelism': {
    type: 'integer',
    doc: 'Number of subtasks of the source alone',
    refused: "a subtask runs its chain from the source to the sink; set 'parallelism.default' for the whole job",
  },
  'scan.watermark.emit.strategy': {
    ...oneOf('on-event', 'on-periodic'),
    doc: 'When watermarks are made',
    refused: NO_WATERMARKS,
  },
  'scan.watermark.emit.on-event.gap': {
    type: 'integer',
    doc: 'Records between two watermarks',
    refused: NO_WATERMARKS,
  },
  'scan.watermark.idle-timeout': {
    type: 'duration',
    doc: 'When a silent partition holds no watermark back',
    refused: NO_WATERMARKS,
  },
  'scan.watermark.alignment.group': {
    type: 'string',
    doc: 'Sources that wait for one another',
    refused: NO_WATERMARKS,
  },
  'scan.watermark.alignment.max-drift': { type: 'duration', doc: 'How far they may be apart', refused: NO_WATERMARKS },
  'scan.watermark.alignment.update-interval': {
    type: 'duration',
    doc: 'How often they tell one another',
    refused: NO_WATERMARKS,
  },
};

const SINK: OptionSpecs = {
  'sink.partitioner': {
    type: 'string',
    default: 'default',
    doc: 'Used when the table is written: default, fixed, round-robin',
  },
  'sink.delivery-guarantee': {
    ...oneOf('none', 'at-least-once', 'exactly-once'),
    default: 'at-least-once',
    doc: 'Used when the table is written',
  },
  'sink.semantic': {
    ...oneOf('none', 'at-least-once', 'exactly-once'),
    doc: 'Old spelling of sink.delivery-guarantee',
  },
  'sink.transactional-id-prefix': {
    type: 'string',
    doc: 'Used when the table is written exactly once: start of the transactional ids',
  },
  'sink.transaction-naming-strategy': {
    ...oneOf('DEFAULT', 'INCREMENTING', 'POOLING'),
    default: 'DEFAULT',
    doc: 'Used when the table is written exactly once',
  },
  'sink.parallelism': {
    type: 'integer',
    doc: 'Number of subtasks of the sink alone',
    refused: "a subtask runs its chain from the source to the sink; set 'parallelism.default' for the whole job",
  },
};

export const TABLE_OPTIONS: OptionSpecs = { ...TOPICS, ...FORMATS, ...SCAN, ...SINK };
