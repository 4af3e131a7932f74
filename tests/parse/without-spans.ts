/** A tree without its positions, so that two texts of the same meaning compare equal. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'span' && key !== 'operatorSpan')
      .map(([key, inner]) => [key, withoutSpans(inner)]),
  );
}
