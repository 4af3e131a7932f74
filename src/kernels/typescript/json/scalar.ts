import * as plan from '../../json-plan.ts';
import { exactFloat, integerWithin, parseNumber, unscaledDecimal } from './number.ts';
import { type Call, setValid, wordAt } from './plan.ts';
import { ascii, isAt, literal, numberText, type Reader } from './reader.ts';

/** Reads a value of the kind. @returns false when there is none that it takes as it is */
export function isScalar(call: Call, reader: Reader, field: number, row: number, kind: number): boolean {
  if (kind === plan.BOOLEAN) return isBoolean(call, reader, field, row);
  if (kind === plan.TIMESTAMP || kind === plan.DATE) return isTemporal(call, reader, field, row, kind);
  return isNumber(call, reader, field, row, kind);
}

/** Reads a boolean. @returns false when there is none */
function isBoolean(call: Call, reader: Reader, field: number, row: number): boolean {
  const word = literal(reader);
  if (word === undefined) return false;
  call.views.u8[wordAt(call, field, plan.FIELD_B) + row] = word === 'true' ? 1 : 0;
  setValid(call, field, row);
  reader.at += word.length;
  return true;
}

/** Reads a number, with or without quotes, into a column of the kind. @returns false when there is none that it takes as it is */
function isNumber(call: Call, reader: Reader, field: number, row: number, kind: number): boolean {
  const quotes = isAt(reader, '"') ? 1 : 0;
  const text = kind < plan.RAW ? numberText(reader, reader.at + quotes) : '';
  const end = reader.at + quotes + text.length;
  if (text === '' || (quotes && (end >= reader.end || reader.u8[end] !== 0x22))) return false;
  if (!storeNumber(call, field, row, kind, text)) return false;
  reader.at = end + quotes;
  return true;
}

const INTEGER_LIMITS: Readonly<Record<number, bigint>> = {
  [plan.INT8]: 0x7fn,
  [plan.INT16]: 0x7fffn,
  [plan.INT32]: 0x7fffffffn,
  [plan.INT64]: 0x7fffffffffffffffn,
};

function storeNumber(call: Call, field: number, row: number, kind: number, text: string): boolean {
  const { i32, i64, f32, f64 } = call.views;
  const values = wordAt(call, field, plan.FIELD_B);
  const number = parseNumber(text);
  if (kind === plan.DECIMAL) {
    const precision = wordAt(call, field, plan.FIELD_PRECISION);
    const unscaled = unscaledDecimal(number, precision, wordAt(call, field, plan.FIELD_SCALE));
    if (unscaled === undefined) return true;
    i64[(values >> 3) + row * 2] = unscaled;
    i64[(values >> 3) + row * 2 + 1] = unscaled >> 64n;
  } else if (kind === plan.FLOAT64) {
    const float = exactFloat(number, 2n ** 53n, 22);
    if (float === undefined) return false;
    f64[(values >> 3) + row] = float;
  } else if (kind === plan.FLOAT32) {
    const float = exactFloat(number, 2n ** 24n, 10);
    if (float === undefined) return false;
    f32[(values >> 2) + row] = float;
  } else {
    const integer = integerWithin(number, INTEGER_LIMITS[kind]!);
    if (integer === undefined) return false;
    if (kind === plan.INT64) i64[(values >> 3) + row] = integer;
    else i32[(values >> 2) + row] = Number(integer);
  }
  setValid(call, field, row);
  return true;
}

const DATE = /^"(\d{4}-\d\d-\d\d)"/;
const TIMESTAMP = /^"(\d{4}-\d\d-\d\d)([ T])(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z?)"/;
const LONGEST_TIMESTAMP = '"0000-00-00 00:00:00.000000000Z"'.length;

/** Reads a date or timestamp of fixed form, of a day and time that there are. @returns false when there is none */
function isTemporal(call: Call, reader: Reader, field: number, row: number, kind: number): boolean {
  const text = ascii(reader, reader.at, reader.at + LONGEST_TIMESTAMP);
  const found = (kind === plan.DATE ? DATE : TIMESTAMP).exec(text);
  if (!found) return false;
  const [whole, date, separator, clock = '00:00:00', fraction = '', zone = ''] = found;
  const style = wordAt(call, field, plan.FIELD_SCALE);
  const isStyle =
    (separator === 'T') === ((style & plan.STYLE_ISO) !== 0) && (zone === 'Z') === ((style & plan.STYLE_ZONE) !== 0);
  // Date takes what is out of range as the next day or month, and so gives another text back.
  const seconds = Date.parse(`${date}T${clock}Z`);
  if (Number.isNaN(seconds) || new Date(seconds).toISOString() !== `${date}T${clock}.000Z`) return false;
  if (kind === plan.TIMESTAMP && !isStyle) return false;
  const { i32, f64 } = call.views;
  const values = wordAt(call, field, plan.FIELD_B);
  const nanos = fraction.padEnd(9, '0');
  if (kind === plan.DATE) i32[(values >> 2) + row] = seconds / 86_400_000;
  else {
    f64[(values >> 3) + row] = seconds + Number(nanos.slice(0, 3));
    i32[(wordAt(call, field, plan.FIELD_C) >> 2) + row] = Number(nanos.slice(3));
  }
  setValid(call, field, row);
  reader.at += whole.length;
  return true;
}
