/** INET_ATON and INET_NTOA: IPv4 addresses to numbers and back. */
import { BIGINT, STRING } from '../../../types/type.ts';
import { scalarFunction } from '../../define.ts';

const MAX_ADDRESS = 4294967295;

/** Up to four decimal numbers of a byte each; fewer stand for the first bytes and the last. */
function addressToNumber(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length > 4) return null;
  let number = 0;
  for (const [i, part] of parts.entries()) {
    const value = /^\d+$/.test(part) ? Number(part) : 256;
    if (value > 255) return null;
    number += i === parts.length - 1 ? value : value * 256 ** (3 - i);
  }
  return BigInt(number);
}

export const inetAton = scalarFunction({
  name: 'INET_ATON',
  category: 'network',
  summary: 'Gives the number of an IPv4 address; NULL for a text that is none.',
  parameters: [{ name: 'address', doc: 'an address such as 127.0.0.1, or short 127.1', accepts: STRING }],
  nulls: 'propagate',
  deterministic: true,
  returns: BIGINT,
  returnsNull: 'always',
  compile: () => ({ evaluate: addressToNumber }),
  examples: [
    { sql: `INET_ATON('127.0.0.1')`, result: '2130706433' },
    { sql: `INET_ATON('127.1')`, result: '2130706433' },
    { sql: `INET_ATON('256.0.0.1')`, result: 'NULL' },
  ],
});

function numberToAddress(value: number | bigint): string | null {
  const number = Number(value);
  if (number < 0 || number > MAX_ADDRESS) return null;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

export const inetNtoa = scalarFunction({
  name: 'INET_NTOA',
  category: 'network',
  summary: 'Gives the IPv4 address of a number; NULL for one that is none.',
  parameters: [{ name: 'number', doc: 'a number from 0 to 4294967295', accepts: ['INTEGER', BIGINT] }],
  nulls: 'propagate',
  deterministic: true,
  returns: STRING,
  returnsNull: 'always',
  compile: () => ({ evaluate: numberToAddress }),
  examples: [
    { sql: 'INET_NTOA(2130706433)', result: '127.0.0.1' },
    { sql: 'INET_NTOA(-1)', result: 'NULL' },
  ],
});
