/** Whether a text ends behind a `;` that is in no literal, name or comment: the sign to carry it out. */
export function endsStatement(text: string): boolean {
  let ended = false;
  for (let at = 0; at < text.length; at++) {
    const c = text[at]!;
    if (/\s/.test(c)) continue;
    if (text.startsWith('--', at)) at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2) + 1;
    else {
      ended = c === ';';
      if (c === "'" || c === '`' || c === '"') at = endOf(text, c, at + 1);
      else if (text.startsWith('$$', at)) at = endOf(text, '$$', at + 2) + 1;
      if (at >= text.length) return false;
    }
  }
  return ended;
}

function endOf(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at;
}
