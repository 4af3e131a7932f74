/** All reference pages by file name: what docs/reference holds. */
import { FORMATS } from '../../connectors/formats/index.ts';
import { CONNECTORS } from '../../connectors/index.ts';
import { SCALAR_FUNCTIONS } from '../../sql/functions/index.ts';
import { codesPage, configPage, connectorPage, formatPage, functionPages } from './pages.ts';

export function referencePages(): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  for (const connector of CONNECTORS) pages.set(`connector-${connector.name}.md`, connectorPage(connector));
  for (const format of FORMATS) pages.set(`format-${format.name}.md`, formatPage(format));
  for (const [category, page] of functionPages(SCALAR_FUNCTIONS)) pages.set(`functions-${category}.md`, page);
  pages.set('config.md', configPage());
  pages.set('codes.md', codesPage());
  const index = [...pages.entries()].map(([name, text]) => `- [${text.slice(2, text.indexOf('\n'))}](${name})`);
  return new Map([
    ['README.md', `# Reference\n\nMade from the entries by \`npm run update\`.\n\n${index.join('\n')}\n`],
    ...[...pages].map(([name, text]) => [name, `${text.trimEnd()}\n`] as const),
  ]);
}
