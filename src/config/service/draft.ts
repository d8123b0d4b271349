import type * as z from 'zod';
import type { Path } from './problem.ts';
import type { Organisation } from './schema/people.ts';
import { Organisation as OrganisationSchema } from './schema/people.ts';
import { lists, maps } from './schema/service-file.ts';
import { valueAt } from './walk.ts';

/** A readable item with its place in the file. */
export interface Placed<T> {
  path: Path;
  value: T;
}

type Lists = { [K in keyof typeof lists]: Placed<z.output<(typeof lists)[K]>>[] };
type Maps = { [K in keyof typeof maps]: Map<string, Placed<z.output<(typeof maps)[K]>>> };

/** All items that can be read by themselves: what the checks of meaning look at, whatever else is wrong. */
export interface Draft extends Lists, Maps {
  organisation?: Placed<z.output<typeof Organisation>>;
}

export function readDraft(content: unknown): Draft {
  const draft: Record<string, unknown> = {};
  for (const [section, schema] of Object.entries(lists)) {
    const items = valueAt(content, [section]);
    draft[section] = (Array.isArray(items) ? items : []).flatMap((item, index) => {
      const read = schema.safeParse(item);
      return read.success ? [{ path: [section, index], value: read.data }] : [];
    });
  }
  for (const [section, schema] of Object.entries(maps)) {
    const items = valueAt(content, [section]);
    const found = new Map<string, Placed<unknown>>();
    for (const [id, item] of items !== null && typeof items === 'object' && !Array.isArray(items)
      ? Object.entries(items)
      : []) {
      const read = schema.safeParse(item);
      if (read.success) found.set(id, { path: [section, id], value: read.data });
    }
    draft[section] = found;
  }
  const organisation = OrganisationSchema.safeParse(valueAt(content, ['organisation']));
  if (organisation.success) draft['organisation'] = { path: ['organisation'], value: organisation.data };
  return draft as unknown as Draft;
}
