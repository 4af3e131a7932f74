/** The small pieces: names, strings, lists. */
import { isReserved } from '../../parse/keywords.ts';
import type { Identifier, NamePart, Property, StringLiteral } from '../index.ts';

/** The parts that are there, with a blank between. */
export const words = (...parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(' ');

export const list = <T>(items: readonly T[], print: (item: T) => string): string => items.map(print).join(', ');

export const parenthesised = <T>(items: readonly T[], print: (item: T) => string): string => `(${list(items, print)})`;

const PLAIN_NAME = /^[A-Za-z_$\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff][\w$\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff]*$/;

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Quoted where it was, and where Flink would not read it otherwise. */
export const printName = ({ name, quoted }: NamePart): string =>
  quoted || isReserved(name) || !PLAIN_NAME.test(name) ? quote(name) : name;

export const printIdentifier = (identifier: Identifier): string => identifier.parts.map(printName).join('.');

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
