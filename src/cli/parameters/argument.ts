/** `name=value` on the command line. */
const PARAMETER = /^([A-Za-z_][\w.-]*)=(.*)$/s;

export const isParameter = (argument: string): boolean => PARAMETER.test(argument);

/** @returns parameters, and what is none in its order */
export function splitArguments(args: readonly string[]): {
  readonly given: ReadonlyMap<string, string>;
  readonly others: readonly string[];
} {
  const found = args.map((argument) => PARAMETER.exec(argument));
  return {
    given: new Map(found.flatMap((parts) => (parts ? [[parts[1]!, parts[2]!] as const] : []))),
    others: args.filter((_, i) => !found[i]),
  };
}
