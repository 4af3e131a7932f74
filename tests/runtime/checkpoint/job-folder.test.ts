import { expect, test } from 'vitest';
import { jobFolderPath } from '../../../src/runtime/checkpoint/job-folder.ts';

test('a job is known by its file and its name', () => {
  const name = 'insert-into_default_catalog.default_database.sink';
  expect(jobFolderPath({ file: '/jobs/logs.sql', name }, undefined)).toBe(`/jobs/.streamsql/logs/${name}`);
  expect(jobFolderPath({ file: '/jobs/logs.sql', name: 'other' }, undefined)).toBe('/jobs/.streamsql/logs/other');
  expect(jobFolderPath({ file: '/jobs/logs.sql', name: 'n', occurrence: 2 }, undefined)).toBe(
    '/jobs/.streamsql/logs/n+2',
  );
  expect(jobFolderPath({ name: 'n' }, '/state')).toBe('/state/session/n');
  expect(jobFolderPath({ file: '/jobs/logs.sql', name: 'n' }, 'file:///state')).toBe('/state/logs/n');
});

test('no name leads out of its folder', () => {
  expect(jobFolderPath({ file: '/jobs/..sql', name: '../../etc' }, '/state')).toBe('/state/%2E/%2E.%2F..%2Fetc');
  expect(jobFolderPath({ name: '..' }, '/state')).toBe('/state/session/%2E.');
  expect(jobFolderPath({ name: 'é/ü' }, '/state')).toBe('/state/session/%C3%A9%2F%C3%BC');
});

test('long names are cut and kept apart', () => {
  const long = 'x'.repeat(300);
  const paths = [jobFolderPath({ name: `${long}1` }, '/s'), jobFolderPath({ name: `${long}2` }, '/s')];
  expect(paths[0]).not.toBe(paths[1]);
  expect(paths.every((path) => path.length < 150)).toBe(true);
});

test('storage other than a disk is refused', () => {
  expect(() => jobFolderPath({ name: 'n' }, 's3://bucket/c')).toThrow(
    "checkpoints cannot be stored under 's3://bucket/c': only local folders can be used",
  );
});
