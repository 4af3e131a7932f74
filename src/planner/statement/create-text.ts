/** A table or view of the catalog -> the CREATE statement that makes it. */
import { printExpression, printStatement } from '../../sql/ast/print.ts';
import type { CatalogColumn, CatalogObject, CatalogTable } from '../../sql/catalog/objects.ts';
import { isSecretName, MASK, redactByForm } from '../../sql/diagnostics/secrets.ts';
import { printType } from '../../sql/types/print.ts';

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

export function createStatement(object: CatalogObject, isSecret: (option: string) => boolean): string {
  const name = [object.name.catalog, object.name.database, object.name.object].map(quote).join('.');
  const temporary = object.temporary ? 'TEMPORARY ' : '';
  const comment = object.comment === undefined ? '' : `COMMENT ${literal(object.comment)}\n`;
  if (object.kind === 'view') {
    return `CREATE ${temporary}VIEW ${name} (\n${object.columns.map((c) => `  ${quote(c.name)}`).join(',\n')}\n)\n${comment}AS ${printStatement(object.query)}`;
  }
  const options = Object.entries(object.options).map(
    ([key, value]) => `  ${literal(key)} = ${literal(isSecret(key) || isSecretName(key) ? MASK : redactByForm(value))}`,
  );
  const partitioned =
    object.partitionKeys.length === 0 ? '' : `PARTITIONED BY (${object.partitionKeys.map(quote).join(', ')})\n`;
  return `CREATE ${temporary}TABLE ${name} (\n${tableItems(object)
    .map((item) => `  ${item}`)
    .join(',\n')}\n)\n${comment}${partitioned}WITH (\n${options.join(',\n')}\n)`;
}

function tableItems(table: CatalogTable): string[] {
  const items = table.columns.map(columnText);
  if (table.watermark)
    items.push(`WATERMARK FOR ${quote(table.watermark.column)} AS ${printExpression(table.watermark.expression)}`);
  if (table.primaryKey.length > 0)
    items.push(
      `${table.primaryKeyName ? `CONSTRAINT ${quote(table.primaryKeyName)} ` : ''}PRIMARY KEY (${table.primaryKey.map(quote).join(', ')}) NOT ENFORCED`,
    );
  return items;
}

function columnText(column: CatalogColumn): string {
  const comment = column.comment === undefined ? '' : ` COMMENT ${literal(column.comment)}`;
  const type = `${printType(column.type)}${column.type.nullable ? '' : ' NOT NULL'}`;
  if (column.kind === 'computed') return `${quote(column.name)} AS ${printExpression(column.expression)}${comment}`;
  const metadata =
    column.kind === 'metadata'
      ? ` METADATA${column.key === column.name ? '' : ` FROM ${literal(column.key)}`}${column.virtual ? ' VIRTUAL' : ''}`
      : '';
  return `${quote(column.name)} ${type}${metadata}${comment}`;
}
