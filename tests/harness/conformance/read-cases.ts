/** Case files -> cases. Numbers of more digits than a double holds become text, which the format json reads the same. */
import { readFileSync } from 'node:fs';
import type { ConformanceCase } from './case.ts';

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;
const EXACT_DIGITS = 15;

const quoteLongNumbers = (line: string): string =>
  line.replace(TOKEN, (token) =>
    token[0] !== '"' && token.replace(/[eE].*|[^\d]/g, '').length > EXACT_DIGITS ? `"${token}"` : token,
  );

export const readCases = (file: string): ConformanceCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(quoteLongNumbers(line)) as ConformanceCase);
