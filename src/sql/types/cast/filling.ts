import { RunTimeError } from '../../diagnostics/run-time-error.ts';
import { printType } from '../print.ts';
import type { LengthType } from '../type.ts';

/** The longest CHAR or BINARY that a shorter value is filled up to, in characters or bytes. */
export const LONGEST_FILLED = 1 << 27;

/** @throws RunTimeError for a type whose values are too long to be filled up to */
export function checkFilling(target: LengthType): void {
  if (target.length > LONGEST_FILLED)
    throw new RunTimeError(`cannot fill a value up to ${printType(target)}: at most ${LONGEST_FILLED} are allowed`);
}
