/** What a user's function gave and its type does not take, without the words for where that was. */
export class Unfit extends Error {
  override readonly name = 'Unfit';
  /** Parts of the value, the innermost first: `field a of `. */
  private readonly parts: readonly string[];

  constructor(reason: string, parts: readonly string[] = []) {
    super(reason);
    this.parts = parts;
  }

  /** The same, in a larger value. */
  within = (part: string): Unfit => new Unfit(this.message, [...this.parts, part]);

  /** `field a of row 1 of f is 'x', and INT takes whole numbers from …` */
  at = (where: string): string => `${[...this.parts, where].join(' of ')} ${this.message}`;
}
