/** Statements typed before, kept in a file of the user's: newest last, no two neighbours the same, bounded. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { redactSql } from '../../sql/diagnostics/secrets.ts';

const MOST_STATEMENTS = 1000;

const historyFile = (): string =>
  process.env.STREAMSQL_HISTORY ??
  path.join(process.env.XDG_STATE_HOME ?? path.join(homedir(), '.local', 'state'), 'streamsql', 'history');

/** @returns one line a statement; an unreadable file is an empty history */
export function readHistory(): string[] {
  try {
    return readFileSync(historyFile(), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** One line to go back to, with the meaning of the statement: comments to the end of a line are closed, secrets are masked. */
export function historyLine(statement: string): string {
  let line = '';
  let quote = '';
  for (const piece of redactSql(statement.trim()).split(/(--[^\n]*|\/\*|\*\/|['"`]|\s*\n\s*)/)) {
    if (quote === '' && piece.startsWith('--')) line += `/* ${piece.slice(2).trim().replaceAll('*/', '')} */`;
    else line += /\n/.test(piece) ? ' ' : piece;
    if (quote === '' && /^(['"`]|\/\*)$/.test(piece)) quote = piece === '/*' ? '*/' : piece;
    else if (piece === quote) quote = '';
  }
  return line;
}

/** A history that cannot be kept is no reason to stop. */
export function writeHistory(lines: readonly string[]): void {
  try {
    mkdirSync(path.dirname(historyFile()), { recursive: true });
    writeFileSync(historyFile(), `${lines.slice(-MOST_STATEMENTS).join('\n')}\n`, { mode: 0o600 });
  } catch {
    // Nothing to tell: the next session begins without it.
  }
}
