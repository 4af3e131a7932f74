/** The string functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { initcap, lower, upper } from './case.ts';
import { decode, encode } from './charset.ts';
import { chr } from './chr.ts';
import { concat, concatOperator, concatWs } from './concat.ts';
import { elt } from './elt.ts';
import { ascii, charLength } from './length.ts';
import { like } from './like.ts';
import { overlay } from './overlay.ts';
import { lpad, repeat, rpad } from './pad.ts';
import { parseUrlFunction } from './parse-url.ts';
import { instr, locate, position } from './position.ts';
import { printf } from './printf.ts';
import {
  regexp,
  regexpCount,
  regexpExtract,
  regexpExtractAll,
  regexpInstr,
  regexpReplace,
  regexpSubstr,
} from './regexp.ts';
import { replace, reverse, translate } from './replace.ts';
import { similarTo } from './similar.ts';
import { splitIndex } from './split-index.ts';
import { endsWith, startsWith } from './starts-with.ts';
import { strToMap } from './str-to-map.ts';
import { left, right, substr, substring } from './substring.ts';
import { btrim, ltrim, rtrim, trim } from './trim.ts';
import { urlDecode, urlEncode } from './url-code.ts';

export const stringFunctions: readonly ScalarFunction[] = [
  like,
  similarTo,
  concatOperator,
  charLength,
  upper,
  lower,
  position,
  printf,
  trim,
  ltrim,
  rtrim,
  btrim,
  repeat,
  regexpReplace,
  overlay,
  startsWith,
  endsWith,
  substring,
  replace,
  regexpCount,
  regexpExtract,
  regexpExtractAll,
  regexpInstr,
  regexpSubstr,
  translate,
  initcap,
  concat,
  concatWs,
  lpad,
  rpad,
  fromBase64,
  toBase64,
  ascii,
  chr,
  decode,
  encode,
  instr,
  left,
  right,
  locate,
  urlDecode,
  urlEncode,
  parseUrlFunction,
  regexp,
  reverse,
  splitIndex,
  strToMap,
  substr,
  elt,
];
