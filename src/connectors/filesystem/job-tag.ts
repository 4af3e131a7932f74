import { createHash } from 'node:crypto';

/** Marks files as those of one sink of one job; the same over restarts of the job. */
export const jobTag = (jobId: string, sinkId: string): string =>
  createHash('sha256').update(`${jobId}\n${sinkId}`).digest('hex').slice(0, 16);

/** Of the tag, what a published name shows. */
const SHOWN = 12;

/** `part-<uuid>`, as in Flink; the first digits of the id are the job's, so that an overwriting job knows its own files. */
export function partPrefix(tag: string, random: Uint8Array): string {
  const digits =
    tag.slice(0, SHOWN) +
    Buffer.from(random)
      .toString('hex')
      .slice(0, 32 - SHOWN);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
  return `part-${parts.join('-')}`;
}

export const isOwnPart = (name: string, tag: string): boolean =>
  name.startsWith(`part-${tag.slice(0, 8)}-${tag.slice(8, SHOWN)}-`);
