/** `streamsql check`: every statement bound and planned, nothing run. */
import { diagnosticJson } from '../../sql/diagnostics/render.ts';
import { EXIT } from '../exit-codes.ts';
import type { FileOptions } from '../inputs.ts';
import { openSession, readInputs, reportingInputErrors } from '../inputs.ts';
import { planScript } from '../plan-script.ts';
import { counted, inOrder, report } from '../report.ts';

export const check = (args: readonly string[], options: FileOptions & { readonly json: boolean }): Promise<number> =>
  reportingInputErrors(async () => {
    const script = readInputs(args, options);
    const session = openSession(options.set, script.diagnostics, script.sources);
    await session.prepare(script.statements);
    planScript(script, session);
    const { hasErrors } = script.diagnostics;
    const list = inOrder(script.diagnostics.list);
    if (options.json) {
      const faults = list.map((diagnostic) => diagnosticJson(diagnostic, script.sources));
      console.log(JSON.stringify(faults, null, 2));
    } else {
      report(list, script.sources);
      const { length } = script.statements;
      console.log(counted(list) || `${length} statement${length === 1 ? '' : 's'}, no faults`);
    }
    return hasErrors ? EXIT.invalid : EXIT.ok;
  });
