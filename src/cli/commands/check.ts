/** `streamsql check`: every statement bound and planned, nothing run. */
import { diagnosticJson } from '../../sql/diagnostics/render.ts';
import { EXIT } from '../exit-codes.ts';
import type { FileOptions } from '../inputs.ts';
import { InputError, openSession, readInputs } from '../inputs.ts';
import { planScript } from '../plan-script.ts';
import { counted, report } from '../report.ts';

export function check(args: readonly string[], options: FileOptions & { readonly json: boolean }): number {
  try {
    const script = readInputs(args, options);
    planScript(script, openSession(options.set, script.diagnostics));
    const { list, hasErrors } = script.diagnostics;
    if (options.json)
      console.log(
        JSON.stringify(
          list.map((d) => diagnosticJson(d, script.sources)),
          null,
          2,
        ),
      );
    else {
      report(list, script.sources);
      console.log(list.length === 0 ? `${script.statements.length} statements, no faults` : counted(list));
    }
    return hasErrors ? EXIT.invalid : EXIT.ok;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`error: ${error.message}`);
    return EXIT.invalid;
  }
}
