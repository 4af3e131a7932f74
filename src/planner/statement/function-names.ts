/**
 * Built-in functions as SHOW FUNCTIONS lists them: by the names in Flink's BuiltInFunctionDefinitions, which are not always those
 * that are called. Left out are Flink's aggregates, which are not run yet, and what only its Table API or its own plans use.
 */

/** Those that are called by their names, in capitals or not. */
const ALIKE = `
  ARRAY_APPEND ARRAY_CONCAT ARRAY_CONTAINS ARRAY_DISTINCT ARRAY_EXCEPT ARRAY_INTERSECT ARRAY_JOIN ARRAY_MAX ARRAY_MIN
  ARRAY_POSITION ARRAY_PREPEND ARRAY_REMOVE ARRAY_REVERSE ARRAY_SLICE ARRAY_SORT ARRAY_UNION BITMAP_AND BITMAP_ANDNOT
  BITMAP_BUILD BITMAP_CARDINALITY BITMAP_FROM_BYTES BITMAP_OR BITMAP_TO_ARRAY BITMAP_TO_BYTES BITMAP_TO_STRING BITMAP_XOR
  BTRIM COALESCE ELT ENDSWITH GREATEST IFNULL INET_ATON INET_NTOA JSON JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY
  JSON_QUOTE JSON_STRING JSON_UNQUOTE JSON_VALUE LEAST LIKE MAP_ENTRIES MAP_FROM_ARRAYS MAP_KEYS MAP_UNION MAP_VALUES
  OBJECT_OF OBJECT_UPDATE PARSE_JSON PRINTF REGEXP_COUNT REGEXP_EXTRACT_ALL REGEXP_INSTR REGEXP_SUBSTR SPLIT STARTSWITH
  TO_TIMESTAMP_LTZ TRY_CAST TRY_PARSE_JSON TYPEOF UNHEX URL_DECODE URL_ENCODE
  abs acos and array ascii asin atan atan2 between bin cardinality cast ceil chr concat concat_ws cos cosh cot decode
  degrees e element encode exp extract floor hex in initCap instr left ln localTime localTimestamp locate log log10 log2
  lower lpad ltrim map md5 mod not now or overlay pi position power proctime radians rand regexp repeat replace reverse
  right round row rpad rtrim sha1 sha2 sha224 sha256 sha384 sha512 sign sin sinh sqrt substr substring tan tanh
  timestampDiff trim truncate upper uuid
`;

/** The others, with their names in the registry. */
const OTHERS: Readonly<Record<string, string>> = {
  IS_JSON: 'IS JSON',
  TRANSLATE3: 'TRANSLATE',
  at: '[]',
  charLength: 'CHAR_LENGTH',
  convertTz: 'CONVERT_TZ',
  currentDatabase: 'CURRENT_DATABASE',
  currentDate: 'CURRENT_DATE',
  currentRowTimestamp: 'CURRENT_ROW_TIMESTAMP',
  currentTime: 'CURRENT_TIME',
  currentTimestamp: 'CURRENT_TIMESTAMP',
  dateFormat: 'DATE_FORMAT',
  divide: '/',
  equals: '=',
  fromBase64: 'FROM_BASE64',
  fromUnixtime: 'FROM_UNIXTIME',
  get: 'FIELD',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
  ifThenElse: 'IF',
  isFalse: 'IS FALSE',
  isNotFalse: 'IS NOT FALSE',
  isNotNull: 'IS NOT NULL',
  isNotTrue: 'IS NOT TRUE',
  isNull: 'IS NULL',
  isTrue: 'IS TRUE',
  lessThan: '<',
  lessThanOrEqual: '<=',
  lowerCase: 'LOWER',
  minus: '-',
  minusPrefix: 'NEGATE',
  notBetween: 'BETWEEN',
  notEquals: '<>',
  parseUrl: 'PARSE_URL',
  plus: '+',
  randInteger: 'RAND_INTEGER',
  regexpExtract: 'REGEXP_EXTRACT',
  regexpReplace: 'REGEXP_REPLACE',
  similar: 'SIMILAR TO',
  splitIndex: 'SPLIT_INDEX',
  strToMap: 'STR_TO_MAP',
  temporalOverlaps: 'OVERLAPS',
  times: '*',
  toBase64: 'TO_BASE64',
  toDate: 'TO_DATE',
  toTimestamp: 'TO_TIMESTAMP',
  unixTimestamp: 'UNIX_TIMESTAMP',
  upperCase: 'UPPER',
};

/** Listed name, registered name. */
const SHOWN: readonly (readonly [string, string])[] = [
  ...ALIKE.trim()
    .split(/\s+/)
    .map((name) => [name, name.toUpperCase()] as const),
  ...Object.entries(OTHERS),
];

/** @param registered the names of functions that there are */
export function shownNames(registered: readonly string[]): string[] {
  const known = new Set(registered);
  return SHOWN.filter(([, name]) => known.has(name)).map(([shown]) => shown);
}

/** The function that a listed name means, for DESCRIBE FUNCTION. */
export const registeredName = (shown: string): string | undefined =>
  SHOWN.find(([name]) => name.toUpperCase() === shown.toUpperCase())?.[1];
