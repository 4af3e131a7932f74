/** QUIT, EXIT, HELP and CLEAR -> whether the statements behind are still carried out. */

/** HELP and CLEAR are for a person at a terminal: elsewhere they do nothing. */
export const leaves = (command: string): boolean => command === 'QUIT' || command === 'EXIT';
