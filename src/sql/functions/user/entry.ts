/** A user's function and its code -> an entry of the registry, by its kind. */
import type { ScalarFunction, TableFunction } from '../define.ts';
import type { UserFunction } from './definition.ts';
import type { Implementation } from './loader.ts';
import { userScalar } from './scalar.ts';
import { userTable } from './table.ts';

export type UserEntry = ScalarFunction | TableFunction;

export const userEntry = (definition: UserFunction, implementation: Implementation): UserEntry =>
  definition.kind === 'table' ? userTable(definition, implementation) : userScalar(definition, implementation);
