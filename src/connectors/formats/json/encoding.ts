/** JSON bytes in UTF-8, UTF-16 or UTF-32, told apart by their first bytes as Jackson does (ByteSourceJsonBootstrapper), to UTF-8. */
export function toUtf8(bytes: Uint8Array): Uint8Array {
  const size = unitSize(bytes);
  if (size === undefined) return bytes;
  const { width, littleEndian, mark } = size;
  const view = new DataView(bytes.buffer, bytes.byteOffset + mark, bytes.byteLength - mark);
  const characters: string[] = [];
  for (let at = 0; at + width <= view.byteLength; at += width) {
    const unit = width === 2 ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian);
    characters.push(width === 2 || unit < 0x10000 ? String.fromCharCode(unit) : codePoint(unit));
  }
  return new Uint8Array(Buffer.from(characters.join('')));
}

const codePoint = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd');

interface Units {
  readonly width: 2 | 4;
  readonly littleEndian: boolean;
  /** Bytes of the byte order mark. */
  readonly mark: number;
}

/** undefined for UTF-8. */
function unitSize(bytes: Uint8Array): Units | undefined {
  if (bytes.length < 2) return undefined;
  const [a, b, c = 1, d = 1] = bytes;
  if (bytes.length >= 4) {
    if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { width: 4, littleEndian: false, mark: 4 };
    if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { width: 4, littleEndian: true, mark: 4 };
    if (a === 0 && b === 0 && c === 0) return { width: 4, littleEndian: false, mark: 0 };
    if (b === 0 && c === 0 && d === 0) return { width: 4, littleEndian: true, mark: 0 };
  }
  if (a === 0xfe && b === 0xff) return { width: 2, littleEndian: false, mark: 2 };
  if (a === 0xff && b === 0xfe) return { width: 2, littleEndian: true, mark: 2 };
  if (a === 0) return { width: 2, littleEndian: false, mark: 0 };
  if (b === 0) return { width: 2, littleEndian: true, mark: 0 };
  return undefined;
}
