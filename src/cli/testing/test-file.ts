/** The text of a `.test` file -> its blocks, and back with new expectations: directive, body, `----`, expected. */
export type Directive = 'statement' | 'plan' | 'input' | 'query' | 'stream' | 'error';

export interface Block {
  readonly directive: Directive;
  /** Words behind the directive: `changes`, `clicks`. */
  readonly words: readonly string[];
  /** `key=value` behind the directive: `stage=optimized`. */
  readonly settings: Readonly<Record<string, string>>;
  readonly body: string;
  /** What stands below `----`; undefined without such a line. */
  readonly expected?: string;
  /** Line of the directive, from 1. */
  readonly line: number;
  /** Comments and blank lines before it, kept when the file is written again. */
  readonly before: string;
}

export interface TestFile {
  readonly blocks: readonly Block[];
  /** What stands behind the last block. */
  readonly after: string;
}

const DIRECTIVES: readonly string[] = ['statement', 'plan', 'input', 'query', 'stream', 'error'] satisfies Directive[];

export class TestFileError extends Error {
  override readonly name = 'TestFileError';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** @throws TestFileError with the line of what is no directive */
export function parseTestFile(text: string): TestFile {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const blocks: Block[] = [];
  let before: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    if (line.trim() === '' || line.startsWith('#')) {
      before.push(line);
      at += 1;
      continue;
    }
    const end = blockEnd(lines, at);
    blocks.push(block(lines.slice(at, end), at + 1, before.map((one) => `${one}\n`).join('')));
    before = [];
    at = end;
  }
  return { blocks, after: before.join('\n') };
}

/** A block ends at the first blank line behind `----`, or behind the body when there is none; `input` bodies and results have no blank lines. */
function blockEnd(lines: readonly string[], from: number): number {
  let end = from + 1;
  while (end < lines.length && lines[end]!.trim() !== '') end += 1;
  return end;
}

function block(lines: readonly string[], line: number, before: string): Block {
  const [directive, ...rest] = lines[0]!.trim().split(/\s+/) as [string, ...string[]];
  if (!DIRECTIVES.includes(directive))
    throw new TestFileError(line, `'${directive}' is no directive; one of ${DIRECTIVES.join(', ')} begins a block`);
  const mark = lines.indexOf('----');
  const body = lines.slice(1, mark < 0 ? undefined : mark).join('\n');
  const settings = Object.fromEntries(
    rest
      .filter((word) => word.includes('='))
      .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  const words = rest.filter((word) => !word.includes('='));
  return {
    directive: directive as Directive,
    words,
    settings,
    body,
    line,
    before,
    ...(mark < 0 ? {} : { expected: lines.slice(mark + 1).join('\n') }),
  };
}

/** The file with what was found in place of what was expected. */
export function writeTestFile(file: TestFile, found: ReadonlyMap<Block, string>): string {
  const text = file.blocks.map((one) => {
    const words = [
      one.directive,
      ...one.words,
      ...Object.entries(one.settings).map(([key, value]) => `${key}=${value}`),
    ].join(' ');
    const expected = found.get(one) ?? one.expected;
    return `${one.before}${words}\n${one.body}${expected === undefined ? '' : `\n----${expected === '' ? '' : `\n${expected}`}`}\n`;
  });
  return `${text.join('')}${file.after}`;
}
