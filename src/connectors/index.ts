import { blackhole } from './blackhole/connector.ts';
import type { Connector } from './connector.ts';
import { datagen } from './datagen/connector.ts';
import { filesystem } from './filesystem/connector.ts';
import { kafka } from './kafka/connector.ts';
import { print } from './print/connector.ts';
import { values } from './values/connector.ts';

/** Every connector, in the order documentation shows them. */
export const CONNECTORS: readonly Connector[] = [kafka, filesystem, datagen, print, blackhole, values];

export const findConnector = (name: string): Connector | undefined => CONNECTORS.find((one) => one.name === name);
