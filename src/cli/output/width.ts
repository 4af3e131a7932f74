/** How many columns of a terminal a text takes. */

/** East Asian wide characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : MARK.test(character) ? 0 : 1;
  return width;
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u;
const MARK = /\p{Mn}/u;

/** @returns what fits, with `…` in place of the rest */
export function cutTo(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 1;
  for (const character of text) {
    width += displayWidth(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Makes the widest columns narrower until all fit, but none narrower than can be read. */
export function fitWidths(widths: readonly number[], columns: number): number[] {
  const frame = 3 * widths.length + 1;
  let widest = Math.max(0, ...widths);
  const total = (most: number) => widths.reduce((sum, width) => sum + Math.min(width, most), frame);
  while (widest > NARROWEST && total(widest) > columns) widest -= 1;
  return widths.map((width) => Math.min(width, widest));
}

const NARROWEST = 6;
