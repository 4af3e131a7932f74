/** The row formats decode and encode as Flink's do: answers of the real one stand in the folder of each. */
import { describe, expect, test } from 'vitest';
import { csvFormat } from '../../src/connectors/formats/csv/index.ts';
import { jsonFormat } from '../../src/connectors/formats/json/index.ts';
import { rawFormat } from '../../src/connectors/formats/raw/index.ts';
import {
  type DecodeAnswers,
  differences,
  type EncodeAnswers,
  encodeDifferences,
  readAnswers,
} from '../harness/format-answers.ts';

describe.each([
  ['csv', csvFormat],
  ['json', jsonFormat],
  ['raw', rawFormat],
] as const)('%s', (name, format) => {
  const decoded = readAnswers<DecodeAnswers>(new URL(`./${name}/decode.jsonl`, import.meta.url)).map(
    (one) => [one.type, JSON.stringify(one.options), one] as const,
  );
  const written = readAnswers<EncodeAnswers>(new URL(`./${name}/encode.jsonl`, import.meta.url)).map(
    (one) => [one.type, JSON.stringify(one.options), one] as const,
  );

  describe.each(['wasm', 'typescript'] as const)('decoding with the kernels in %s', (implementation) => {
    test.each(decoded)('%s %s', async (_type, _options, one) => {
      expect(await differences(format, one, implementation)).toEqual([]);
    });
  });

  describe('encoding', () => {
    test.each(written)('%s %s', async (_type, _options, one) => {
      expect(await encodeDifferences(format, one)).toEqual([]);
    });
  });
});
