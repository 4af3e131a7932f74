import type { OptionSpec } from '../option-spec.ts';

/** One key of SET: an option of the session or of the jobs it starts. */
export interface ConfigOption extends OptionSpec {
  /** The smallest value of a number, duration or size, in its unit (count, milliseconds, bytes). */
  readonly minimum?: number;
  readonly maximum?: number;
}

/** By key, in the order documentation shows them; a key that ends in `*` stands for every key that starts so. */
export type ConfigOptions = Readonly<Record<string, ConfigOption>>;

/** Flink has the option and streamsql behaves as one of its values says: that value is taken, the others are refused. */
export const only = (value: string, doc: string, why: string): ConfigOption => ({
  type: 'enum',
  values: [value],
  default: value,
  doc: `${doc}; only '${value}': ${why}`,
});

/** Flink has the option, streamsql has nothing that it could mean. */
export const refused = (why: string): ConfigOption => ({ type: 'string', doc: why, refused: why });
