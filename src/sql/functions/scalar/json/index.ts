/** The JSON functions, in the order of the documentation. */
import type { ScalarFunction } from '../../define.ts';
import { isJson } from './is-json.ts';
import { json } from './json.ts';
import { jsonExists } from './json-exists.ts';
import { jsonArray, jsonObject } from './json-object.ts';
import { jsonQuery } from './json-query.ts';
import { jsonQuote, jsonUnquote } from './json-quote.ts';
import { jsonString } from './json-string.ts';
import { jsonValue } from './json-value.ts';

export const jsonFunctions: readonly ScalarFunction[] = [
  isJson,
  jsonExists,
  jsonString,
  jsonValue,
  jsonQuery,
  jsonObject,
  jsonArray,
  json,
  jsonQuote,
  jsonUnquote,
];
