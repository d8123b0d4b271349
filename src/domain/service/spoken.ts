import type { Locale } from '../locale.ts';
import type { Service } from './service.ts';

/** The service as if its organisation spoke this language; who chose another than the house's keeps it. */
export function spokenIn(service: Service, locale: Locale | undefined): Service {
  const { organisation, people } = service;
  if (locale === undefined || locale === organisation.locale) return service;
  return {
    ...service,
    organisation: { ...organisation, locale },
    people: people.map((person) => (person.locale === organisation.locale ? { ...person, locale } : person)),
  };
}
