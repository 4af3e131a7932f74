/** The text of `sasl.jaas.config` as a login module with its options (Kafka's JaasConfig). */

export interface JaasModule {
  /** The class without its package: `PlainLoginModule`. */
  readonly name: string;
  readonly options: Readonly<Record<string, string>>;
}

type Token = { readonly kind: 'word' | 'quoted' | 'sign'; readonly text: string };

const CONTROL_FLAGS = ['required', 'requisite', 'sufficient', 'optional'];

/** @returns the module, or what is wrong with the text (which is never quoted: it holds a password) */
export function parseJaas(text: string): { readonly module: JaasModule } | { readonly problem: string } {
  const tokens = tokenize(text);
  if (tokens === undefined) return { problem: 'expected a closing quote' };
  const [className, flag, ...rest] = tokens;
  if (className?.kind !== 'word') return { problem: 'expected a login module class at the start' };
  if (flag?.kind !== 'word' || !CONTROL_FLAGS.includes(flag.text.toLowerCase()))
    return { problem: `expected a control flag (${CONTROL_FLAGS.join(', ')}) behind the login module class` };
  const options: Record<string, string> = {};
  let at = 0;
  while (at < rest.length && rest[at]!.text !== ';') {
    const [key, equals, value] = rest.slice(at, at + 3);
    if (key?.kind !== 'word' || equals?.text !== '=' || equals.kind !== 'sign' || !value || value.kind === 'sign')
      return { problem: 'expected options as key="value"' };
    options[key.text] = value.text;
    at += 3;
  }
  if (at === rest.length) return { problem: 'expected a semicolon at the end' };
  if (at < rest.length - 1) return { problem: 'expected one login module, found more behind the semicolon' };
  return { module: { name: className.text.slice(className.text.lastIndexOf('.') + 1), options } };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

/** Words, quoted texts, `=` and `;`; comments are left out. undefined: a quote is not closed. */
function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  const pattern =
    /\s+|\/\/.*|\/\*[\s\S]*?\*\/|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|([=;])|([^\s"'=;]+)|(["'])/g;
  for (const [, double, single, sign, word, stray] of text.matchAll(pattern)) {
    const quoted = double ?? single;
    if (stray !== undefined) return undefined;
    if (quoted !== undefined)
      tokens.push({ kind: 'quoted', text: quoted.replace(/\\([\s\S])/g, (_, c: string) => ESCAPES[c] ?? c) });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
  }
  return tokens;
}
