import type { FormatImplementation } from '../../format.ts';
import { csvDecoder } from './decoder.ts';
import { csvEncoder } from './encoder.ts';
import { csvSettings } from './settings.ts';

export const csvImplementation: FormatImplementation = {
  openDecoder: csvDecoder,
  openEncoder: csvEncoder,
  fileFraming: {
    delimiter: Uint8Array.of(10),
    extension: '',
    quoting(formatOptions) {
      const { quote, separator, escape: marker, trimSpaces: trims } = csvSettings(formatOptions);
      return quote < 0 ? undefined : { quote, separator, trims, ...(marker < 0 ? {} : { escape: marker }) };
    },
  },
};
