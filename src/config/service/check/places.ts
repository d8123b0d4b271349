import type { Draft } from '../draft.ts';
import { type Finding, warning } from '../problem.ts';

/** Customers whom nobody would be recognised for, and place words that mean two places. */
export function placeFindings(draft: Draft): Finding[] {
  const findings: Finding[] = [];
  for (const { path, value } of draft.customers) {
    if (value.contacts.length === 0)
      findings.push(
        warning(
          path,
          `nobody of ${value.name} would be recognised; list their contacts with phone numbers and mail addresses`,
        ),
      );
  }
  const words = new Map<string, string>();
  for (const { path, value } of draft.sites) {
    const own = new Set<string>();
    for (const [index, word] of [value.name, ...value.aliases].entries()) {
      const key = `${value.customer}/${word.toLowerCase()}`;
      const other = words.get(key);
      const place = index === 0 ? [...path, 'name'] : [...path, 'aliases', index - 1];
      if (own.has(key)) findings.push(warning(place, `"${word}" stands here twice`));
      else if (other)
        findings.push(
          warning(
            place,
            `"${word}" means the site "${other}" of the same customer already; a report with this word fits both`,
          ),
        );
      else words.set(key, value.id);
      own.add(key);
    }
  }
  return findings;
}
