import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { ServiceYaml } from './schema/service-file.ts';

/** `service.schema.json`: what gives editors completion and marks slips while a service file is written. */
export function serviceJsonSchema(): string {
  // Draft 7 is what the YAML language server and most editors understand.
  const schema = z.toJSONSchema(ServiceYaml, { io: 'input', target: 'draft-7', override: sayDefault });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Editors show a default only in words. */
function sayDefault({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.default !== undefined)
    jsonSchema.description ??= `${JSON.stringify(jsonSchema.default)} when left out`;
}

// `npm run -s schema` writes the file; `-- --check` only says whether it is up to date.
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = new URL('../../../service.schema.json', import.meta.url);
  if (!process.argv.includes('--check')) writeFileSync(file, serviceJsonSchema());
  else if (readFileSync(file, 'utf8') !== serviceJsonSchema()) {
    process.stderr.write('service.schema.json is out of date: npm run -s schema\n');
    process.exitCode = 1;
  }
}
