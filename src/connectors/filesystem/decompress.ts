import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { EndpointError } from '../../runtime/pipeline/failure.ts';
import { loadZstd } from '../formats/parquet/format/zstd.ts';
import type { StoredFileSource } from '../storage/storage.ts';

/** The pieces of a file's contents; errors of the library mean that the file is broken. */
export type Decompressor = (file: StoredFileSource) => AsyncIterator<Uint8Array>;

const PIECE_BYTES = 1 << 18;

/** Without a streaming decompressor a file has to fit. */
const MAX_WHOLE_FILE_BYTES = 1 << 29;

/** By the extension, as Flink's StandardDeCompressors and FileInputFormat have it; undefined for a file that is read as it is. */
export const decompressorOf = (path: string): Decompressor | undefined => DECOMPRESSORS[extensionOf(path)];

/** What is wrong with the compression of a file of this name, if anything. */
export function compressionProblem(path: string): string | undefined {
  const name = UNSUPPORTED[extensionOf(path)];
  return name === undefined ? undefined : `file '${path}' is compressed with ${name}, which is not supported`;
}

const extensionOf = (path: string) => /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';

const DECOMPRESSORS: Readonly<Record<string, Decompressor>> = {
  gz: (file) => through(file, zlib.createGunzip()),
  gzip: (file) => through(file, zlib.createGunzip()),
  deflate: (file) => through(file, zlib.createInflate()),
  zst: (file) => {
    const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };
    return createZstdDecompress ? through(file, createZstdDecompress()) : wholeZstd(file);
  },
};

const UNSUPPORTED: Readonly<Record<string, string>> = { bz2: 'bzip2', xz: 'xz' };

function through(file: StoredFileSource, transform: Transform): AsyncIterator<Uint8Array> {
  // The error reaches whoever reads the transform.
  pipeline(Readable.from(pieces(file)), transform, () => {});
  return transform[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
}

async function* pieces(file: StoredFileSource): AsyncGenerator<Uint8Array> {
  for (let offset = 0; ; ) {
    const piece = await file.read(offset, PIECE_BYTES);
    if (piece.length === 0) return;
    offset += piece.length;
    yield piece;
  }
}

/** Node 20 has no Zstandard: the whole file at once. */
async function* wholeZstd(file: StoredFileSource): AsyncGenerator<Uint8Array> {
  if (file.sizeBytes > MAX_WHOLE_FILE_BYTES) throw tooLarge(file);
  const zstd = await loadZstd();
  const bytes = await file.read(0, file.sizeBytes);
  // The frame may not say how large its contents are.
  for (let room = Math.max(1 << 20, bytes.length * 8); ; room *= 4) {
    try {
      yield zstd.decompress(bytes, Math.min(room, MAX_WHOLE_FILE_BYTES));
      return;
    } catch (error) {
      if (room >= MAX_WHOLE_FILE_BYTES) throw error;
    }
  }
}

const tooLarge = (file: StoredFileSource) =>
  new EndpointError(`file '${file.path}' of ${file.sizeBytes} bytes is too large to be decompressed at once`, {
    recoverable: false,
    options: ['path'],
    hint: 'Node 22.15 and later decompress Zstandard piece by piece',
  });
