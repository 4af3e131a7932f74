import { type ConfigOptions, only, refused } from './option.ts';

const ALIGNED = 'checkpoints are taken between two batches, so there are no records in flight to store';
const INLINE = 'a checkpoint is one small file with positions, states and what waits to be committed';

/** `execution.checkpointing.*` and `execution.state-recovery.*` (Flink's CheckpointingOptions and StateRecoveryOptions). */
export const CHECKPOINTING_OPTIONS: ConfigOptions = {
  'execution.checkpointing.interval': {
    type: 'duration',
    default: 10_000,
    defaultText: '10 s',
    doc: 'time from the start of one checkpoint to the start of the next; 0 takes only the last one, at the end or on a stop. Flink takes none unless this is set; here files and transactions become visible with checkpoints, so there is a default',
    example: '30 s',
  },
  'execution.checkpointing.min-pause': {
    type: 'duration',
    default: 0,
    defaultText: '0 ms',
    doc: 'at least so long from the end of one checkpoint to the start of the next',
    synonyms: ['execution.checkpointing.min-pause-between-checkpoints'],
    example: '5 s',
  },
  'execution.checkpointing.timeout': {
    type: 'duration',
    default: 600_000,
    defaultText: '10 min',
    minimum: 10,
    doc: 'a checkpoint that is not acknowledged by all subtasks within this time has failed',
    example: '2 min',
  },
  'execution.checkpointing.tolerable-failed-checkpoints': {
    type: 'integer',
    default: 0,
    minimum: 0,
    doc: 'so many checkpoints in a row may fail before the job fails',
    example: '3',
  },
  'execution.checkpointing.mode': {
    type: 'enum',
    values: ['EXACTLY_ONCE', 'AT_LEAST_ONCE'],
    default: 'EXACTLY_ONCE',
    doc: 'AT_LEAST_ONCE lets Flink skip the alignment of barriers; there is none to skip here, so both give exactly-once state',
  },
  'execution.checkpointing.dir': {
    type: 'string',
    doc: "directory of checkpoints; each job has a folder in it, named after its file and its name. Default: '.streamsql' beside the job's file",
    synonyms: ['state.checkpoints.dir', 'state.backend.fs.checkpointdir'],
    example: '/var/lib/streamsql/checkpoints',
  },
  'execution.checkpointing.num-retained': {
    type: 'integer',
    default: 1,
    minimum: 1,
    doc: 'complete checkpoints to keep',
    synonyms: ['state.checkpoints.num-retained'],
    example: '3',
  },
  'execution.checkpointing.externalized-checkpoint-retention': {
    type: 'enum',
    values: ['RETAIN_ON_CANCELLATION', 'DELETE_ON_CANCELLATION', 'NO_EXTERNALIZED_CHECKPOINTS'],
    default: 'RETAIN_ON_CANCELLATION',
    doc: 'which checkpoints are kept: RETAIN_ON_CANCELLATION after a stop and after a failure, DELETE_ON_CANCELLATION after a failure only, NO_EXTERNALIZED_CHECKPOINTS never; a job that has finished keeps none. Flink keeps none by default; here the next run goes on from them',
  },
  'execution.checkpointing.max-concurrent-checkpoints': only(
    '1',
    'checkpoints under way at the same time',
    'the next one starts when the last one is complete and committed',
  ),
  'execution.checkpointing.checkpoints-after-tasks-finish': only(
    'true',
    'checkpoints after some subtasks have ended',
    'what the others write is published by checkpoints too',
  ),
  'execution.checkpointing.checkpoints-after-tasks-finish.enabled': only(
    'true',
    'older spelling of execution.checkpointing.checkpoints-after-tasks-finish',
    'what the others write is published by checkpoints too',
  ),
  'execution.checkpointing.unaligned.enabled': only('false', 'unaligned checkpoints', ALIGNED),
  'execution.checkpointing.unaligned': only('false', 'unaligned checkpoints', ALIGNED),
  'execution.checkpointing.unaligned.*': refused(ALIGNED),
  'execution.checkpointing.aligned-checkpoint-timeout': refused(ALIGNED),
  'execution.checkpointing.incremental': only('false', 'checkpoints that hold only changes', INLINE),
  'execution.checkpointing.storage': only(
    'filesystem',
    'where checkpoints are stored',
    'they must outlive the process',
  ),
  'execution.checkpointing.create-subdir': only(
    'true',
    "a folder a job under 'execution.checkpointing.dir'",
    'jobs must not read the checkpoints of others',
  ),
  'execution.checkpointing.savepoint-dir': refused(
    "there are no savepoints: SIGINT or SIGTERM takes a checkpoint and stops, and 'streamsql run --from' starts from any checkpoint",
  ),
  'execution.checkpointing.interval-during-backlog': refused(
    "no source tells whether it works off a backlog; set 'execution.checkpointing.interval'",
  ),
  'execution.checkpointing.data-inline-threshold': refused(INLINE),
  'execution.checkpointing.write-buffer-size': refused(INLINE),
  'execution.checkpointing.file-merging.*': refused(INLINE),
  'execution.checkpointing.local-backup.*': refused('checkpoints are read from where they are stored'),
  'execution.checkpointing.cleaner.*': refused('old checkpoints are removed one by one; each is one file'),
  'execution.checkpointing.snapshot-compression': only('false', 'compressed state', INLINE),
  'execution.state-recovery.path': {
    type: 'string',
    doc: "the checkpoint (a 'chk-N' folder) that the job's first run starts from; later runs go on from their own checkpoints. 'streamsql run --from' chooses one for a single run",
    synonyms: ['execution.savepoint.path'],
    example: '/backup/job/chk-120',
  },
  'execution.state-recovery.ignore-unclaimed-state': {
    type: 'boolean',
    default: false,
    doc: 'drop the state of operators that the query no longer has, instead of refusing the checkpoint',
    synonyms: ['execution.savepoint.ignore-unclaimed-state'],
  },
  'execution.state-recovery.claim-mode': only(
    'NO_CLAIM',
    "who owns the checkpoint of 'execution.state-recovery.path'",
    'it is read and never deleted',
  ),
  'execution.checkpointing.*': refused('checkpoints have no option of this name here'),
  'execution.state-recovery.*': refused('a checkpoint is always read whole from where it is stored'),
};
