import type { Options } from '../../options.ts';

/** The characters and rules of a CSV table, parsed once. Characters are UTF-16 codes, -1 for none. */
export interface CsvSettings {
  readonly separator: number;
  readonly quote: number;
  readonly escape: number;
  readonly arraySeparator: string;
  readonly nullLiteral?: string;
  readonly allowComments: boolean;
  readonly trimSpaces: boolean;
  readonly ignoreParseErrors: boolean;
  readonly ignoreTrailingUnmappable: boolean;
  readonly allowTrailingComma: boolean;
  readonly failOnMissingColumns: boolean;
  readonly emptyStringAsNull: boolean;
  readonly scientificDecimals: boolean;
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' };

/** `\t`, `\u0001`, `\1` as the characters they stand for in Java (commons-text's unescapeJava). */
export const unescapeJava = (text: string): string =>
  text.replace(/\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(.))/gs, (_whole, hex, octal, letter) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex as string, 16));
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal as string, 8));
    return ESCAPES[letter as string] ?? (letter as string);
  });

const code = (text: unknown): number => (typeof text === 'string' ? text.charCodeAt(0) : -1);

export function csvSettings(options: Options): CsvSettings {
  const nullLiteral = options.get('null-literal');
  return {
    separator: code(unescapeJava(options.string('field-delimiter'))),
    quote: options.boolean('disable-quote-character') ? -1 : code(options.get('quote-character')),
    escape: code(options.get('escape-character')),
    arraySeparator: options.string('array-element-delimiter'),
    ...(typeof nullLiteral === 'string' ? { nullLiteral } : {}),
    allowComments: options.boolean('allow-comments'),
    trimSpaces: options.boolean('trim-spaces'),
    ignoreParseErrors: options.boolean('ignore-parse-errors'),
    ignoreTrailingUnmappable: options.boolean('ignore-trailing-unmappable'),
    allowTrailingComma: options.boolean('allow-trailing-comma'),
    failOnMissingColumns: options.boolean('fail-on-missing-columns'),
    emptyStringAsNull: options.boolean('empty-string-as-null'),
    scientificDecimals: options.get('write-bigdecimal-in-scientific-notation') === true,
  };
}
