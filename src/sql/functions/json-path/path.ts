/** A chain of tokens with what evaluation asks of it. */
import type { Path, Token } from './token.ts';

/** `last`: nothing follows; then several names are merged into one object and count as one value. */
function isDefinite(token: Token, last: boolean): boolean {
  switch (token.kind) {
    case 'root':
    case 'function':
      return true;
    case 'property':
      return last || token.names.length === 1;
    case 'index':
      return token.indexes.length === 1;
    default:
      return false;
  }
}

const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(',');

export function tokenText(token: Token): string {
  switch (token.kind) {
    case 'root':
      return token.symbol;
    case 'property':
      return `[${quoted(token.names)}]`;
    case 'wildcard':
      return '[*]';
    case 'index':
      return `[${token.indexes.join(',')}]`;
    case 'slice':
      return `[${token.from ?? ''}:${token.to ?? ''}]`;
    case 'scan':
      return '..';
    case 'filter':
      return '[?]';
    case 'function':
      return `.${token.name}(${token.parameters.length > 0 ? '...' : ''})`;
  }
}

/**
 * A function behind a deep scan is turned round, `$..a.sum()` to `$.sum($..a)`, so that it sees all the values and not each.
 */
function inverted(tokens: readonly Token[]): readonly Token[] {
  if (tokens.at(-1)?.kind !== 'function' || tokens[1]?.kind !== 'scan') return tokens;
  const at = tokens.findIndex((token) => token.kind === 'function');
  const call = tokens[at]! as Token & { readonly kind: 'function' };
  const inner = pathOf(tokens.slice(0, at));
  return [tokens[0]!, { ...call, parameters: [{ kind: 'path', path: inner }] }, ...tokens.slice(at + 1)];
}

/** @param beforeLast the text of the token before the last, when it is to be another's */
export function pathOf(given: readonly Token[], beforeLast?: string): Path {
  const tokens = inverted(given);
  const definite = tokens.map((token, i) => isDefinite(token, i === tokens.length - 1));
  const upstreamDefinite: boolean[] = [];
  const scanned = tokens !== given;
  for (let i = 0; i < tokens.length; i += 1)
    upstreamDefinite.push(i === 0 || (upstreamDefinite[i - 1]! && definite[i - 1]! && (i < 2 || !scanned)));
  return {
    tokens,
    definite: definite.every(Boolean),
    upstreamDefinite,
    fromRoot: (tokens[0] as { readonly symbol: string }).symbol === '$',
    text: tokens.map(tokenText).join(''),
    beforeLast: beforeLast ?? (tokens.length > 1 ? tokenText(tokens.at(-2)!) : ''),
  };
}
