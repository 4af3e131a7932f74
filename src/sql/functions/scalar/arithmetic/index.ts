/** Arithmetic operators and functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { abs, sign } from './abs-sign.ts';
import { ceil, floor } from './ceil-floor.ts';
import { e, pi } from './constants.ts';
import { elementaryFunctions } from './elementary.ts';
import { hashCodeFunction } from './hash-code.ts';
import { bin, hex, unhex } from './hex-bin.ts';
import { intervalOf, minusDate } from './interval-functions.ts';
import { dividedBy, minus, modulo, plus, times } from './operators.ts';
import { atan2, log, powerFunction } from './power-log.ts';
import { rand, randInteger, uuid } from './random.ts';
import { round, truncate } from './round.ts';
import { negate, unaryPlus } from './sign-operators.ts';

export const arithmeticFunctions: readonly ScalarFunction[] = [
  unaryPlus,
  negate,
  plus,
  minus,
  times,
  dividedBy,
  modulo,
  minusDate,
  intervalOf,
  powerFunction,
  abs,
  ...elementaryFunctions,
  ceil,
  floor,
  log,
  atan2,
  sign,
  round,
  truncate,
  pi,
  e,
  rand,
  randInteger,
  uuid,
  bin,
  hex,
  unhex,
  hashCodeFunction,
];
