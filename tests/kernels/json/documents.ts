import fc from 'fast-check';

/** JSON text as producers write it and as they should not: spaces, escapes, repeated keys, odd numbers, damage. */

const space = fc.constantFrom('', '', '', '', ' ', '\n', '  \t', '\r\n ');

const GOOD_CHARACTERS = [
  ...['a', 'b', 'zz', '0', ' ', 'é', '日本', '😀', '\\"', '\\\\', '\\/', '\\n', '\\t', '\\b', '\\f', '\\r'],
  ...['\\u0041', '\\u00e9', '\\u65e5', '\\ud83d\\ude00', '\\u0000', 'plain text of some length '],
  ...['{', '}', '[', ',', ':', "'", '\x7f'],
];
const BAD_CHARACTERS = ['\\x', '\n', '\\u12g4', '\\', '\x01', '\\ud800', '\\udc00x', '\\ud800\\u0041', '\t'];

const goodString = fc
  .array(fc.constantFrom(...GOOD_CHARACTERS), { maxLength: 8 })
  .map((parts) => `"${parts.join('')}"`);
const badString = fc
  .array(fc.constantFrom(...GOOD_CHARACTERS, ...BAD_CHARACTERS), { maxLength: 8 })
  .map((parts) => `"${parts.join('')}"`);
export const string = fc.oneof({ arbitrary: goodString, weight: 30 }, { arbitrary: badString, weight: 1 });

const KNOWN_NUMBERS = [
  ...['0', '-0', '1', '-17', '3.25', '1e3', '1.5E-7', '123456789012', '0.1', '9007199254740993', '-0.0', '2.50'],
  ...['12345678901234567890', '18446744073709551616', '-9223372036854775808', '9223372036854775808', '1e400'],
  ...['127', '128', '-128', '-129', '32767', '32768', '2147483647', '2147483648', '-2147483649', '0.5', '-0.05'],
  ...['99999999999999999999999999999999999999', '999999999999999999999999999999999999999', '1E-30', '0e5', '5e-1'],
  ...['0.000000000000000000000000000000000000001', '16777217', '16777216.5', '1.0000000000000000', '1e22', '1e23'],
];
const BAD_NUMBERS = ['01', '1.', '.5', '+1', '1e', '-', 'NaN', '1e+', '--1', '1.e5', '0x10'];
const composed = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.bigInt({ min: 0n, max: 10n ** 25n }),
    fc.option(fc.stringMatching(/^[0-9]{1,25}$/)),
    fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e-', 'E+'), fc.nat({ max: 45 })), { freq: 3 }),
  )
  .map(
    ([sign, whole, fraction, exponent]) =>
      `${sign}${whole}${fraction ? `.${fraction}` : ''}${exponent?.join('') ?? ''}`,
  );
export const number = fc.oneof(
  { arbitrary: fc.constantFrom(...KNOWN_NUMBERS), weight: 10 },
  { arbitrary: composed, weight: 10 },
  { arbitrary: fc.integer().map(String), weight: 10 },
  { arbitrary: fc.constantFrom(...BAD_NUMBERS), weight: 1 },
);

const TIMES = [
  ...['2024-02-29', '2023-02-29', '1900-02-29', '2000-02-29', '2024-13-01', '2024-00-01', '2024-01-00', '2024-04-31'],
  ...['0000-01-01', '9999-12-31', '12024-01-01', '2024-1-1', '1969-12-31 23:59:59.999', '2024-02-29 12:34:56'],
  ...[
    '2024-02-29 12:34:56.7',
    '2024-02-29 12:34:56.123456789',
    '2024-02-29 12:34:56.1234567890',
    '2024-02-29 12:34:56.',
  ],
  ...[
    '2024-02-29T12:34:56',
    '2024-02-29T12:34:56.5Z',
    '2024-02-29 12:34:56Z',
    '2024-02-29 24:00:00',
    '2024-02-29 23:60:00',
  ],
  ...[
    '2024-02-29 23:59:60',
    '2024-02-29 12:34',
    '2024-02-29  12:34:56',
    '1600-03-01 00:00:00.000000001',
    '2024-02-29T12:34:56z',
  ],
];
export const time = fc.constantFrom(...TIMES.map((text) => `"${text}"`));

const literal = fc.oneof(
  { arbitrary: fc.constantFrom('true', 'false', 'null'), weight: 30 },
  { arbitrary: fc.constantFrom('nul', 'True', 'nullx', 'falsy', ''), weight: 1 },
);

const joined = (open: string, items: fc.Arbitrary<string>, close: string, maxLength: number) =>
  fc
    .tuple(
      fc.array(
        fc.tuple(space, items, space).map((parts) => parts.join('')),
        { maxLength },
      ),
      space,
      fc.nat({ max: 60 }),
    )
    .map(
      ([parts, inside, damage]) =>
        `${open}${parts.length ? parts.join(',') : inside}${damage === 0 ? ',' : ''}${close}`,
    );

const entry = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.tuple(key, space, space, value).map(([k, before, after, v]) => `${k}${before}:${after}${v}`);

export const object = (key: fc.Arbitrary<string>, value: fc.Arbitrary<string>, maxLength = 5) =>
  joined('{', entry(key, value), '}', maxLength);
export const list = (value: fc.Arbitrary<string>) => joined('[', value, ']', 4);

/** Any value. */
export const value: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    string,
    number,
    literal,
    object(string, tie('value')),
    list(tie('value')),
  ),
})).value;

export const quoted = (text: fc.Arbitrary<string>) => text.map((inner) => `"${inner}"`);

/** Values of all kinds that columns are asked for, the fitting ones more often. */
export const field = fc.oneof(
  { arbitrary: string, weight: 4 },
  { arbitrary: number, weight: 8 },
  { arbitrary: quoted(number), weight: 2 },
  { arbitrary: literal, weight: 3 },
  { arbitrary: time, weight: 4 },
  { arbitrary: value, weight: 2 },
);

/** Now and then something is changed, cut off or added. */
export const damaged = (document: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(document, fc.nat({ max: 19 }), fc.nat(), fc.integer({ min: 0, max: 255 })).map(([text, how, at, byte]) => {
    const bytes = new Uint8Array(Buffer.from(text));
    if (how === 0) return bytes.subarray(0, at % (bytes.length + 1));
    if (how === 1)
      return new Uint8Array(Buffer.concat([bytes, Buffer.from(['x', ',', '}', '{}', ' ', '\n'][at % 6]!)]));
    if (how === 2 && bytes.length > 0) bytes[at % bytes.length] = byte;
    return bytes;
  });
