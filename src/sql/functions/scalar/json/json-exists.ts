/** JSON_EXISTS: whether a path leads to something in a JSON text. */
import { RunTimeError } from '../../../diagnostics/run-time-error.ts';
import { BOOLEAN } from '../../../types/type.ts';
import { type ScalarFunction, scalarFunction } from '../../define.ts';
import { refused } from '../../infer.ts';
import { infer } from '../../resolve.ts';
import { PATH_PARAMETER, pathReader } from './input.ts';

export interface JsonExistsOptions {
  readonly onError?: 'TRUE' | 'FALSE' | 'UNKNOWN' | 'ERROR';
}

const ANSWERS = { TRUE: true, FALSE: false, UNKNOWN: null } as const;

const definition = scalarFunction({
  name: 'JSON_EXISTS',
  category: 'json',
  summary: 'Tests whether a path leads to something in a JSON text; what is null there does not count.',
  syntax: ['JSON_EXISTS(json, path [{TRUE | FALSE | UNKNOWN | ERROR} ON ERROR])'],
  parameters: [{ name: 'json', doc: 'a JSON text', accepts: 'CHARACTER' }, PATH_PARAMETER],
  nulls: 'propagate',
  deterministic: true,
  returns: BOOLEAN,
  returnsNull: 'always',
  compile: (call) => {
    const { onError = 'FALSE' } = call.options as JsonExistsOptions;
    const read = pathReader(call.args[0]!, call.args[1]!);
    return {
      evaluate: (json: string, path: string) => {
        const outcome = read(json, path);
        if (outcome.ok) return outcome.value !== null;
        if (onError === 'ERROR') throw new RunTimeError(`JSON_EXISTS: ${outcome.message}`);
        return ANSWERS[onError];
      },
    };
  },
  examples: [
    { sql: `JSON_EXISTS('{"a": true}', '$.a')`, result: 'TRUE' },
    { sql: `JSON_EXISTS('{"a": true}', '$.b')`, result: 'FALSE' },
    { sql: `JSON_EXISTS('{"a": [{"b": 1}]}', '$.a[0].b')`, result: 'TRUE' },
    { sql: `JSON_EXISTS('{"a": true}', 'strict $.b' TRUE ON ERROR)`, result: 'TRUE' },
    { sql: `JSON_EXISTS('{"a": [1, 5]}', '$.a[?(@ > 3)]')`, result: 'TRUE' },
  ],
});

export const jsonExists: ScalarFunction = {
  ...definition,
  // Flink generates code for paths of type CHAR only, which literals have.
  infer: (call) => {
    const inference = infer(definition, call);
    if (!inference.ok || inference.arguments[1]!.kind === 'CHAR') return inference;
    return refused('the path of JSON_EXISTS must be a CHAR', 1, "write it as a literal, such as '$.name'");
  },
};
