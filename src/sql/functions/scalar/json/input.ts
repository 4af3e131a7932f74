/** The two arguments that JSON_VALUE, JSON_QUERY and JSON_EXISTS share: a document and a path. */
import type { VariantValue } from '../../../types/value.ts';
import { variantText } from '../../../types/variant-text.ts';
import type { Argument, Parameter } from '../../define.ts';
import { compileSpec, type Outcome, specCache } from '../../json-path/spec.ts';

export const PATH_PARAMETER: Parameter = {
  name: 'path',
  doc: 'a JSON path, `lax $.a[0]` or `strict $.a[0]`; strict is the default',
  accepts: 'CHARACTER',
};

/** Applies the path to the document of a row. A constant path is compiled here, others once while they are in use. */
export function pathReader(json: Argument, path: Argument): (json: string | VariantValue, path: string) => Outcome {
  const text: (value: string | VariantValue) => string =
    json.type.kind === 'VARIANT' ? (value) => variantText(value as VariantValue) : (value) => value as string;
  if (path.constant !== undefined && path.constant.value !== null) {
    const spec = compileSpec(path.constant.value as string);
    return (value) => spec(text(value));
  }
  const specs = specCache();
  return (value, spec) => specs(spec)(text(value));
}
