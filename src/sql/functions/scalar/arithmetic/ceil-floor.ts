/** CEIL and FLOOR of numbers and, with the option `unit`, of dates and times. */
import { isDatetime } from '../../../types/family.ts';
import { printType } from '../../../types/print.ts';
import type { SqlType } from '../../../types/type.ts';
import { type Call, type Inference, type ScalarFunction, scalarFunction } from '../../define.ts';
import { hasConstantNull, refused, typed, untypedNull, wrongCount } from '../../infer.ts';
import { isRoundingUnit, roundToUnit } from './round-to-unit.ts';
import { compileWhole, inferWhole } from './whole-number.ts';

const unitOf = (call: Call): string | undefined =>
  call.options['unit'] === undefined ? undefined : String(call.options['unit']).toUpperCase();

/** A time attribute that was rounded is none. */
const plain = (type: SqlType): SqlType =>
  'attribute' in type ? { kind: type.kind, precision: type.precision, nullable: type.nullable } : type;

function inferToUnit(call: Call, unit: string): Inference {
  const problem = wrongCount(call, 1) ?? untypedNull(call.args);
  if (problem) return problem;
  const { type } = call.args[0]!;
  if (!isDatetime(type)) {
    return refused(`${call.name}(… TO ${unit}) takes a date, time or timestamp, found ${printType(type)}`, 0);
  }
  if (!isRoundingUnit(unit, type) && !hasConstantNull(call))
    return refused(`${call.name} cannot round ${printType(type)} to ${unit}`);
  return typed([type], plain(type));
}

const rounding = (
  name: 'CEIL' | 'FLOOR',
  aliases: readonly string[],
  summary: string,
  examples: ScalarFunction['examples'],
): ScalarFunction =>
  scalarFunction({
    name,
    aliases,
    category: 'arithmetic',
    summary,
    syntax: [`${name}(number)`, `${name}(time TO unit)`],
    parameters: [
      {
        name: 'number',
        doc: 'A number, or with TO a date, time or timestamp; units are MILLENNIUM to MILLISECOND, weeks beginning on Sunday.',
        accepts: ['NUMERIC', 'DATETIME'],
      },
    ],
    nulls: 'propagate',
    deterministic: true,
    infer(call) {
      const unit = unitOf(call);
      return unit === undefined ? inferWhole(call) : inferToUnit(call, unit);
    },
    compile(call) {
      const up = name === 'CEIL';
      const unit = unitOf(call);
      if (unit === undefined) return compileWhole(call, up);
      if (!isRoundingUnit(unit, call.args[0]!.type)) return { evaluate: () => null };
      return { evaluate: roundToUnit(call.args[0]!.type, unit, up, call.session.timeZone) };
    },
    examples,
  });

export const ceil = rounding(
  'CEIL',
  ['CEILING'],
  'The number rounded up to a whole one, or the time rounded up to a unit.',
  [
    { sql: 'CEIL(2.5)', result: '3' },
    { sql: "CEIL(TIMESTAMP '2024-02-29 12:34:56' TO HOUR)", result: '2024-02-29 13:00:00' },
  ],
);

export const floor = rounding(
  'FLOOR',
  [],
  'The number rounded down to a whole one, or the time rounded down to a unit.',
  [
    { sql: 'FLOOR(-2.5)', result: '-3' },
    { sql: "FLOOR(TIMESTAMP '2024-02-29 12:34:56' TO MONTH)", result: '2024-02-01 00:00:00' },
  ],
);
