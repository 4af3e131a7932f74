/** The small pieces: names, strings, lists. */
import { NAME_LETTERS } from '../../parse/characters.ts';
import { isReserved } from '../../parse/keywords.ts';
import type { Identifier, NamePart, Property, StringLiteral } from '../index.ts';

/** The parts that are there, with a blank between. */
export const words = (...parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(' ');

export const list = <T>(items: readonly T[], print: (item: T) => string): string => items.map(print).join(', ');

export const parenthesised = <T>(items: readonly T[], print: (item: T) => string): string => `(${list(items, print)})`;

const PLAIN_NAME = new RegExp(`^(?!\\$$)[${NAME_LETTERS}][${NAME_LETTERS}0-9]*$`);

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Quoted where it was, and where Flink would not read it otherwise. */
export const printName = ({ name, quoted }: NamePart): string =>
  quoted || isReserved(name) || !PLAIN_NAME.test(name) ? quote(name) : name;

/** Flink reads `a.b$c` as one piece, and `a . b$c` as names. */
export function printIdentifier({ parts }: Identifier): string {
  const text = parts.map(printName);
  return text.join(text.length > 1 && text.some((name) => name.includes('$')) ? ' . ' : '.');
}

/** Reserved words are functions without quotes: COUNT, LEFT. */
export const printFunctionName = ({ parts }: Identifier): string =>
  parts.length === 1 && !parts[0]!.quoted && PLAIN_NAME.test(parts[0]!.name)
    ? parts[0]!.name
    : parts.map(printName).join('.');

export const printNames = (names: readonly NamePart[]): string => parenthesised(names, printName);

export function printString({ value, form, charset }: StringLiteral): string {
  const quoted = `'${value.replaceAll("'", "''")}'`;
  switch (form) {
    case 'plain':
      return quoted;
    case 'national':
      return `N${quoted}`;
    case 'charset':
      return `_${charset}${quoted}`;
    case 'dollar':
      return `$$${value}$$`;
    case 'unicode':
      return `U&'${value
        .replaceAll('\\', '\\\\')
        .replaceAll("'", "''")
        .replace(/[^\x20-\x7e]/g, unicodeEscape)}'`;
  }
}

const unicodeEscape = (character: string): string => `\\${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

export const printProperty = ({ key, value }: Property): string => `${printString(key)} = ${printString(value)}`;

export const printProperties = (properties: readonly Property[]): string => parenthesised(properties, printProperty);

export const withProperties = (properties: readonly Property[]): string | false =>
  properties.length > 0 && `WITH ${printProperties(properties)}`;
