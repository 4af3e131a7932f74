import type { TableDescription } from '../../planner/physical/plan.ts';
import { daysInMonth, daysOfDate, MILLIS_PER_DAY } from '../../sql/types/calendar.ts';
import { printType } from '../../sql/types/print.ts';
import { castText } from '../../sql/types/render.ts';
import { UTC } from '../../sql/types/time-zone.ts';
import type { SqlType } from '../../sql/types/type.ts';
import type { TimestampValue, Value } from '../../sql/types/value.ts';
import { javaDateTime } from '../java-text.ts';
import type { OptionProblem } from '../options.ts';

/** The directory's text of a value that is not NULL: what `partitionValue` reads back. */
export function partitionText(type: SqlType): (value: Value) => string {
  if (type.kind === 'BOOLEAN') return (value) => String(value);
  if (type.kind === 'TIMESTAMP')
    return (value) => javaDateTime((value as TimestampValue).millis, (value as TimestampValue).nanos);
  return castText(type, UTC);
}

const INTEGER_BITS: Readonly<Record<string, number>> = { TINYINT: 8, SMALLINT: 16, INT: 32, BIGINT: 64 };

/** A partition value out of a directory's name (Flink's PartitionPathUtils.convertStringToInternalValue). @returns undefined when the text is none of the type */
export function partitionValue(text: string, type: SqlType): Value | undefined {
  switch (type.kind) {
    case 'CHAR':
    case 'VARCHAR':
      return text;
    case 'BOOLEAN':
      return text.toLowerCase() === 'true';
    case 'TINYINT':
    case 'SMALLINT':
    case 'INT':
    case 'BIGINT': {
      if (!/^[+-]?\d+$/.test(text)) return undefined;
      const value = BigInt(text);
      if (BigInt.asIntN(INTEGER_BITS[type.kind]!, value) !== value) return undefined;
      return type.kind === 'BIGINT' ? value : Number(value);
    }
    case 'FLOAT':
    case 'DOUBLE': {
      const value = text === 'NaN' ? Number.NaN : Number(text);
      if (text.trim() === '' || (Number.isNaN(value) && text !== 'NaN')) return undefined;
      return type.kind === 'FLOAT' ? Math.fround(value) : value;
    }
    case 'DECIMAL':
      return decimalValue(text, type.precision, type.scale);
    case 'DATE':
      return dateDays(text);
    case 'TIMESTAMP':
      return timestampValue(text);
    default:
      return undefined;
  }
}

function decimalValue(text: string, precision: number, scale: number): bigint | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match || (match[3]?.length ?? 0) > scale) return undefined;
  const value = BigInt(match[2]! + (match[3] ?? '').padEnd(scale, '0'));
  if (value >= 10n ** BigInt(precision)) return undefined;
  return match[1] === '-' ? -value : value;
}

function dateDays(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysOfDate(year, month, day);
}

/** `2026-11-21T06:30:00.5`, also with a space instead of the T and without seconds. */
function timestampValue(text: string): TimestampValue | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?$/.exec(text);
  const days = match && dateDays(match[1]!);
  if (!match || days === undefined || days === null) return undefined;
  const [hours, minutes, seconds] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const nanos = Number((match[5] ?? '').padEnd(9, '0'));
  const millis = days * MILLIS_PER_DAY + (hours * 3600 + minutes * 60 + seconds) * 1000 + Math.floor(nanos / 1_000_000);
  return { millis, nanos: nanos % 1_000_000 };
}

const SUPPORTED: readonly string[] = [
  'CHAR',
  'VARCHAR',
  'BOOLEAN',
  ...Object.keys(INTEGER_BITS),
  'FLOAT',
  'DOUBLE',
  'DECIMAL',
  'DATE',
  'TIMESTAMP',
];

/** Partition columns have a type that a directory's name can carry, and something is left for the files. */
export function checkColumns({
  physicalColumns,
  partitionKeys,
}: Pick<TableDescription, 'physicalColumns' | 'partitionKeys'>): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  for (const key of partitionKeys) {
    const column = physicalColumns.find(({ name }) => name === key);
    if (!column || SUPPORTED.includes(column.type.kind)) continue;
    problems.push({
      at: 'connector',
      message: `partition column '${key}' of type ${printType(column.type)} cannot be the name of a directory`,
      hint: `partition columns are of ${SUPPORTED.join(', ')}`,
    });
  }
  if (partitionKeys.length > 0 && partitionKeys.length === physicalColumns.length)
    problems.push({ at: 'connector', message: 'all columns are partition columns: nothing is left for the files' });
  return problems;
}
