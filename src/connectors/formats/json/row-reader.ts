import type { Value } from '../../../sql/types/value.ts';
import { shorten, ValueError } from '../value-error.ts';
import { type Convert, type ConvertSettings, converterOf, missingField, within } from './convert.ts';
import { toUtf8 } from './encoding.ts';
import { isObject, type JsonNode, type JsonObject, JsonReader, JsonSyntaxError } from './tree.ts';
import { lastEntries, nodeText } from './tree-text.ts';
import type { WantedField, WantedObject } from './wanted.ts';

/** The rows of a record that the kernel leaves to us: one for an object, one an element for an array. */
export interface RecordRows {
  /** Values by output column. */
  readonly rows: readonly Value[][];
  /** Parts of the record that `ignore-parse-errors` passes over. */
  readonly skipped: number;
  /** Why the record cannot be decoded. */
  readonly failure?: string;
}

type ReadObject = (node: JsonObject, row: Value[]) => void;

/** A reader of whole records by what is wanted (Flink's JsonParserRowDataDeserializationSchema). */
export function rowReader(
  wanted: WantedObject,
  outputs: number,
  settings: ConvertSettings,
): (record: Uint8Array) => RecordRows {
  const readObject = objectReader(wanted, settings, settings.failOnMissingField);
  const readRow = (node: JsonNode): Value[] => {
    if (!isObject(node)) throw new ValueError(`expected an object, found ${shorten(nodeText(node, true))}`);
    const row: Value[] = new Array(outputs).fill(null);
    readObject(node, row);
    return row;
  };
  return (record) => readRecord(record, readRow, settings);
}

function readRecord(
  record: Uint8Array,
  readRow: (node: JsonNode) => Value[],
  { ignoreParseErrors, streaming }: ConvertSettings,
): RecordRows {
  const rows: Value[][] = [];
  let skipped = 0;
  const take = (node: JsonNode) => {
    // JsonRowDataDeserializationSchema passes over nulls; to the parser they are faults.
    if (node === null && !streaming) return;
    try {
      rows.push(readRow(node));
    } catch (error) {
      if (!ignoreParseErrors || !(error instanceof ValueError)) throw error;
      skipped++;
    }
  };
  try {
    const reader = new JsonReader(toUtf8(record));
    if (!streaming && reader.isAtEnd()) return { rows, skipped };
    if (reader.isNext('[')) {
      reader.take('[');
      if (!reader.isNext(']'))
        do {
          if (reader.isNext(',')) reader.take(',');
          take(reader.readValue());
        } while (reader.isNext(','));
      reader.take(']');
    } else take(reader.readValue());
    return { rows, skipped };
  } catch (error) {
    if (!(error instanceof ValueError) && !(error instanceof JsonSyntaxError)) throw error;
    if (ignoreParseErrors) return { rows, skipped: skipped + 1 };
    return { rows: [], skipped, failure: error.message };
  }
}

function objectReader(wanted: WantedObject, settings: ConvertSettings, allNeeded: boolean): ReadObject {
  const readers = new Map([...wanted.fields].map(([name, field]) => [name, fieldReader(field, settings)] as const));
  return (node, row) => {
    let found = 0;
    for (const [key, value] of settings.streaming ? node.entries : lastEntries(node)) {
      const read = found < readers.size ? readers.get(key) : undefined;
      if (!read) continue;
      within(key, () => read(value, row));
      found++;
    }
    if (allNeeded && found < readers.size) missingField(node, [...readers.keys()]);
  };
}

function fieldReader(
  { whole, below, isRow }: WantedField,
  settings: ConvertSettings,
): (node: JsonNode, row: Value[]) => void {
  const convert: Convert | undefined = whole && converterOf(whole.type, settings);
  const readBelow =
    below.fields.size > 0
      ? objectReader(
          below,
          { ...settings, streaming: settings.streaming && isRow },
          settings.failOnMissingField && isRow,
        )
      : undefined;
  const outputsBelow = outputsOf(below);
  return (node, row) => {
    if (whole) row[whole.output] = convert!(node);
    if (!readBelow) return;
    for (const output of outputsBelow) row[output] = null;
    if (node !== null && isObject(node)) readBelow(node, row);
    else if (node !== null && !whole && !settings.ignoreParseErrors)
      throw new ValueError(`expected an object, found ${shorten(nodeText(node, true))}`);
  };
}

/** The output columns of an object and everything below it. */
function outputsOf(wanted: WantedObject): number[] {
  return [...wanted.fields.values()].flatMap(({ whole, below }) => [
    ...(whole ? [whole.output] : []),
    ...outputsOf(below),
  ]);
}
