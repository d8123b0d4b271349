import { nearest } from '../../domain/nearest.ts';
import { error, type Finding } from './problem.ts';
import { quoted } from './schema/quoted.ts';
import { everyAt } from './walk.ts';

type Kind = 'person' | 'group' | 'customer' | 'contract' | 'ladder' | 'calendar' | 'site' | 'checklist';

/** Where the ids of each kind are given. */
const homes: Record<Kind, { list?: string; map?: string }> = {
  person: { list: 'people' },
  group: { list: 'groups' },
  customer: { list: 'customers' },
  contract: { list: 'contracts' },
  site: { list: 'sites' },
  ladder: { map: 'ladders' },
  calendar: { map: 'calendars' },
  checklist: { map: 'checklists' },
};

const references: [pattern: string, kinds: Kind[]][] = [
  ['groups.*.leader', ['person']],
  ['groups.*.deputy', ['person']],
  ['groups.*.manager', ['person']],
  ['groups.*.duty.*.person', ['person']],
  ['groups.*.duty.*.deputy', ['person']],
  ['groups.*.next', ['group']],
  ['customers.*.contract', ['contract']],
  ['sites.*.customer', ['customer']],
  ['equipment.*.site', ['site']],
  ['contracts.*.group', ['group']],
  ['contracts.*.ladder', ['ladder']],
  ['contracts.*.working_calendar', ['calendar']],
  ['contracts.*.promises.*.calendar', ['calendar']],
  ['inspections.*.site', ['site']],
  ['inspections.*.assignee', ['person', 'group']],
  ['inspections.*.checklist', ['checklist']],
];

/** Ids that are used but nowhere given. Reads the raw content, so that a slip elsewhere hides none of them. */
export function unknownReferences(content: unknown): Finding[] {
  const ids = new Map<Kind, string[]>();
  for (const [kind, { list, map }] of Object.entries(homes) as [Kind, (typeof homes)[Kind]][]) {
    const known = list
      ? [...everyAt(content, `${list}.*.id`)].map(({ value }) => value)
      : [...everyAt(content, `${map}.*`)].map(({ path }) => path.at(-1));
    if (kind === 'calendar') known.push('7x24');
    ids.set(
      kind,
      known.filter((id) => typeof id === 'string'),
    );
  }
  return references.flatMap(([pattern, kinds]) => {
    const known = kinds.flatMap((kind) => ids.get(kind) ?? []);
    const set = new Set(known);
    return [...everyAt(content, pattern)]
      .filter(({ value }) => typeof value === 'string' && value !== '' && !set.has(value))
      .map(({ path, value }) => {
        const sections = kinds.map((kind) => `"${homes[kind].list ?? homes[kind].map}:"`).join(' or ');
        return error(
          path,
          `there is no ${kinds.join(' or ')} ${quoted(value)}; add it under ${sections} or name another`,
          nearest(String(value), known),
        );
      });
  });
}
