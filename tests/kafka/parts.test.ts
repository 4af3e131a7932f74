import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatOptionsOf } from '../../src/connectors/format-options.ts';
import { kafkaFailure } from '../../src/connectors/kafka/client/failure.ts';
import { tokenProvider } from '../../src/connectors/kafka/client/oauth.ts';
import { pkcs12Certificates } from '../../src/connectors/kafka/client/pkcs12.ts';
import { backoffMs } from '../../src/connectors/kafka/client/retry.ts';
import { kafka } from '../../src/connectors/kafka/connector.ts';
import { readFetchResponse } from '../../src/connectors/kafka/fetch/response.ts';
import { abortedFilter } from '../../src/connectors/kafka/source/aborted.ts';
import { firstCorrupt, nativeCrc32c } from '../../src/connectors/kafka/source/checksum.ts';
import { createDecompressor } from '../../src/connectors/kafka/source/decompress.ts';
import { lz4MostBytes, zstdContentSize } from '../../src/connectors/kafka/source/frames.ts';
import { joinKeys } from '../../src/connectors/kafka/source/join-keys.ts';
import { parsePosition, positionOf } from '../../src/connectors/kafka/source/position.ts';
import { snappyBlocks } from '../../src/connectors/kafka/source/snappy-blocks.ts';
import { loadKernels } from '../../src/kernels/load.ts';
import { Memory } from '../../src/runtime/batch/memory.ts';
import { EndpointError } from '../../src/runtime/pipeline/failure.ts';
import { testHost } from '../harness/connector-context.ts';
import { textFormat } from './text-format.ts';

describe('positions', () => {
  test('come back as they were, through JSON, also beyond exact numbers', () => {
    fc.assert(
      fc.property(
        fc.bigInt(0n, 2n ** 63n - 1n),
        fc.option(fc.bigInt(0n, 2n ** 63n - 1n), { nil: undefined }),
        (offset, stop) => {
          const plain = JSON.parse(JSON.stringify(positionOf(offset, stop, 'id')));
          expect(parsePosition(plain)).toEqual({ offset, stop, topicId: 'id' });
        },
      ),
    );
  });
  test.each([
    null,
    1,
    {},
    { offset: -1, topicId: 'a' },
    { offset: 1.5, topicId: 'a' },
    { offset: 1 },
    { offset: 1, stop: 'x', topicId: 'a' },
  ])('%j is none', (data) => expect(parsePosition(data)).toBeUndefined());
});

describe('aborted transactions', () => {
  test('those of a producer between the first record and the marker', () => {
    const filter = abortedFilter([
      { producerId: 1n, firstOffset: 2n },
      { producerId: 2n, firstOffset: 5n },
      { producerId: 1n, firstOffset: 20n },
    ]);
    expect(filter.isAborted(1n, 1n)).toBe(false);
    expect(filter.isAborted(1n, 2n)).toBe(true);
    expect(filter.isAborted(2n, 4n)).toBe(false);
    expect(filter.isAborted(2n, 6n)).toBe(true);
    filter.onAbortMarker(1n);
    expect(filter.isAborted(1n, 10n)).toBe(false);
    expect(filter.isAborted(2n, 11n)).toBe(true);
    expect(filter.isAborted(1n, 25n)).toBe(true);
  });
});

describe('keys beside values', () => {
  const rows = (recordOf: number[]) => ({ rowCount: recordOf.length, recordOf: Int32Array.from(recordOf) });
  test('every pair of one record', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6)), fc.array(fc.nat(6)), (v, k) => {
        const [value, key] = [[...v].sort(), [...k].sort()];
        const expected = value.flatMap((record, i) =>
          key.flatMap((other, j) => (record === other ? [[i, j, record]] : [])),
        );
        const joined = joinKeys(rows(value), rows(key), 0)!;
        expect([...joined.recordOf].map((record, i) => [joined.valueRows[i], joined.keyRows[i], record])).toEqual(
          expected,
        );
      }),
    );
  });
  test('nothing moves when all records have one row on both sides', () => {
    expect(joinKeys({ rowCount: 3 }, { rowCount: 3 }, 7)).toBeUndefined();
    expect([...joinKeys({ rowCount: 3 }, rows([8]), 7)!.valueRows]).toEqual([1]);
  });
});

describe('frames of compressed batches', () => {
  test('lz4: the most that blocks can become', async () => {
    const { compressionsAlgorithms } = await import('@platformatic/kafka');
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(10), randomBytes(300_000), Buffer.alloc(3_000_000)]) {
      const most = lz4MostBytes(compressionsAlgorithms.lz4.compressSync(bytes))!;
      expect(most).toBeGreaterThanOrEqual(bytes.length);
    }
    expect(lz4MostBytes(Buffer.from('no frame at all'))).toBeUndefined();
  });
  test('zstd: the size it says', () => {
    expect(zstdContentSize(Buffer.from('28b52ffd2005', 'hex'))).toBe(5);
    expect(zstdContentSize(Buffer.from('28b52ffd605e00', 'hex'))).toBe(0x5e + 256);
    expect(zstdContentSize(Buffer.from('28b52ffd0058', 'hex'))).toBeUndefined();
    expect(zstdContentSize(Buffer.from('000000000000', 'hex'))).toBe('broken');
  });
  test('snappy: raw, framed, broken', () => {
    const framed = Buffer.from('82534e4150505900000000010000000100000003aabbcc00000001dd', 'hex');
    expect(snappyBlocks(framed, 0, framed.length)).toEqual([
      { start: 20, length: 3 },
      { start: 27, length: 1 },
    ]);
    expect(snappyBlocks(framed, 0, framed.length - 1)).toBeUndefined();
    expect(snappyBlocks(Buffer.from('0300'), 0, 2)).toEqual([{ start: 0, length: 2 }]);
  });
});

describe('decompression', () => {
  const memory = new Memory(16 << 20);
  const decompressor = createDecompressor(memory, loadKernels(memory.wasm));
  const place = memory.allocate(1 << 20);
  const room = memory.allocate(4 << 20);
  const decompress = (codec: number, bytes: Uint8Array, limitBytes = 4 << 20) => {
    memory.u8.set(bytes, place);
    return decompressor.decompress(codec, place, place + bytes.length, {
      limitBytes,
      room: (n) => (n <= 4 << 20 ? room : undefined),
    });
  };

  test('broken bytes are said to be so, whatever they are', async () => {
    const loading = decompress(4, new Uint8Array(10));
    if (loading.kind === 'loading') await loading.ready;
    fc.assert(
      fc.property(fc.constantFrom(1, 2, 3, 4, 5), fc.uint8Array({ maxLength: 200 }), (codec, bytes) => {
        expect(['broken', 'bytes', 'too-large']).toContain(decompress(codec, bytes).kind);
      }),
    );
    const { compressionsAlgorithms } = await import('@platformatic/kafka');
    const lz4 = compressionsAlgorithms.lz4.compressSync(randomBytes(1000));
    for (let cut = 0; cut < lz4.length; cut += 37) expect(decompress(3, lz4.subarray(0, cut)).kind).toBe('broken');
  });

  test('what becomes too large is refused before it is there', () => {
    const bomb = gzipSync(Buffer.alloc(3_000_000));
    expect(decompress(1, bomb, 1_000_000).kind).toBe('too-large');
    expect(decompress(1, bomb).kind).toBe('bytes');
    // 1 GiB in five bytes.
    expect(decompress(2, Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x04)).kind).toBe('too-large');
  });
});

describe('answers of a broker', () => {
  test('cut off or random bytes never do more than fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, ids) => {
        try {
          readFetchResponse(Buffer.from(bytes), 0, bytes.length, ids);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('the first batch with a wrong checksum', () => {
  const crc32c = nativeCrc32c();
  if (!crc32c) throw new Error('the native checksum is missing');
  const batch = (corrupt: boolean) => {
    const bytes = Buffer.alloc(70, 7);
    bytes.writeInt32BE(58, 8);
    bytes.writeUInt32BE(crc32c(bytes.subarray(21)), 17);
    if (corrupt) bytes[40] = 8;
    return bytes;
  };
  expect(firstCorrupt(crc32c, Buffer.concat([batch(false), batch(false)]), 0, 140)).toBeUndefined();
  expect(firstCorrupt(crc32c, Buffer.concat([batch(false), batch(true)]), 0, 140)).toBe(70);
});

describe('PKCS12', () => {
  test('random bytes are no store', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        expect(pkcs12Certificates(Buffer.from(bytes), 'p')).toHaveProperty('problem');
      }),
    );
  });
});

describe('failures', () => {
  test.each([
    [{ code: 'PLT_KFK_NETWORK', cause: { code: 'ECONNREFUSED' } }, 'cannot x: the connection was refused', true],
    [
      { errors: [{ apiId: 'GROUP_AUTHORIZATION_FAILED', canRetry: false }] },
      'cannot x: group authorization failed',
      false,
    ],
    [{ apiId: 'COORDINATOR_NOT_AVAILABLE', canRetry: true }, 'cannot x: coordinator not available', true],
    [{ cause: { code: 'CERT_HAS_EXPIRED' } }, 'cannot x: the broker’s certificate has expired', false],
    [{ code: 'PLT_KFK_TIMEOUT' }, 'cannot x: there was no answer in time', true],
    [new TypeError('undefined is not a function'), 'cannot x: the broker’s answer could not be read', true],
  ])('%j', (error, message, recoverable) => {
    expect(kafkaFailure(error, 'x')).toMatchObject({ message, recoverable });
  });
  test('ours stay as they are', () => {
    const own = new EndpointError('mine');
    expect(kafkaFailure(own, 'x')).toBe(own);
  });
});

test('pauses double up to the longest', () => {
  const pauses = Array.from({ length: 8 }, (_, i) =>
    backoffMs({ backoffMs: 100, backoffMaxMs: 1000 }, i + 1, testHost()),
  );
  for (const [i, pause] of pauses.entries()) {
    const middle = Math.min(1000, 100 * 2 ** i);
    expect(Math.abs(pause - middle)).toBeLessThanOrEqual(middle * 0.2 + 1);
  }
});

test('an unsecured token is made anew before it ends', async () => {
  let now = 1_000_000;
  const token = tokenProvider({ kind: 'unsecured', claims: { sub: 'a' }, lifetimeSeconds: 100 }, () => now);
  const claims = async () => JSON.parse(Buffer.from((await token()).split('.')[1]!, 'base64url').toString());
  expect(await claims()).toEqual({ sub: 'a', iat: 1000, exp: 1100 });
  now += 79_000;
  expect((await claims()).iat).toBe(1000);
  now += 2_000;
  expect((await claims()).iat).toBe(1081);
});

describe('options of formats', () => {
  const split = (raw: Record<string, string>) => formatOptionsOf(kafka, [textFormat], raw);
  test('by the key that names the format', () => {
    const { choices, connectorOptions, problems } = split({
      'value.format': 'text',
      'value.text.most-rows': '5',
      'key.format': 'text',
      'key.text.skip-failures': 'true',
      'text.most-rows': '6',
      topic: 't',
    });
    expect(problems).toEqual([]);
    expect(
      choices.map(({ part, prefix, options }) => [
        part,
        prefix,
        options.get('most-rows'),
        options.get('skip-failures'),
      ]),
    ).toEqual([
      ['value', 'value.text.', 5, false],
      ['key', 'key.text.', 1_000_000, true],
    ]);
    expect(connectorOptions).toEqual({
      'value.format': 'text',
      'key.format': 'text',
      'text.most-rows': '6',
      topic: 't',
    });
  });
  test('problems name the whole key', () => {
    expect(split({ format: 'text', 'text.no': '1' }).problems).toMatchObject([
      { at: 'text.no', message: "unknown option 'text.no'" },
    ]);
    expect(split({ 'key.format': 'text', 'key.text.most-rows': 'x' }).problems).toMatchObject([
      { at: 'key.text.most-rows', message: "option 'key.text.most-rows' has no value 'x': expected an integer" },
    ]);
  });
});
