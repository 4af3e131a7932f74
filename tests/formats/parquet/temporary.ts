// Files on disk for a test, for readers by other people.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'streamsql-parquet-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function temporaryFile(bytes: Uint8Array, name = 'file.parquet'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return path;
}
