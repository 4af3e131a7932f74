import { childTypes } from '../../../sql/types/children.ts';
import type { SqlType } from '../../../sql/types/type.ts';
import type { FormatImplementation } from '../../format.ts';
import type { TimestampStyle } from '../java-temporal.ts';
import { jsonDecoder } from './decoder.ts';
import { type EncodeSettings, jsonEncoder } from './encoder.ts';

export const jsonImplementation: FormatImplementation = {
  openDecoder(context, produced) {
    const { formatOptions } = context;
    return jsonDecoder(context, produced, {
      failOnMissingField: formatOptions.boolean('fail-on-missing-field'),
      ignoreParseErrors: formatOptions.boolean('ignore-parse-errors'),
      timestampStyle: formatOptions.string('timestamp-format.standard') as TimestampStyle,
      streaming: formatOptions.boolean('decode.json-parser.enabled'),
      exactFractions: produced.some(({ type }) => hasDecimal(type)),
    });
  },
  openEncoder(context, columns) {
    const { formatOptions } = context;
    return jsonEncoder(context, columns, {
      timestampStyle: formatOptions.string('timestamp-format.standard') as TimestampStyle,
      nullKeys: formatOptions.string('map-null-key.mode') as EncodeSettings['nullKeys'],
      nullKeyLiteral: formatOptions.string('map-null-key.literal'),
      plainDecimals: formatOptions.boolean('encode.decimal-as-plain-number'),
      ignoreNullFields: formatOptions.boolean('encode.ignore-null-fields'),
    });
  },
  fileFraming: { delimiter: Uint8Array.of(10), extension: '' },
};

const hasDecimal = (type: SqlType): boolean => type.kind === 'DECIMAL' || childTypes(type).some(hasDecimal);
