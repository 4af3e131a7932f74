import { EndpointError } from '../../runtime/pipeline/failure.ts';
import type { StoredFileSource } from '../storage/storage.ts';
import { decompressorOf } from './decompress.ts';

/** The bytes of a file in order, decompressed. */
export interface ByteStream {
  /** Puts up to `length` bytes into `target` at `at`. @returns how many; 0 at the end */
  readInto(target: Uint8Array, at: number, length: number): Promise<number>;
  close(): Promise<void>;
}

const NOTHING = new Uint8Array();

/** Starts behind the first `offset` bytes of what the file means. A compressed file is read from its start for that. */
export async function openByteStream(file: StoredFileSource, offset: number): Promise<ByteStream> {
  const decompress = decompressorOf(file.path);
  return decompress ? inflatedStream(file, decompress(file), offset) : plainStream(file, offset);
}

function plainStream(file: StoredFileSource, offset: number): ByteStream {
  let at = offset;
  return {
    async readInto(target, to, length) {
      const count = await file.readInto(target, to, length, at);
      at += count;
      return count;
    },
    close: () => file.close(),
  };
}

async function inflatedStream(
  file: StoredFileSource,
  pieces: AsyncIterator<Uint8Array>,
  offset: number,
): Promise<ByteStream> {
  let piece: Uint8Array = NOTHING;
  const next = async (): Promise<boolean> => {
    try {
      const result = await pieces.next();
      piece = result.done ? NOTHING : result.value;
      return !result.done;
    } catch (error) {
      throw error instanceof EndpointError ? error : broken(file.path, error);
    }
  };
  for (let left = offset; left > 0; ) {
    if (piece.length === 0 && !(await next())) break;
    const skipped = Math.min(left, piece.length);
    piece = piece.subarray(skipped);
    left -= skipped;
  }
  return {
    async readInto(target, to, length) {
      while (piece.length === 0) if (!(await next())) return 0;
      const count = Math.min(length, piece.length);
      target.set(piece.subarray(0, count), to);
      piece = piece.subarray(count);
      return count;
    },
    async close() {
      await pieces.return?.();
      await file.close();
    },
  };
}

const broken = (path: string, cause: unknown) =>
  new EndpointError(`cannot decompress file '${path}': it is broken or incomplete`, {
    code: 'run-time',
    recoverable: false,
    cause,
  });
