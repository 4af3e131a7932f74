/** Java's named classes (`\d`, `\p{…}`) as sets. */
import { type CharSet, charsSet, complementSet, namedSet, rangeSet, unionSet } from './char-set.ts';
import { RegexSyntaxError, RegexUnsupportedError } from './syntax.ts';

const code = (character: string): number => character.charCodeAt(0);
const range = (from: string, to: string): CharSet => rangeSet(code(from), code(to));

const UPPER = range('A', 'Z');
const LOWER = range('a', 'z');
const DIGIT = range('0', '9');
const ALPHA = unionSet([UPPER, LOWER]);
const ALNUM = unionSet([ALPHA, DIGIT]);
const PUNCT = charsSet('!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~');
const SPACE = charsSet(' \t\n\v\f\r');
const HORIZONTAL = unionSet([charsSet(' \t\u00a0\u1680\u180e\u202f\u205f\u3000'), rangeSet(0x2000, 0x200a)]);
const VERTICAL = charsSet('\n\v\f\r\u0085\u2028\u2029');

export const LINE_ENDS = charsSet('\n\r\u0085\u2028\u2029');
export const NOT_LINE_END = complementSet(LINE_ENDS);
export const NOT_NEWLINE = complementSet(charsSet('\n'));
export const ANY = rangeSet(0, 0x10ffff);

/** Of one letter; the capital letter is the complement. */
export const ESCAPED_SETS: Readonly<Record<string, CharSet>> = {
  d: DIGIT,
  D: complementSet(DIGIT),
  w: unionSet([ALNUM, charsSet('_')]),
  W: complementSet(unionSet([ALNUM, charsSet('_')])),
  s: SPACE,
  S: complementSet(SPACE),
  h: HORIZONTAL,
  H: complementSet(HORIZONTAL),
  v: VERTICAL,
  V: complementSet(VERTICAL),
};

const POSIX: Readonly<Record<string, CharSet>> = {
  ASCII: rangeSet(0, 127),
  Alnum: ALNUM,
  Alpha: ALPHA,
  Blank: charsSet(' \t'),
  Cntrl: unionSet([rangeSet(0, 31), rangeSet(127, 127)]),
  Digit: DIGIT,
  Graph: rangeSet(33, 126),
  Lower: LOWER,
  Print: rangeSet(32, 126),
  Punct: PUNCT,
  Space: SPACE,
  Upper: UPPER,
  XDigit: unionSet([DIGIT, range('A', 'F'), range('a', 'f')]),
};

/** Names after `Is` (and `java…`) that JavaScript has the same property for. */
const BINARY: Readonly<Record<string, string>> = {
  ALPHABETIC: '\\p{Alphabetic}',
  IDEOGRAPHIC: '\\p{Ideographic}',
  LETTER: '\\p{L}',
  LOWERCASE: '\\p{Lowercase}',
  UPPERCASE: '\\p{Uppercase}',
  TITLECASE: '\\p{Lt}',
  DIGIT: '\\p{Nd}',
  PUNCTUATION: '\\p{P}',
  CONTROL: '\\p{Cc}',
  WHITE_SPACE: '\\p{White_Space}',
  WHITESPACE: '\\p{White_Space}',
};

const CASED = unionSet([UPPER, LOWER]);
const CASE_NAMES = new Set(['Lower', 'Upper']);
const CASE_CATEGORIES = new Set(['Lu', 'Ll', 'Lt']);

const valid = (source: string): boolean => {
  try {
    return new RegExp(`[${source}]`, 'v').test('') === false;
  } catch {
    return false;
  }
};

const GENERAL = /^(?:L[ulmotC]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfson]?)$/;

function generalCategory(name: string): CharSet | undefined {
  if (!GENERAL.test(name)) return undefined;
  return namedSet(name === 'LC' ? '\\p{LC}' : `\\p{${name}}`);
}

function scriptSet(name: string): CharSet | undefined {
  const title = name.toLowerCase().replace(/(^|_)[a-z]/g, (start) => start.toUpperCase());
  const source = `\\p{Script=${title}}`;
  return valid(source) ? namedSet(source) : undefined;
}

/**
 * The set of `\p{name}`.
 * @throws RegexSyntaxError when Java has no such name, RegexUnsupportedError for blocks and the tests of java.lang.Character
 */
export function propertySet(name: string, ignoreCase: boolean): CharSet {
  if (Object.hasOwn(POSIX, name)) return ignoreCase && CASE_NAMES.has(name) ? CASED : POSIX[name]!;
  if (name === 'L1') return rangeSet(0, 255);
  const equals = name.indexOf('=');
  if (equals > 0) return keyedSet(name.slice(0, equals), name.slice(equals + 1), ignoreCase);
  if (name.startsWith('In'))
    throw new RegexUnsupportedError(
      `blocks such as \\p{${name}} are not supported; use \\p{IsGreek} and its like, or a range`,
    );
  if (name.startsWith('java') || name === 'all')
    throw new RegexUnsupportedError(`\\p{${name}} is not supported; use \\p{L}, \\p{Lu} and their like`);
  const plain = name.startsWith('Is') ? name.slice(2) : name;
  const category = generalCategory(plain);
  if (category !== undefined) return casedCategory(plain, category, ignoreCase);
  if (name.startsWith('Is')) {
    const binary = BINARY[plain.toUpperCase()];
    if (binary !== undefined) {
      if (ignoreCase && /CASE$/i.test(plain))
        throw new RegexUnsupportedError(`\\p{${name}} ignoring case is not supported`);
      return namedSet(binary);
    }
    const script = scriptSet(plain);
    if (script !== undefined) return script;
    throw new RegexUnsupportedError(`the property \\p{${name}} is not supported`);
  }
  throw new RegexSyntaxError(`unknown character property name {${name}}`);
}

/** Letters of a case are letters of any case when case is ignored. */
const casedCategory = (name: string, set: CharSet, ignoreCase: boolean): CharSet =>
  ignoreCase && CASE_CATEGORIES.has(name) ? namedSet('\\p{Lu}\\p{Ll}\\p{Lt}') : set;

function keyedSet(key: string, value: string, ignoreCase: boolean): CharSet {
  switch (key.toLowerCase()) {
    case 'sc':
    case 'script': {
      const script = scriptSet(value);
      if (script === undefined) throw new RegexSyntaxError(`unknown character script name {${value}}`);
      return script;
    }
    case 'general_category':
    case 'gc': {
      const category = generalCategory(value);
      if (category === undefined)
        throw new RegexSyntaxError(`unknown Unicode property {name=<${key}>, value=<${value}>}`);
      return casedCategory(value, category, ignoreCase);
    }
    case 'blk':
    case 'block':
      throw new RegexUnsupportedError('Unicode blocks are not supported; use a script, \\p{IsGreek}, or a range');
    default:
      throw new RegexSyntaxError(`unknown Unicode property {name=<${key}>, value=<${value}>}`);
  }
}
