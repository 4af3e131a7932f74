import type { OptionProblem } from '../options.ts';

const OPTION = 'source.path.regex-pattern';

/** Java's regular expressions have these, JavaScript's do not, or read them otherwise. */
const JAVA_ONLY = /\\[QEGAzZhHRX]|\(\?[a-zA-Z-]+[:)]|\(\?>|[*+?}]\+|\[[^\]]*&&/;

/** @returns a test of whole paths. @throws SyntaxError for what `pathPatternProblem` finds */
export function pathPattern(text: string): (path: string) => boolean {
  const pattern = new RegExp(`^(?:${text})$`, 'su');
  return (path) => pattern.test(path);
}

export function pathPatternProblem(text: string): OptionProblem | undefined {
  const java = JAVA_ONLY.exec(text);
  if (java)
    return {
      at: OPTION,
      about: 'value',
      message: `option '${OPTION}' uses '${java[0]}', which is not supported: '${text}'`,
    };
  try {
    pathPattern(text);
    return undefined;
  } catch {
    return { at: OPTION, about: 'value', message: `option '${OPTION}' is no regular expression: '${text}'` };
  }
}
