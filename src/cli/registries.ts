/** What this program is made of: functions, connectors and formats, wired together here and nowhere else. */
import { FORMATS } from '../connectors/formats/index.ts';
import { CONNECTORS } from '../connectors/index.ts';
import { connectorRegistry } from '../connectors/registry.ts';
import { SCALAR_FUNCTIONS } from '../sql/functions/index.ts';
import { functionRegistry } from '../sql/functions/registry.ts';

export const FUNCTIONS = functionRegistry(SCALAR_FUNCTIONS);
export const CONNECTOR_REGISTRY = connectorRegistry(CONNECTORS, FORMATS);
