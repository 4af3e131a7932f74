/** A count and a noun -> `1 column`, `2 columns`. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
