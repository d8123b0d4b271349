import { masked } from '../address.ts';
import { assertNever } from '../result.ts';
import type { Consequence, Limit, Ref } from './consequence.ts';
import { classes, clocks, listed } from './consequence-words.ts';
import { durationWords } from './duration-words.ts';

const many = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;
const en = ({ name, nameEn }: Ref) => nameEn ?? name;
const keepEn = (open: number) =>
  open === 0 ? '' : `; ${many(open, 'open ticket')} ${open === 1 ? 'keeps its own' : 'keep theirs'}`;

function moveEn({ severity, beforeMs, afterMs }: Limit): string {
  const whose = severity ? ` (${classes[severity].en})` : '';
  if (afterMs === undefined) return `no more${whose}`;
  const after = `within ${durationWords(afterMs, 'en')}`;
  return `${after}${beforeMs === undefined ? '' : ` instead of ${durationWords(beforeMs, 'en')}`}${whose}`;
}

export function english(c: Consequence): string {
  switch (c.kind) {
    case 'first':
      return `first service file: ${many(c.people, 'person').replace('persons', 'people')}, ${many(c.customers, 'customer')}, ${many(c.contracts, 'contract')}, ${many(c.inspections, 'inspection plan')}`;
    case 'person-joins':
      return `${en(c.person)} joins`;
    case 'person-leaves': {
      if (c.owns.length + c.works.length === 0) return `${en(c.person)} leaves with no open ticket`;
      const owns =
        c.owns.length === 0
          ? []
          : [`leaves with ${many(c.owns.length, 'open ticket')} (${listed(c.owns, ', ')})`];
      const works = c.works.length === 0 ? [] : [`is the worker of ${listed(c.works, ', ')}`];
      const heirs = c.heirs
        .map(({ heir, tickets }) =>
          c.heirs.length === 1 ? en(heir) : `${en(heir)} (${listed(tickets, ', ')})`,
        )
        .join(', ');
      const until =
        c.owns.length === 0
          ? ''
          : heirs === ''
            ? '; nobody is left to answer for them'
            : `; stays owner until each is handed over, ${heirs} answers for them meanwhile`;
      return `${en(c.person)} ${[...owns, ...works].join(' and ')}${until}`;
    }
    case 'person-reached-otherwise':
      return `${en(c.person)}: ${[...c.come.map((a) => `now reached at ${masked(a)}`), ...c.gone.map((a) => `no longer at ${masked(a)}`)].join(', ')}`;
    case 'promise-added':
      return `${c.contract}: new tickets promise ${clocks[c.clock].en} within ${durationWords(c.withinMs, 'en')}${keepEn(c.open)}`;
    case 'promise-removed':
      return `${c.contract}: new tickets no longer promise ${clocks[c.clock].en} within ${durationWords(c.withinMs, 'en')}${keepEn(c.open)}`;
    case 'promise-changed':
      return `${c.contract}: new tickets ${clocks[c.clock].en} ${moveEn(c.limit)}${keepEn(c.open)}`;
    case 'target-changed':
      return `${c.contract}: stricter target of ${clocks[c.clock].en}: ${moveEn(c.limit)}${keepEn(c.open)}`;
    case 'clause-changed':
      return `${c.contract}: ${clocks[c.clock].en} reads or counts differently for new tickets${keepEn(c.open)}`;
    case 'contract-added':
      return `contract ${c.contract} begins, with ${many(c.promises, 'promise')}`;
    case 'contract-removed':
      return `contract ${c.contract} ends${keepEn(c.open)}`;
    case 'default-contract':
      if (c.after === undefined) return 'unknown reporters get a receipt without promises from now on';
      return `unknown reporters are covered by ${c.after}${c.before === undefined ? '' : ` instead of ${c.before}`}`;
    case 'ladder-changed':
      return `ladder ${c.ladder}: other people hear at other times for new tickets${keepEn(c.open)}`;
    case 'calendar-changed':
      return `calendar ${c.calendar}: time counts differently for new tickets${keepEn(c.open)}`;
    case 'customer-added':
      return `customer ${en(c.customer)} is added`;
    case 'customer-removed':
      return `customer ${en(c.customer)} leaves with ${many(c.contacts, 'contact')}${c.tickets.length === 0 ? '' : `; still open: ${listed(c.tickets, ', ')}`}`;
    case 'customer-contract':
      return `customer ${en(c.customer)} moves from ${c.before} to ${c.after} with its next ticket`;
    case 'contact-added':
      return `${en(c.customer)}: ${en(c.contact)} may report and confirm`;
    case 'contact-removed':
      return `${en(c.customer)}: ${en(c.contact)} may no longer confirm for others`;
    case 'site-removed':
      return `site ${en(c.site)} is removed${c.tickets.length === 0 ? '' : `; still open there: ${listed(c.tickets, ', ')}`}`;
    case 'group-added':
      return `group ${en(c.group)} is added`;
    case 'group-removed':
      return `group ${en(c.group)} is removed`;
    case 'group-leader':
      return `${en(c.group)}: ${en(c.after)} leads instead of ${en(c.before)}, from now on also for open tickets`;
    case 'group-without-leader':
      return `${en(c.group)} has no leader: there is no person ${c.leader}`;
    case 'rota-changed':
      return `${en(c.group)}: the rota changes at once${c.gone.length === 0 ? '' : `; out: ${c.gone.join(', ')}`}${c.come.length === 0 ? '' : `; in: ${c.come.join(', ')}`}`;
    case 'inspection-added':
      return `inspection "${en(c.inspection)}" at ${en(c.site)} begins`;
    case 'inspection-removed':
      return `inspection "${en(c.inspection)}" at ${en(c.site)} is no longer opened or reminded`;
    case 'inspection-changed':
      return `inspection "${en(c.inspection)}" at ${en(c.site)} has other dates, times or people from its next visit on`;
    case 'timezone-changed':
      return `the organisation's zone changes from ${c.before} to ${c.after}: rota and daily repeats move at once`;
    case 'messages-kept':
      return c.afterMs === undefined
        ? 'messages and notices are kept for ever from now on; what was removed stays removed'
        : `messages, and notices of closed tickets, are removed for good after ${durationWords(c.afterMs, 'en')}; tickets and their journal stay`;
    default:
      return assertNever(c);
  }
}
