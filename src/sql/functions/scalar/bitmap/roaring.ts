/** Sets of unsigned 32-bit integers to bytes and back: RoaringBitmap's portable format, runs written where they are shorter. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';

const COOKIE = 12346;
const COOKIE_WITH_RUNS = 12347;
/** Containers of more values are bit sets. */
const MAX_ARRAY = 4096;
const BITSET_BYTES = 8192;
/** With runs and fewer containers there are no offsets. */
const OFFSETS_FROM = 4;
const CONTAINER_VALUES = 65536;

interface Container {
  readonly key: number;
  /** The low 16 bits, ascending. */
  readonly low: readonly number[];
  /** Start and length less one of each run, in turn, when that is the shortest form. */
  readonly runs?: readonly number[];
}

const runsOf = (low: readonly number[]): readonly number[] => {
  const runs: number[] = [];
  for (let i = 0; i < low.length; ) {
    let end = i;
    while (end + 1 < low.length && low[end + 1] === low[end]! + 1) end += 1;
    runs.push(low[i]!, end - i);
    i = end + 1;
  }
  return runs;
};

const plainBytes = (count: number): number => (count > MAX_ARRAY ? BITSET_BYTES : count * 2);

function container(key: number, low: readonly number[]): Container {
  const runs = runsOf(low);
  return plainBytes(low.length) > 2 + runs.length * 2 ? { key, low, runs } : { key, low };
}

function containersOf(values: readonly number[]): readonly Container[] {
  const containers: Container[] = [];
  for (let from = 0; from < values.length; ) {
    const key = Math.floor(values[from]! / CONTAINER_VALUES);
    let to = from;
    while (to < values.length && Math.floor(values[to]! / CONTAINER_VALUES) === key) to += 1;
    containers.push(
      container(
        key,
        values.slice(from, to).map((value) => value % CONTAINER_VALUES),
      ),
    );
    from = to;
  }
  return containers;
}

const containerBytes = ({ low, runs }: Container): number => (runs ? 2 + runs.length * 2 : plainBytes(low.length));

export function roaringBytes(values: readonly number[]): Uint8Array {
  const containers = containersOf(values);
  const withRuns = containers.some(({ runs }) => runs);
  const flagBytes = withRuns ? Math.ceil(containers.length / 8) : 0;
  const withOffsets = !withRuns || containers.length >= OFFSETS_FROM;
  const header = (withRuns ? 4 + flagBytes : 8) + containers.length * (withOffsets ? 8 : 4);
  const view = new DataView(new ArrayBuffer(containers.reduce((sum, c) => sum + containerBytes(c), header)));
  let at = writeHead(view, containers, withRuns);
  for (const { key, low } of containers) {
    view.setUint16(at, key, true);
    view.setUint16(at + 2, low.length - 1, true);
    at += 4;
  }
  let offset = header;
  for (const one of containers) {
    if (withOffsets) view.setUint32(at, offset, true);
    if (withOffsets) at += 4;
    writeContainer(view, offset, one);
    offset += containerBytes(one);
  }
  return new Uint8Array(view.buffer);
}

function writeHead(view: DataView, containers: readonly Container[], withRuns: boolean): number {
  if (!withRuns) {
    view.setUint32(0, COOKIE, true);
    view.setUint32(4, containers.length, true);
    return 8;
  }
  view.setUint16(0, COOKIE_WITH_RUNS, true);
  view.setUint16(2, containers.length - 1, true);
  for (const [i, { runs }] of containers.entries()) {
    if (runs) view.setUint8(4 + (i >> 3), view.getUint8(4 + (i >> 3)) | (1 << (i & 7)));
  }
  return 4 + Math.ceil(containers.length / 8);
}

function writeContainer(view: DataView, offset: number, { low, runs }: Container): void {
  if (runs) {
    view.setUint16(offset, runs.length / 2, true);
    for (const [i, part] of runs.entries()) view.setUint16(offset + 2 + i * 2, part, true);
  } else if (low.length > MAX_ARRAY) {
    for (const value of low) {
      const at = offset + (value >> 3);
      view.setUint8(at, view.getUint8(at) | (1 << (value & 7)));
    }
  } else {
    for (const [i, value] of low.entries()) view.setUint16(offset + i * 2, value, true);
  }
}

const broken = (): never => {
  throw new RunTimeError('BITMAP_FROM_BYTES: the bytes are no bitmap in the format of RoaringBitmap');
};

/** Ascending; throws for bytes in another format. */
export function roaringValues(bytes: Uint8Array): readonly number[] {
  try {
    return readContainers(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch (error) {
    return error instanceof RangeError ? broken() : raise(error);
  }
}

const raise = (error: unknown): never => {
  throw error;
};

function readContainers(view: DataView): readonly number[] {
  const withRuns = view.getUint16(0, true) === COOKIE_WITH_RUNS;
  if (!withRuns && view.getUint32(0, true) !== COOKIE) broken();
  const count = withRuns ? view.getUint16(2, true) + 1 : view.getUint32(4, true);
  if (count > CONTAINER_VALUES) broken();
  const heads = withRuns ? 4 + Math.ceil(count / 8) : 8;
  let at = heads + count * (!withRuns || count >= OFFSETS_FROM ? 8 : 4);
  const values: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const high = view.getUint16(heads + i * 4, true) * CONTAINER_VALUES;
    const size = view.getUint16(heads + i * 4 + 2, true) + 1;
    const isRun = withRuns && (view.getUint8(4 + (i >> 3)) & (1 << (i & 7))) !== 0;
    at = readContainer(view, at, size, isRun, (low) => values.push(high + low));
  }
  return values;
}

/** @returns the offset behind the container */
function readContainer(view: DataView, at: number, size: number, isRun: boolean, add: (low: number) => void): number {
  if (isRun) {
    const runs = view.getUint16(at, true);
    for (let i = 0; i < runs; i += 1) {
      const start = view.getUint16(at + 2 + i * 4, true);
      const length = view.getUint16(at + 4 + i * 4, true);
      for (let low = start; low <= start + length; low += 1) add(low);
    }
    return at + 2 + runs * 4;
  }
  if (size <= MAX_ARRAY) {
    for (let i = 0; i < size; i += 1) add(view.getUint16(at + i * 2, true));
    return at + size * 2;
  }
  for (let low = 0; low < CONTAINER_VALUES; low += 1) if (view.getUint8(at + (low >> 3)) & (1 << (low & 7))) add(low);
  return at + BITSET_BYTES;
}
