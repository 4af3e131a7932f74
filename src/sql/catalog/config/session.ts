import { type ConfigOptions, only, refused } from './option.ts';

const THREADS = "subtasks are threads of one process, each with 'streamsql.worker.memory' of batch memory";
const NO_CLUSTER = 'there is no cluster: the process that reads the file runs the job';

/** What SET says about the session, its jobs as a whole, and streamsql's own limits. */
export const SESSION_OPTIONS: ConfigOptions = {
  'pipeline.name': {
    type: 'string',
    doc: "the job's name; it also names the folder of its checkpoints, so that one file can run several times with different parameters. Default: 'insert-into_' and its tables",
    example: 'logs-to-parquet',
  },
  'parallelism.default': {
    type: 'integer',
    defaultText: 'number of processor cores',
    minimum: 1,
    maximum: 128,
    doc: 'subtasks (worker threads) of a job',
    example: '4',
  },
  'execution.runtime-mode': {
    type: 'enum',
    values: ['STREAMING', 'BATCH'],
    default: 'STREAMING',
    doc: 'BATCH: all sources must be bounded, and everything is committed once, at the end',
    example: 'batch',
  },
  'streamsql.worker.memory': {
    type: 'memory',
    default: 256 * 1024 * 1024,
    defaultText: '256 MB',
    minimum: 32 * 1024 * 1024,
    maximum: 4 * 1024 * 1024 * 1024 - 65536,
    doc: 'batch memory of one worker thread at most; it is reserved at the start and takes real memory only where it is used',
    example: '512 MB',
  },
  'streamsql.worker.heap': {
    type: 'memory',
    default: 512 * 1024 * 1024,
    defaultText: '512 MB',
    minimum: 32 * 1024 * 1024,
    doc: 'JavaScript heap of one worker thread at most: for what is not in batches (connections, state of operators, values of functions)',
    example: '1 gb',
  },
  'table.local-time-zone': {
    type: 'string',
    default: 'default',
    defaultText: "the machine's",
    doc: 'time zone of the session: an IANA name, UTC or GMT+hh:mm',
    example: 'Europe/Berlin',
  },
  'table.dml-sync': {
    type: 'boolean',
    default: false,
    doc: 'whether each INSERT waits until the job of the one before has ended; otherwise INSERTs that follow each other run together as one job',
  },
  'table.exec.legacy-cast-behaviour': only(
    'DISABLED',
    'the rules of CAST before Flink 1.15',
    'they hide failures as NULL; use TRY_CAST',
  ),
  'table.sql-dialect': only('default', 'the dialect of SQL', "Hive's dialect is another language"),
  'table.exec.sink.not-null-enforcer': {
    type: 'enum',
    values: ['ERROR', 'DROP'],
    default: 'ERROR',
    doc: 'what a NULL for a NOT NULL column of a sink does: ERROR fails the job, DROP leaves the row out',
  },
  'execution.buffer-timeout.*': refused(
    'batches are sent on as soon as they are read; there is no network buffer to wait for',
  ),
  'execution.*': refused(NO_CLUSTER),
  'restart-strategy.*': refused('no restart strategy has this option'),
  'pipeline.max-parallelism': refused('positions are stored by split, so any parallelism can take a checkpoint over'),
  'pipeline.object-reuse': refused('rows are never objects; columns are always shared'),
  'pipeline.*': refused('there are no Java classes, jars or serializers'),
  'state.*': refused("checkpoints are configured with 'execution.checkpointing.*'"),
  'taskmanager.*': refused(THREADS),
  'jobmanager.*': refused(THREADS),
  'cluster.*': refused(NO_CLUSTER),
  'rest.*': refused(NO_CLUSTER),
  'high-availability.*': refused(NO_CLUSTER),
  'kubernetes.*': refused(NO_CLUSTER),
  'yarn.*': refused(NO_CLUSTER),
  'metrics.*': refused(NO_CLUSTER),
  'security.*': refused("connections are secured with a table's options, such as 'properties.security.protocol'"),
  'fs.*': refused("storage is configured with a table's options and the environment"),
  's3.*': refused("storage is configured with a table's options and the environment"),
  'table.exec.*': refused('the operator that it would configure is not run yet, or has nothing to configure'),
  'table.optimizer.*': refused('every rule of the planner is always on'),
  'table.*': refused('the part of Flink that it configures does not exist here'),
  'sql-client.*': refused("the terminal's output is chosen with --format"),
};
