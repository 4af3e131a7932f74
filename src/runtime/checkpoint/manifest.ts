/** A checkpoint <-> the bytes of its `_metadata` file: a line that says what follows, then the checkpoint as plain data. */
import { createHash } from 'node:crypto';
import { explained } from '../pipeline/failure.ts';
import { decodePlainData, encodePlainData } from '../state/plain-data.ts';
import type { Checkpoint } from './checkpoint.ts';

const FORMAT = 'streamsql-checkpoint';
const VERSION = 1;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export function encodeManifest(checkpoint: Checkpoint): Uint8Array {
  const body = encodePlainData(checkpoint);
  return Buffer.from(`${JSON.stringify({ format: FORMAT, version: VERSION, sha256: digest(body) })}\n${body}\n`);
}

/** @throws ExplainedError when the bytes are damaged or of another version; `place` is named in it */
export function decodeManifest(bytes: Uint8Array, place: string): Checkpoint {
  const [head, body] = Buffer.from(bytes).toString().split('\n');
  const header = parseHeader(head ?? '');
  if (header?.format !== FORMAT)
    throw explained('checkpoint', `${place} is no checkpoint of streamsql`, {
      hint: 'name the folder that holds a _metadata file',
    });
  if (header.version !== VERSION)
    throw explained('checkpoint', `${place} has version ${String(header.version)}, this streamsql reads ${VERSION}`, {
      hint: 'use the version of streamsql that wrote it',
    });
  if (header.sha256 !== digest(body ?? ''))
    throw explained('checkpoint', `${place} is damaged: its contents do not match its checksum`, {
      hint: 'choose another checkpoint with --from, or start without one with --fresh',
    });
  return decodePlainData(body!) as Checkpoint;
}

function parseHeader(text: string): Partial<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
