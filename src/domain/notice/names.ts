import type { Service } from '../service/service.ts';

/** A reporter's name as readers of English know it: that of the contact or the colleague of this name. */
export function englishName(service: Service, name: string): string | undefined {
  const known = [...service.people, ...service.customers.flatMap(({ contacts }) => contacts)];
  return known.find((one) => one.name === name)?.nameEn;
}

/** Facts that name a reporter by a plain word, named in English where an English name is known. */
export function factsInEnglish<T extends object>(facts: T, service: Service): T {
  const named = Object.entries(facts).flatMap(([key, value]) => {
    if ((key !== 'by' && key !== 'name') || typeof value !== 'string' || 'nameEn' in facts) return [];
    const english = englishName(service, value);
    return english === undefined ? [] : [[key, english]];
  });
  return { ...facts, ...Object.fromEntries(named) };
}
