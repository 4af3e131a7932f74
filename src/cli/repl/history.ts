/** Statements typed before, kept in a file of the user's: newest last, no two neighbours the same, bounded. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

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

/** Line breaks become blanks: a statement is one line to go back to. A history that cannot be kept is no reason to stop. */
export function writeHistory(statements: readonly string[]): void {
  const lines = statements.map((text) => text.replace(/\s*\n\s*/g, ' ')).filter((line, i, all) => line !== all[i - 1]);
  try {
    mkdirSync(path.dirname(historyFile()), { recursive: true });
    writeFileSync(historyFile(), `${lines.slice(-MOST_STATEMENTS).join('\n')}\n`, { mode: 0o600 });
  } catch {
    // Nothing to tell: the next session begins without it.
  }
}
