import { error, type Finding, type Path } from './problem.ts';
import { quoted } from './schema/quoted.ts';
import { everyAt } from './walk.ts';

/** Values that must differ, however far apart they stand. People and contacts share one space: both are "who". */
const unique: [what: string, patterns: string[]][] = [
  ['id', ['people.*.id', 'customers.*.contacts.*.id']],
  ['id', ['groups.*.id']],
  ['id', ['customers.*.id']],
  ['id', ['sites.*.id']],
  ['id', ['equipment.*.id']],
  ['id', ['contracts.*.id']],
  ['id', ['inspections.*.id']],
  ['address', ['people.*.reach.*', 'customers.*.contacts.*.reach.*']],
  ['country', ['sms_countries.*.country']],
];
/** Values that must differ within one item. */
const uniqueInside: [what: string, home: string, inner: string, advice: string][] = [
  [
    'clock',
    'contracts.*',
    'promises.*.clock',
    'a contract has one promise a clock; keep the other sentence under "clauses:" with "measured_by:"',
  ],
  ['id', 'contracts.*', 'clauses.*.id', 'rename one of the two'],
  ['id', 'checklists.*', '*.id', 'rename one of the two'],
  ['id', 'inspections.*', 'checklist.*.id', 'rename one of the two'],
];

const plain = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : undefined);

/** What is given twice although it names one thing only. `lineOf` tells where the first one stands. */
export function duplicates(content: unknown, lineOf: (path: Path) => number): Finding[] {
  const findings: Finding[] = [];
  const compare = (what: string, places: Iterable<{ path: Path; value: unknown }>, advice: string) => {
    const seen = new Map<string, Path>();
    for (const { path, value } of places) {
      const key = plain(value);
      if (key === undefined || key === '') continue;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, path);
      else
        findings.push(
          error(path, `the ${what} ${quoted(value)} is already used on line ${lineOf(first)}; ${advice}`),
        );
    }
  };
  for (const [what, patterns] of unique) {
    const advice = what === 'address' ? 'an address belongs to one person' : 'rename one of the two';
    compare(
      what,
      patterns.flatMap((pattern) => [...everyAt(content, pattern)]),
      advice,
    );
  }
  for (const [what, home, inner, advice] of uniqueInside) {
    for (const { path, value } of everyAt(content, home)) {
      compare(
        what,
        [...everyAt(value, inner)].map((place) => ({ ...place, path: [...path, ...place.path] })),
        advice,
      );
    }
  }
  return findings;
}
