import type { OptionSpec } from './options.ts';

/** Flink's option for a parallelism of the sink alone; here a subtask runs its whole chain, from source to sink. */
export const SINK_PARALLELISM: OptionSpec = {
  type: 'integer',
  doc: 'the number of subtasks of the sink alone',
  refused: "a subtask runs its chain from the source to the sink; set 'parallelism.default' for the whole job",
};
