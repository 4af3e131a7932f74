import { type OptionSpecs, oneOf, type Rule } from '../options.ts';
import { SINK_PARALLELISM } from '../sink-parallelism.ts';
import { pathProblem } from '../storage/location.ts';
import { pathPatternProblem } from './path-pattern.ts';

export const DEFAULT_MAX_OPEN_FILES = 100;

const NO_WATERMARKS_IN_SINKS =
  "partition times need watermarks in the sink; use 'sink.partition-commit.trigger' = 'process-time'";
const NO_JAVA_CLASSES = 'Java classes cannot be run';

/** Flink's FileSystemConnectorOptions, and at the end one of ours. */
export const FILESYSTEM_OPTIONS: OptionSpecs = {
  path: {
    type: 'string',
    doc: 'the directory (for reading also a file): `/absolute`, `relative` to the working directory, or `file:///absolute`',
    required: true,
    example: '/data/orders',
  },
  format: { type: 'string', doc: 'how rows stand in the files', required: true, example: 'json' },
  'partition.default-name': {
    type: 'string',
    doc: 'the directory name of a partition value that is NULL or empty',
    default: '__DEFAULT_PARTITION__',
  },
  'source.monitor-interval': {
    type: 'duration',
    doc: 'how often to look for new files; each file is read once, and its path is remembered for ever',
    defaultText: 'files are listed once and reading ends',
    example: '10 s',
  },
  'source.path.regex-pattern': {
    type: 'string',
    doc: 'only files whose whole absolute path matches this regular expression are read',
    example: '/data/orders/2026-.*\\.json',
  },
  'source.report-statistics': {
    ...oneOf('none', 'all'),
    doc: 'which statistics of files the planner may use',
    refused: 'plans are not made by the statistics of files',
  },
  'sink.rolling-policy.file-size': {
    type: 'memory',
    doc: 'a larger file is closed',
    default: 128 * 1024 ** 2,
    defaultText: '128 MB',
  },
  'sink.rolling-policy.rollover-interval': {
    type: 'duration',
    doc: 'a file that has been open so long is closed',
    default: 30 * 60_000,
    defaultText: '30 min',
  },
  'sink.rolling-policy.inactivity-interval': {
    type: 'duration',
    doc: 'a file that got no row for so long is closed',
    default: 30 * 60_000,
    defaultText: '30 min',
  },
  'sink.rolling-policy.check-interval': {
    type: 'duration',
    doc: 'how often the two intervals are looked at',
    default: 60_000,
    defaultText: '1 min',
  },
  'sink.shuffle-by-partition.enable': {
    type: 'boolean',
    doc: 'whether rows of one partition go to one subtask; only false is supported',
    default: false,
  },
  'partition.time-extractor.kind': {
    ...oneOf('default', 'custom'),
    doc: 'how the time of a partition is found',
    refused: NO_WATERMARKS_IN_SINKS,
  },
  'partition.time-extractor.class': { type: 'string', doc: 'a class that finds it', refused: NO_JAVA_CLASSES },
  'partition.time-extractor.timestamp-pattern': {
    type: 'string',
    doc: 'how its text is put together',
    refused: NO_WATERMARKS_IN_SINKS,
  },
  'partition.time-extractor.timestamp-formatter': {
    type: 'string',
    doc: 'how the text is read',
    refused: NO_WATERMARKS_IN_SINKS,
  },
  'sink.partition-commit.trigger': {
    ...oneOf('process-time', 'partition-time'),
    doc: 'when a partition is committed: so long after its first file by the clock; only process-time is supported',
    default: 'process-time',
  },
  'sink.partition-commit.delay': {
    type: 'duration',
    doc: 'how long after its first file a partition is committed; later files commit it again',
    default: 0,
    defaultText: '0 s',
  },
  'sink.partition-commit.watermark-time-zone': {
    type: 'string',
    doc: 'the zone of the watermark',
    refused: NO_WATERMARKS_IN_SINKS,
  },
  'sink.partition-commit.policy.kind': {
    type: 'string',
    doc: 'what is done to commit a partition: `success-file` writes an empty file into its directory',
    example: 'success-file',
  },
  'sink.partition-commit.policy.class': {
    type: 'string',
    doc: "a class of one's own that commits",
    refused: NO_JAVA_CLASSES,
  },
  'sink.partition-commit.policy.class.parameters': {
    type: 'list',
    doc: 'what that class is given',
    refused: NO_JAVA_CLASSES,
  },
  'sink.partition-commit.success-file.name': {
    type: 'string',
    doc: 'the name of the file that `success-file` writes',
    default: '_SUCCESS',
  },
  'auto-compaction': {
    type: 'boolean',
    doc: 'whether small files of one checkpoint are merged; only false is supported',
    default: false,
  },
  'compaction.file-size': {
    type: 'memory',
    doc: 'the size of merged files',
    refused: "files are not merged; a longer 'execution.checkpointing.interval' makes larger ones",
  },
  'compaction.parallelism': { type: 'integer', doc: 'how many subtasks merge', refused: 'files are not merged' },
  'sink.parallelism': SINK_PARALLELISM,
  'sink.max-open-files': {
    type: 'integer',
    doc: 'of streamsql: at most so many files are open in a subtask; when a further partition comes, the file that was written longest ago is closed',
    default: DEFAULT_MAX_OPEN_FILES,
  },
};

const POSITIVE = [
  'source.monitor-interval',
  'sink.rolling-policy.file-size',
  'sink.rolling-policy.rollover-interval',
  'sink.rolling-policy.inactivity-interval',
  'sink.rolling-policy.check-interval',
  'sink.max-open-files',
];

export const FILESYSTEM_RULES: readonly Rule[] = [
  { doc: 'the path is one that can be reached', check: (options) => pathProblem('path', options.string('path')) },
  {
    doc: 'sizes, intervals and numbers are greater than 0',
    check: (options) => {
      const at = POSITIVE.find((key) => options.get(key) !== undefined && options.number(key) <= 0);
      return at === undefined ? undefined : { at, about: 'value', message: `option '${at}' must be greater than 0` };
    },
  },
  {
    doc: 'the path pattern is a regular expression',
    check: (options) =>
      options.has('source.path.regex-pattern')
        ? pathPatternProblem(options.string('source.path.regex-pattern'))
        : undefined,
  },
  {
    doc: 'partitions are committed by success files',
    check: (options) =>
      options.has('sink.partition-commit.policy.kind')
        ? policyProblem(options.string('sink.partition-commit.policy.kind'))
        : undefined,
  },
  {
    doc: 'a success file has a plain name',
    check: (options) =>
      /^[^/]+$/.test(options.string('sink.partition-commit.success-file.name'))
        ? undefined
        : {
            at: 'sink.partition-commit.success-file.name',
            about: 'value',
            message: `option 'sink.partition-commit.success-file.name' must be a file's name without '/'`,
          },
  },
  {
    doc: 'triggers, merging and shuffling that are not there are refused',
    check: (options) => {
      for (const [at, value, hint] of [
        ['sink.partition-commit.trigger', 'partition-time', NO_WATERMARKS_IN_SINKS],
        [
          'auto-compaction',
          true,
          "files are not merged; a longer 'execution.checkpointing.interval' makes larger ones",
        ],
        [
          'sink.shuffle-by-partition.enable',
          true,
          "rows stay in their subtask; 'parallelism.default' = '1' gives one file a partition",
        ],
      ] as const)
        if (options.get(at) === value)
          return { at, about: 'value', message: `option '${at}' = '${value}' is not supported`, hint };
      return undefined;
    },
  },
];

function policyProblem(text: string) {
  const at = 'sink.partition-commit.policy.kind';
  for (const kind of text.split(',').map((part) => part.trim().toLowerCase())) {
    if (kind === 'success-file') continue;
    const known = kind === 'metastore' || kind === 'custom';
    return {
      at,
      about: 'value' as const,
      message: known
        ? `option '${at}' = '${kind}' is not supported`
        : `option '${at}' has no value '${kind}': expected success-file`,
      hint:
        kind === 'metastore'
          ? 'only Hive tables have a metastore; use success-file'
          : kind === 'custom'
            ? `${NO_JAVA_CLASSES}; use success-file`
            : 'use success-file',
    };
  }
  return undefined;
}
