/** Where a table stands in the text, for what goes wrong with it while the job runs. */
import type { Span } from '../../sql/diagnostics/span.ts';

export interface TablePlaces {
  /** Its name in the statement that reads or writes it. */
  readonly name: Span;
  /** The values of its options by key, in the table's statement or in a hint. */
  readonly options: Readonly<Record<string, Span>>;
}

/** @param optionSpans of the table, with those of its hint */
export const tablePlaces = (
  name: Span,
  optionSpans: Readonly<Record<string, { readonly value: Span }>>,
): TablePlaces => ({
  name,
  options: Object.fromEntries(Object.entries(optionSpans).map(([key, { value }]) => [key, value])),
});
