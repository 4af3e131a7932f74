export { durationMillis, memoryBytes } from '../sql/catalog/option-values.ts';
