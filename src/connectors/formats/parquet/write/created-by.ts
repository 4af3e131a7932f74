import { version } from '../../../../../package.json';

/** Who wrote a file, in the form that readers look for known faults of a writer by. */
export const CREATED_BY = `streamsql version ${version}`;
