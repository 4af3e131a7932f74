/** Built-in functions as SHOW FUNCTIONS writes them: by the names in Flink's BuiltInFunctionDefinitions, where older ones are not in capitals. */

const NOT_IN_CAPITALS = `
  abs acos and array ascii asin atan atan2 between bin cardinality cast ceil chr concat concat_ws cos cosh cot decode degrees e
  element encode exp extract floor hex in initCap instr left ln localTime localTimestamp locate log log10 log2 lower lpad ltrim
  map md5 mod not now or overlay pi plus position power proctime radians rand regexp repeat replace reverse right round row rpad
  rtrim sha1 sha2 sha224 sha256 sha384 sha512 sign sin sinh sqrt substr substring tan tanh timestampDiff trim truncate upper uuid
`;

const SPELLINGS: ReadonlyMap<string, string> = new Map(
  NOT_IN_CAPITALS.trim()
    .split(/\s+/)
    .map((name) => [name.toUpperCase(), name]),
);

/** @param names as they are registered; operators, which have no name of letters, are left out */
export const shownNames = (names: readonly string[]): string[] =>
  names.filter((name) => /^[A-Z]\w*$/.test(name)).map((name) => SPELLINGS.get(name) ?? name);
