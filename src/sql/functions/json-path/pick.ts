/** A path of plain names and indexes applied to JSON text without building the document: the rest is checked and passed over. */
import type { JsonReader } from './reader.ts';
import type { Path } from './token.ts';
import type { JsonValue } from './value.ts';
import { quoteJson } from './writer.ts';

type Step =
  | { readonly name: string; readonly quoted: string; readonly index?: undefined }
  | { readonly name?: undefined; readonly index: number };

/** What stands at the end of a path, `MISSING` for nothing. */
export const MISSING = Symbol('missing');
type Picked = JsonValue | typeof MISSING;

const BRACE = 123;
const BRACKET = 91;

/** The steps of a path that is simple enough; undefined for any other. An index counted from the end needs the whole array. */
export function stepsOf(path: Path): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (const token of path.tokens.slice(1)) {
    if (token.kind === 'property' && token.names.length === 1) {
      steps.push({ name: token.names[0]!, quoted: quoteJson(token.names[0]!) });
    } else if (token.kind === 'index' && token.indexes.length === 1 && token.indexes[0]! >= 0) {
      steps.push({ index: token.indexes[0]! });
    } else {
      return undefined;
    }
  }
  return steps;
}

/** Reads one value; undefined when the text is not JSON. Of a name given twice the last counts. */
export function pick(reader: JsonReader, steps: readonly Step[], at = 0): Picked | undefined {
  const step = steps[at];
  if (step === undefined) return reader.value();
  reader.tokens.space();
  const { code } = reader.tokens;
  if (step.index === undefined && code === BRACE) return pickMember(reader, steps, at, step.name, step.quoted);
  if (step.index !== undefined && code === BRACKET) return pickElement(reader, steps, at, step.index);
  return reader.skip() ? MISSING : undefined;
}

function pickMember(
  reader: JsonReader,
  steps: readonly Step[],
  at: number,
  name: string,
  quoted: string,
): Picked | undefined {
  if (!reader.enter()) return undefined;
  let found: Picked | undefined = MISSING;
  let more: boolean | undefined = !reader.ends(125);
  while (more) {
    const here = reader.nameIs(name, quoted);
    if (here === undefined) return undefined;
    if (here) found = pick(reader, steps, at + 1);
    else if (!reader.skip()) return undefined;
    if (found === undefined) return undefined;
    more = reader.separator(125);
    if (more === undefined) return undefined;
  }
  reader.leave();
  return found;
}

function pickElement(reader: JsonReader, steps: readonly Step[], at: number, index: number): Picked | undefined {
  if (!reader.enter()) return undefined;
  let found: Picked | undefined = MISSING;
  let more: boolean | undefined = !reader.ends(93);
  for (let i = 0; more; i += 1) {
    if (i === index) found = pick(reader, steps, at + 1);
    else if (!reader.skip()) return undefined;
    if (found === undefined) return undefined;
    more = reader.separator(93);
    if (more === undefined) return undefined;
  }
  reader.leave();
  return found;
}
