import { describe, expect, test } from 'vitest';
import { csvFormat } from '../../../src/connectors/formats/csv/index.ts';
import {
  type DecodeAnswers,
  differences,
  type EncodeAnswers,
  encodeDifferences,
  readAnswers,
} from '../../harness/format-answers.ts';

const cases = readAnswers<DecodeAnswers>(new URL('./decode.jsonl', import.meta.url));

describe.each(['wasm', 'typescript'] as const)('decoding with the kernels in %s is as in Flink', (implementation) => {
  test.each(cases.map((one) => [one.type, JSON.stringify(one.options), one] as const))('%s %s', async (_t, _o, one) => {
    expect(await differences(csvFormat, one, implementation)).toEqual([]);
  });
});

const written = readAnswers<EncodeAnswers>(new URL('./encode.jsonl', import.meta.url));

describe('records are written as in Flink', () => {
  test.each(written.map((one) => [one.type, JSON.stringify(one.options), one] as const))(
    '%s %s',
    async (_t, _o, one) => {
      expect(await encodeDifferences(csvFormat, one)).toEqual([]);
    },
  );
});
