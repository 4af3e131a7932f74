/** What a cast is compiled from, and how it fails. */
import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { printType } from '../print.ts';
import type { TimeZone } from '../time-zone.ts';
import type { SqlType } from '../type.ts';
import type { Value } from '../value.ts';

/** Turns a value that is not NULL into one of the target type; NULL where a DECIMAL overflows. */
export type Cast = (value: Value) => Value;

export interface CastContext {
  readonly zone: TimeZone;
}

const MAX_SHOWN = 80;
const shown = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

/** Text that is not of the target type. */
export const unreadable = (text: string, target: SqlType, reason?: string): RunTimeError =>
  new RunTimeError(`cannot cast '${shown(text)}' to ${printType(target)}${reason === undefined ? '' : `: ${reason}`}`);
