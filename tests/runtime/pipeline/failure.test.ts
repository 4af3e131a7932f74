import { describe, expect, test } from 'vitest';
import type { Batch } from '../../../src/runtime/batch/batch.ts';
import { MemoryLimitError } from '../../../src/runtime/batch/memory.ts';
import { RowFailure } from '../../../src/runtime/expression/row-failure.ts';
import {
  EndpointError,
  failureOf,
  locate,
  type TableNode,
  tableFailure,
} from '../../../src/runtime/pipeline/failure.ts';
import { RunTimeError } from '../../../src/sql/diagnostics/run-time-error.ts';

const batch: Batch = {
  rowCount: 3,
  columns: [],
  rowKinds: 0,
  origin: { describe: (row) => `topic logs, partition 3, offset ${120 + row}` },
};
const span = { start: 7, end: 9 };

describe('a row that cannot be processed', () => {
  test('is told with the place of the expression and of the row', () => {
    const { diagnostic, recoverable } = failureOf(
      locate(new RowFailure('division by zero', span, 2, undefined), batch, { start: 0, end: 1 }),
      'x',
    );
    expect(diagnostic).toEqual({
      code: 'run-time',
      severity: 'error',
      message: 'division by zero',
      span,
      notes: ['at topic logs, partition 3, offset 122'],
    });
    expect(recoverable).toBe(false);
  });

  test('is told with the place of its operator when it is not an expression that failed', () => {
    const { diagnostic } = failureOf(locate(new RunTimeError('too long'), batch, span), 'x');
    expect(diagnostic).toEqual({ code: 'run-time', severity: 'error', message: 'too long', span });
  });

  test('is final too where the row is of no batch, as in VALUES', () => {
    expect(failureOf(new RowFailure('division by zero', span, 0, undefined), 'read VALUES')).toEqual({
      recoverable: false,
      diagnostic: { code: 'run-time', severity: 'error', message: 'division by zero', span },
    });
  });
});

describe('what a person is told', () => {
  test('of the system: in words', () => {
    const error = Object.assign(new Error('ENOSPC: write'), { code: 'ENOSPC', path: '/out/part-0' });
    expect(failureOf(error, 'write c.d.t')).toEqual({
      recoverable: true,
      diagnostic: {
        code: 'connector-failure',
        severity: 'error',
        message: 'cannot write c.d.t: no space left on the device: /out/part-0',
      },
    });
  });

  test('of a connector: what it says, and whether a restart helps', () => {
    const error = new EndpointError('topic logs does not exist', { recoverable: false, hint: 'create it' });
    expect(failureOf(error, 'read c.d.t', span)).toEqual({
      recoverable: false,
      diagnostic: {
        code: 'connector-failure',
        severity: 'error',
        message: 'topic logs does not exist',
        hint: 'create it',
        span,
      },
    });
  });

  test('of a table: at the first option that is given, else at its name', () => {
    const places = { name: span, options: { topic: { start: 20, end: 26 }, format: { start: 30, end: 36 } } };
    const node = { kind: 'source', table: { places } } as unknown as TableNode;
    const spanOf = (error: unknown) => tableFailure(error, 'read c.d.t', node).diagnostic.span;
    expect(spanOf(new EndpointError('x', { options: ['topic-pattern', 'topic'] }))).toEqual(places.options.topic);
    expect(spanOf(new EndpointError('x', { options: ['path'] }))).toEqual(span);
    expect(spanOf(Object.assign(new Error('EIO'), { code: 'EIO' }))).toEqual(span);
  });

  test('of memory: which option helps, and no restart', () => {
    const { recoverable, diagnostic } = failureOf(new MemoryLimitError('no 5 bytes left'), 'process rows');
    expect(recoverable).toBe(false);
    expect(diagnostic.hint).toBe("set 'streamsql.worker.memory' to more");
  });

  test.each([
    new TypeError("Cannot read properties of undefined (reading 'x')"),
    Object.assign(new TypeError('The "path" argument must be of type string'), { code: 'ERR_INVALID_ARG_TYPE' }),
    new Error('assertion: it cannot be'),
    'thrown text',
  ])('of our own faults: no text of JavaScript’s outside the notes (%s)', (error) => {
    const { diagnostic } = failureOf(error, 'read c.d.t');
    expect(diagnostic.code).toBe('internal');
    expect(diagnostic.message).toBe('a fault in streamsql: cannot read c.d.t');
  });
});
