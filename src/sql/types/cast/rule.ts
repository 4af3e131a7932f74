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
  /** The error for text that is not of the target type. */
  readonly unreadable: (text: string, target: SqlType, reason?: string) => RunTimeError;
}

const MAX_SHOWN = 80;
const shown = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);

/** CAST fails with the text and what it is not. */
export const unreadable: CastContext['unreadable'] = (text, target, reason) =>
  new RunTimeError(`cannot cast '${shown(text)}' to ${printType(target)}${reason === undefined ? '' : `: ${reason}`}`);

/** TRY_CAST throws the same error for every row, since making one takes longer than the cast. */
const FAILED = new RunTimeError('the text is not of the target type');
export const unreadableQuietly: CastContext['unreadable'] = () => FAILED;
