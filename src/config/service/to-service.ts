import type { Service } from '../../domain/service/service.ts';
import { given } from './given.ts';
import { recurrenceOf } from './schema/inspections.ts';
import type { ServiceYaml } from './schema/service-file.ts';
import { toCalendars, toContract, toLadder } from './to-contract.ts';

/** The file in the domain's words, with every default filled in. References are already known to be right. */
export function toService(file: ServiceYaml): Omit<Service, 'hash'> {
  const { organisation } = file;
  const { timezone, locale } = organisation;
  const calendars = toCalendars(file);
  return {
    organisation: {
      name: organisation.name,
      nameEn: organisation.name_en,
      signature: {
        zh: organisation.signature?.zh ?? `【${organisation.name}】`,
        // What is read from the file was trimmed, and English wants the space before what follows.
        en: `${organisation.signature?.en ?? `${organisation.name_en}:`} `,
      },
      timezone,
      locale,
      safety: organisation.safety,
      ...given('phone', organisation.phone),
    },
    people: file.people.map(({ name_en, level, ...person }) => ({
      ...person,
      ...given('nameEn', name_en),
      ...given('level', level),
      locale: person.locale ?? locale,
    })),
    groups: file.groups.map(({ name_en, deputy, channel, alerts, next, duty, ...group }) => ({
      ...group,
      ...given('nameEn', name_en),
      ...given('deputy', deputy),
      ...given('channel', channel),
      ...given('alerts', alerts),
      ...given('next', next),
      duty: duty.map((slot) => ({
        person: slot.person,
        ...given('deputy', slot.deputy),
        days: slot.days,
        ...slot.hours,
      })),
    })),
    customers: file.customers.map((customer) => ({
      id: customer.id,
      name: customer.name,
      ...given('nameEn', customer.name_en),
      keyAccount: customer.key_account,
      contract: customer.contract,
      contacts: customer.contacts.map(({ id, name, name_en, role, locale: own, reach, call }) => ({
        id,
        name,
        ...given('nameEn', name_en),
        role,
        ...given('locale', own),
        reach,
        ...(call && { call }),
      })),
    })),
    sites: file.sites.map(({ name_en, timezone: own, address, access, ...site }) => ({
      ...site,
      ...given('nameEn', name_en),
      timezone: own ?? timezone,
      ...given('address', address),
      ...given('access', access),
    })),
    equipment: file.equipment.map(({ model, serial, bought, ...item }) => ({
      ...item,
      ...given('model', model),
      ...given('serial', serial),
      ...given('bought', bought),
    })),
    contracts: file.contracts.map((contract) => toContract(contract, calendars)),
    ladders: Object.entries(file.ladders).map(([id, steps]) => toLadder(id, steps)),
    calendars,
    inspections: file.inspections.map((plan) => {
      const list =
        typeof plan.checklist === 'string' ? (file.checklists[plan.checklist] ?? []) : plan.checklist;
      return {
        id: plan.id,
        site: plan.site,
        name: plan.name,
        ...given('nameEn', plan.name_en),
        recurrence: recurrenceOf(plan),
        starts: plan.starts,
        at: plan.at,
        assignee: plan.assignee,
        remindMs: plan.remind.toSorted((a, b) => b - a),
        checklist: list.map(({ id, zh, en }) => ({ id, label: { zh, en } })),
        clause: plan.clause,
        keeps: plan.keeps,
      };
    }),
    smsCountries: file.sms_countries.map(({ free_text, daily_cap, ...country }) => ({
      ...country,
      freeText: free_text,
      dailyCap: daily_cap,
    })),
    ...given('retention', file.retention && { ...given('messagesMs', file.retention.messages) }),
  };
}
