import { describe, expect, it } from 'vitest';
import { type Address, bareOf } from '../../../src/domain/address.ts';
import { routesOf } from '../../../src/domain/notice/route.ts';
import type { TicketCommand } from '../../../src/domain/ticket/commands.ts';
import type { TicketEvent } from '../../../src/domain/ticket/events.ts';
import type { Ticket } from '../../../src/domain/ticket/ticket.ts';
import {
  answer,
  boss,
  chen,
  claim,
  confirm,
  deny,
  fix,
  heardBy,
  hour,
  later,
  liu,
  mail,
  minute,
  offer,
  opened,
  openedEvent,
  party,
  pause,
  phone,
  policy,
  promises,
  report,
  rung,
  service,
  states,
  told,
  voided,
  wang,
  zhao,
} from '../ticket/given.ts';
import { factsOf, hear, lines, toldBy } from './hearing.ts';

const chat: Address = 'slack:U0REPORTER';
const now = later(hour);
const add = (over: Partial<Extract<TicketCommand, { type: 'AddReport' }>> = {}): TicketCommand => ({
  type: 'AddReport',
  report: report({ id: 'sms:SM2', text: '还有电话' }),
  party: party(phone),
  danger: [],
  joined: false,
  promises,
  now,
  ...over,
});
const photo = { name: 'mms-1', type: 'image/jpeg', bytes: 0, picture: true, ref: 'https://provider/1' };
const photoAlone = report({ id: 'sms:SM2', text: '', files: [photo] });
const withPhoto = (on: Ticket, from = phone): Ticket =>
  ({ ...on, reports: [...on.reports, { ...photoAlone, from }] }) as Ticket;
const fetched: TicketCommand = {
  type: 'KeepFiles',
  report: 'sms:SM2',
  files: [{ at: 0, kept: '4821/ab', type: 'image/jpeg', bytes: 9, picture: true }],
  now,
};
const visit: TicketCommand = { type: 'GoOnsite', by: wang, promises, now: later(20 * minute) };
const arrive: TicketCommand = { type: 'Arrive', by: wang, promises, now: later(40 * minute) };
const parts: TicketCommand = { type: 'NeedParts', by: wang, text: '电源', now };
const hurry: TicketCommand = { type: 'Hurry', address: phone, text: '快点', now };
const rate = (score: number): TicketCommand => ({
  type: 'Rate',
  address: phone,
  score,
  text: '',
  now: later(4 * hour),
});
const withdraw: TicketCommand = { type: 'Withdraw', address: phone, why: '自己好了', now };
const complain: TicketCommand = { type: 'Complain', address: phone, text: '没人来', promises, now };

type Row = [what: string, on: Ticket, command: TicketCommand, sms: string[], inside: string[]];

/** What an SMS reporter hears, and what the people inside hear. */
const rows: Row[] = [
  ['a claim in time', states.unclaimed, claim(), [], ['wang.lei: claim']],
  ['a claim after ten minutes', states.unclaimed, claim(zhao, later(10 * minute)), [], ['zhao.min: claim']],
  ['a logged call', states.claimed, answer(), [], []],
  [
    'an answer in words',
    states.claimed,
    { type: 'Answer', by: wang, how: 'text', text: '重启即可', proof: 'provider', now },
    ['answer'],
    [],
  ],
  ['a visit', states.answered, visit, ['on-the-way'], []],
  ['an arrival', states.answered, arrive, [], []],
  ['parts', states.answered, parts, [], []],
  ['a word', states.claimed, { type: 'Say', by: wang, text: '马上', now }, ['said'], []],
  ['a note', states.claimed, { type: 'AddNote', by: wang, text: '交换机', now }, [], []],
  ['an addition before a claim', states.unclaimed, add(), [], []],
  ['an addition after it', states.claimed, add(), [], ['wang.lei: addition']],
  ['a picture alone, before it can be looked at', states.claimed, add({ report: photoAlone }), [], []],
  ['a picture that is here now, before a claim', withPhoto(states.unclaimed), fetched, [], []],
  ['a picture that is here now', withPhoto(states.claimed), fetched, [], ['wang.lei: pictures']],
  ['a picture of the worker’s own', withPhoto(states.claimed, 'slack:U0WANGLEI'), fetched, [], []],
  [
    'a picture that never came',
    withPhoto(states.claimed),
    { ...fetched, files: [{ at: 0, lost: 'gone' }] } as TicketCommand,
    [],
    ['wang.lei: pictures'],
  ],
  [
    'danger in an addition',
    states.claimed,
    add({ danger: ['冒烟'] }),
    ['receipt'],
    ['wang.lei: page (page)', 'email:zheng@example.org: supervisor-news'],
  ],
  ['a hurry before a claim', states.unclaimed, hurry, ['hurried'], ['wang.lei: hurry (page)']],
  ['a hurry after it', states.claimed, hurry, ['hurried'], ['wang.lei: hurry']],
  [
    'a wish for a person',
    states.claimed,
    { type: 'WantPerson', address: phone, callBy: later(75 * minute), now },
    ['person'],
    ['wang.lei: call-me (page)'],
  ],
  ['a complaint', states.claimed, complain, ['complaint'], ['chen.jing: complained', 'liu.yang: complained']],
  ['a pause', states.claimed, pause(), ['paused'], ['chen.jing: pause-approval']],
  ['a leader’s pause', states.claimed, pause({ by: chen }), ['paused'], []],
  [
    'a pause that is rejected',
    states.paused,
    { type: 'RejectPause', by: chen, now },
    [],
    ['wang.lei: pause-ended'],
  ],
  ['a resume by the worker', states.paused, { type: 'Resume', by: wang, now }, [], []],
  ['an offer', states.claimed, offer('zhao.min'), [], ['zhao.min: offer (page)']],
  [
    'an assignment',
    states.claimed,
    { ...offer('zhao.min'), type: 'Assign', by: chen } as TicketCommand,
    [],
    ['zhao.min: assigned (page)'],
  ],
  [
    'an acceptance',
    states.offered,
    { type: 'Accept', by: zhao, now },
    [],
    ['wang.lei: offer-accepted', 'zhao.min: claim'],
  ],
  [
    'a decline',
    states.offered,
    { type: 'Decline', by: zhao, now },
    [],
    ['wang.lei: offer-declined', 'chen.jing: offer-declined'],
  ],
  [
    'a take-over',
    states.claimed,
    { type: 'Take', by: chen, why: '无人响应', now },
    [],
    ['wang.lei: taken', 'chen.jing: claim'],
  ],
  [
    'the contact taken',
    states.claimed,
    { type: 'TakeContact', by: liu, callBy: later(2 * hour), now },
    [],
    ['liu.yang: claim'],
  ],
  ['a fix', states.claimed, fix(), ['fixed-asked'], []],
  ['a confirmation', states.fixed, confirm(), ['closed-rate'], ['wang.lei: confirmed']],
  ['a confirmation on the phone', states.fixed, heardBy(wang, confirm()), ['closed-rate'], []],
  ['a denial on the phone', states.fixed, heardBy(wang, deny()), ['reopened'], ['chen.jing: denied']],
  ['a denial', states.fixed, deny(), ['reopened'], ['wang.lei: denied (page)', 'chen.jing: denied']],
  ['a good rating', states.confirmed, rate(5), [], ['wang.lei: rating (digest)']],
  ['a bad rating', states.confirmed, rate(2), [], ['wang.lei: rating', 'chen.jing: rating']],
  ['a withdrawal', states.claimed, withdraw, ['withdrawn'], ['wang.lei: withdrew']],
  ['a void', states.claimed, voided(), ['voided'], []],
  ['a void of spam', states.claimed, voided(wang, { reason: 'spam' }), [], []],
  ['a void to be approved', states.claimed, voided(wang, { known: true }), [], ['chen.jing: void-approval']],
  ['a void rejected', states.voiding, { type: 'RejectVoid', by: chen, now }, [], ['wang.lei: void-rejected']],
];

describe('what people hear of', () => {
  it.each(rows)('%s', (_what, on, command, sms, inside) => {
    const heard = lines(hear(on, [command]).owed);
    expect(heard.filter((l) => l.startsWith(phone))).toEqual(sms.map((name) => `${phone}: ${name}`));
    expect(heard.filter((l) => !l.startsWith(phone))).toEqual(inside);
  });

  it('an opening: the receipt to the reporter, and the ladder calls the duty engineer at once', () => {
    const opening = toldBy(openedEvent(), undefined);
    expect(lines(opening.reporters)).toEqual([`${phone}: receipt`]);
    expect(factsOf(opening.reporters, 'receipt')).toEqual([
      { answerBy: later(30 * minute), oneWay: false, danger: false, askPlace: false },
    ]);
    expect(lines(hear(opened(), [later(0)]).owed)).toEqual(['wang.lei: page (page)']);
  });
});

describe('a reporter by mail or chat, where a message costs nothing,', () => {
  it.each([mail, chat])('also hears of claims, arrivals, parts, ratings and a silent end (%s)', (address) => {
    const there = { parties: [party(address)] };
    const names = (on: Ticket, ...steps: (TicketCommand | Date)[]) =>
      hear({ ...on, ...there } as Ticket, steps)
        .owed.filter((o) => o.to.kind === 'party' && o.to.address === address)
        .map((o) => o.wording.name);
    expect(names(states.unclaimed, claim(zhao, later(10 * minute)))).toEqual(['claimed']);
    // The receipt named Wang Lei already.
    expect(names(states.unclaimed, claim(wang, later(10 * minute)))).toEqual([]);
    expect(names(states.answered, arrive)).toEqual(['arrived']);
    expect(names(states.answered, parts)).toEqual(['parts']);
    expect(names(states.confirmed, { ...rate(5), address } as TicketCommand)).toEqual(['rated']);
    expect(names(states.fixed, later(24 * hour), later(96 * hour))).toEqual([
      'reminder',
      'closed-unconfirmed',
    ]);
  });
});

describe('several parties', () => {
  const shared = [
    party(phone),
    party(mail, { role: 'contact' }),
    party(boss, { role: 'copied', hears: false }),
  ];

  it('each hear on their own channel; the copied hear nothing', () => {
    const { owed } = hear({ ...states.claimed, parties: shared } as Ticket, [fix()]);
    expect(lines(owed)).toEqual([`${phone}: fixed-asked`, `${mail}: fixed-asked`]);
  });

  it('are told who confirmed, when it was not the reporter', () => {
    const { owed } = hear({ ...states.fixed, parties: shared } as Ticket, [confirm(mail)]);
    expect(factsOf(owed, 'closed-rate')).toEqual([{ by: '周岚' }, { by: '周岚' }]);
  });

  it('are asked in the wording that their phone can answer', () => {
    const oneWay = (address: Address) => address === phone;
    const { owed } = hear({ ...states.fixed, parties: shared } as Ticket, [later(24 * hour)], { oneWay });
    expect(factsOf(owed, 'reminder').map((f) => f.oneWay)).toEqual([true, false]);
  });

  it('who can’t answer by text is called by the owner, once more when reminded', () => {
    const oneWay = (address: Address) => address === phone;
    const asked = hear(states.claimed, [fix()], { oneWay });
    expect(factsOf(asked.owed, 'to-confirm')).toMatchObject([{ phone: bareOf(phone), again: false }]);
    const { owed } = hear(states.fixed, [later(24 * hour)], { oneWay });
    expect(factsOf(owed, 'to-confirm')).toMatchObject([{ again: true }]);
    expect(factsOf(hear(states.claimed, [fix()]).owed, 'to-confirm')).toEqual([]);
  });

  it('one joined to another address hears there alone', () => {
    const joined = told(states.claimed, { type: 'JoinParty', by: wang, address: mail, to: phone, now });
    expect(lines(hear(joined, [fix()]).owed)).toEqual([`${phone}: fixed-asked`]);
  });

  it('whoever is copied and adds something is shown as such', () => {
    const on = { ...states.claimed, parties: shared } as Ticket;
    const { owed } = hear(on, [
      add({ party: party(boss, { role: 'copied' }), report: report({ id: 'x', from: boss }) }),
    ]);
    expect(lines(owed)).toEqual(['wang.lei: copied']);
  });
});

describe('a promise that breaks', () => {
  const broken = hear(states.claimed, [later(31 * minute)]);

  it('is told to owner, leader and manager in chat and by SMS, with the clause', () => {
    const staff = broken.owed.filter((o) => o.wording.name === 'broken');
    expect(lines(staff)).toEqual([
      'wang.lei: broken (page)',
      'chen.jing: broken (page)',
      'liu.yang: broken (page)',
    ]);
    expect(staff[0]?.by).toEqual(['chat', 'sms']);
    expect(factsOf(staff, 'broken')[0]).toMatchObject({
      known: 'no-answer',
      clause: '在出现设备故障的 0.5 小时内给予问题的解答',
      dueAt: later(30 * minute),
    });
  });

  it('is an apology with a new time to the reporter, once, whatever repeats', () => {
    const on = hear(broken.ticket, [later(61 * minute), later(121 * minute)]);
    expect(factsOf(broken.owed, 'delay')).toMatchObject([
      { clock: 'answer', wasDue: later(30 * minute), newBy: later(46 * minute), taken: false },
    ]);
    expect(factsOf(on.owed, 'delay')).toEqual([]);
    expect(factsOf(on.owed, 'broken').length).toBeGreaterThan(0);
  });

  it('names somebody as in charge only once it is true', () => {
    const taken = told(states.claimed, {
      type: 'TakeContact',
      by: liu,
      callBy: later(hour),
      now: later(20 * minute),
    });
    expect(factsOf(hear(taken, [later(31 * minute)]).owed, 'delay')).toMatchObject([
      { taken: true, leader: { id: 'liu.yang' } },
    ]);
  });

  it('says who was silent, and who took over when', () => {
    const unclaimed = hear(states.unclaimed, [later(31 * minute)]);
    expect(factsOf(unclaimed.owed, 'broken')[0]).toMatchObject({
      known: 'unclaimed',
      silent: { id: 'wang.lei' },
    });
    const late = told(unclaimed.ticket, claim(chen, later(33 * minute)));
    expect(factsOf(hear(late, [later(61 * minute)]).owed, 'broken')[0]).toMatchObject({
      silent: { id: 'wang.lei' },
      took: { by: { id: 'chen.jing' }, at: later(33 * minute) },
    });
  });

  it('is one alert for all that break together, each named with its clause', () => {
    const noon = hear(states.answered, [later(12 * hour)]);
    const [alert, ...more] = factsOf(noon.owed, 'broken');
    expect(more.every((one) => JSON.stringify(one) === JSON.stringify(alert))).toBe(true);
    const named = [alert, ...((alert as { also?: object[] }).also ?? [])];
    expect(named).toMatchObject([
      { clause: '12 小时内解决' },
      { clock: 'spare', clause: '12 小时内不能解决的提供备品备件', dueAt: later(12 * hour) },
    ]);
  });

  it('counts a page that nobody claimed as no alert of the managers’', () => {
    expect(rung(states.unclaimed, later(11 * minute)).unanswered).toBe(0);
    expect(rung(rung(states.unclaimed, later(11 * minute)), later(31 * minute)).unanswered).toBe(1);
  });

  it('left unanswered three times climbs to the leader’s deputy; an answer begins the count anew', () => {
    const twice = hear(broken.ticket, [later(61 * minute)]);
    expect(lines(twice.owed)).not.toContain('li.na: broken (page)');
    expect(lines(hear(twice.ticket, [later(121 * minute)]).owed)).toContain('li.na: broken (page)');
    const heard = told(twice.ticket, {
      type: 'TakeContact',
      by: chen,
      callBy: later(2 * hour),
      now: later(70 * minute),
    });
    expect(lines(hear(heard, [later(121 * minute)]).owed)).not.toContain('li.na: broken (page)');
  });

  it('is not told to the reporter when the contract says otherwise', () => {
    const quiet = { ...policy, contract: { ...policy.contract, tellOnBreach: 'after-approval' as const } };
    expect(factsOf(hear(states.claimed, [later(31 * minute)], { policy: quiet }).owed, 'delay')).toEqual([]);
  });
});

describe('warnings', () => {
  it('come at half the time, and close to its end also to the leader, in chat', () => {
    const half = hear(states.claimed, [later(15 * minute)]);
    expect(lines(half.owed)).toContain('wang.lei: warning');
    const close = hear(half.ticket, [later(27 * minute)]);
    expect(lines(close.owed)).toContain('chen.jing: warning');
    expect(lines(close.owed).filter((l) => l.startsWith('liu.yang'))).toEqual([]);
  });

  it('never tell a manager of the stricter reading', () => {
    const agreed = told(states.answered, { ...visit, now: later(5 * minute) } as TicketCommand);
    const target = hear(agreed, [later(30 * minute)]);
    expect(lines(target.owed)).toEqual(['wang.lei: warning', 'chen.jing: warning']);
  });
});

describe('at shift end', () => {
  const evening = new Date('2026-03-05T13:00:00Z');

  it('alarms and the reporter’s words go to whoever is on duty; the owner stays and sleeps', () => {
    const { ticket, owed } = hear(states.fixed, [deny(phone, evening)]);
    expect(ticket.owner).toBe('wang.lei');
    expect(lines(owed)).toContain('zhao.min: denied (page)');
    expect(lines(owed).join()).not.toContain('wang.lei');
  });

  it('whoever is on a visit keeps it', () => {
    const going = told(states.answered, { ...visit, now: later(9 * hour) } as TicketCommand);
    expect(lines(hear(going, [{ ...hurry, now: evening } as TicketCommand]).owed)).toContain(
      'wang.lei: hurry',
    );
  });

  it('a visit by somebody else doesn’t keep the owner awake', () => {
    const by = { ...zhao, standsIn: true };
    const going = told(states.answered, { ...visit, by, now: later(9 * hour) } as TicketCommand);
    expect(lines(hear(going, [later(13 * hour)]).owed).join()).not.toContain('wang.lei');
    const own = told(states.answered, { ...visit, now: later(9 * hour) } as TicketCommand);
    expect(lines(hear(own, [later(13 * hour)]).owed)).toContain('wang.lei: broken (page)');
  });

  it('whoever claimed off duty keeps it until the next change', () => {
    const claimed = told(opened(), claim(zhao, later(hour)));
    const at = (when: Date) => lines(hear(claimed, [{ ...hurry, now: when } as TicketCommand]).owed);
    expect(at(later(9 * hour))).toContain('zhao.min: hurry');
    expect(at(new Date('2026-03-06T01:00:00Z'))).toContain('wang.lei: hurry');
  });

  it('a leader who took it keeps it', () => {
    const taken = told(opened(), { type: 'Take', by: chen, why: 'x', now });
    expect(lines(hear(taken, [{ ...hurry, now: evening } as TicketCommand]).owed)).toContain(
      'chen.jing: hurry',
    );
  });

  it('somebody who left is stood in for', () => {
    const people = service.people.filter((p) => p.id !== 'wang.lei');
    const { owed } = hear(states.claimed, [hurry], { service: { ...service, people } });
    expect(lines(owed).join()).not.toContain('wang.lei');
    expect(owed.filter((o) => o.to.kind === 'person')).toHaveLength(1);
  });
});

describe('the customer’s supervisor', () => {
  const zheng = 'email:zheng@example.org';
  const urgent = (on: Ticket) => ({ ...on, severity: 'urgent' }) as Ticket;
  const news = (on: Ticket, ...steps: (TicketCommand | Date)[]) =>
    factsOf(
      hear(on, steps).owed.filter((o) => o.to.kind === 'party' && o.to.address === zheng),
      'supervisor-news',
    );

  it('hears of urgent faults opened, broken and closed', () => {
    const event = openedEvent(urgent(opened()));
    expect(lines(toldBy(event, undefined).supervisors)).toEqual([`${zheng}: supervisor-news`]);
    expect(news(urgent(states.claimed), later(31 * minute))).toMatchObject([
      { what: 'broken', clock: 'answer' },
    ]);
    expect(news(urgent(states.fixed), confirm())).toEqual([{ what: 'confirmed' }]);
    expect(news(urgent(states.fixed), later(24 * hour), later(96 * hour))).toEqual([{ what: 'unconfirmed' }]);
    expect(news(urgent(states.claimed), voided())).toEqual([{ what: 'void' }]);
  });

  it('hears nothing of lesser faults, of warnings, or of other customers’', () => {
    expect(news(states.claimed, later(15 * minute), later(31 * minute), fix(), confirm())).toEqual([]);
    expect(news(urgent(states.claimed), later(15 * minute), later(27 * minute))).toEqual([]);
    expect(news(urgent({ ...states.fixed, customer: 'south-school' } as Ticket), confirm())).toEqual([]);
  });

  it('hears when a fault becomes urgent', () => {
    const raise: TicketCommand = {
      type: 'ChangeSeverity',
      by: wang,
      severity: 'urgent',
      promises,
      now: later(minute),
    };
    expect(news(states.claimed, raise)).toEqual([{ what: 'opened', answerBy: later(30 * minute) }]);
  });

  it.each([
    ['supervisor', 1],
    ['reporter', 0],
    ['after-approval', 0],
  ] as const)('of a breach that is not urgent, with tell_on_breach %s: %i', (tellOnBreach, count) => {
    const own = { ...policy, contract: { ...policy.contract, tellOnBreach } };
    const { owed } = hear(states.claimed, [later(31 * minute)], { policy: own });
    expect(factsOf(owed, 'supervisor-news')).toHaveLength(count);
  });
});

describe('reminders', () => {
  it.each([
    ['in the morning', '2026-03-06T01:00:00Z', '2026-03-06T01:00:00Z'],
    ['at night, for the morning', '2026-03-06T18:00:00Z', '2026-03-07T00:30:00Z'],
    ['in the evening, for the next day', '2026-03-06T12:30:00Z', '2026-03-07T00:30:00Z'],
  ])('that come due %s', (_when, at, goes) => {
    const { owed } = hear(states.fixed, [{ type: 'ReporterReminded', at: new Date(at) } as TicketEvent]);
    expect(owed[0]?.notBefore).toEqual(new Date(goes));
  });
});

describe('how a person is reached', () => {
  const person = service.people.find((p) => p.id === 'wang.lei');
  if (!person) throw new Error('no Wang Lei');
  const lanes = (reach: Address[], loud: 'page' | 'notice', by?: ('chat' | 'sms' | 'email')[]) =>
    routesOf({ ...person, reach }, { loud, ...(by && { by }) }).map((r) => [r.lane, ...r.fallbacks]);
  const [slack, sms, post] = ['slack:U1', 'sms:+8613800000001', 'email:a@b.c'] as [Address, Address, Address];

  it.each([
    ['a page rings in chat and by SMS at once', 'page', undefined, [[slack], [sms, post]]],
    ['a notice goes by chat, and falls back to the rest', 'notice', undefined, [[slack, sms, post]]],
    ['an alert by SMS alone goes there', 'page', ['sms'], [[sms, slack, post]]],
    ['a notice by SMS first', 'notice', ['sms', 'chat'], [[sms, slack, post]]],
  ] as const)('%s', (_what, loud, by, expected) => {
    expect(lanes([slack, sms, post], loud, by && [...by])).toEqual(expected);
  });

  it('falls back on what there is, and says when there is nothing', () => {
    expect(lanes([post], 'page')).toEqual([[post]]);
    expect(lanes([], 'page')).toEqual([]);
  });
});

describe('a whole story by SMS', () => {
  const texts = (...steps: (TicketCommand | Date)[]) => {
    const opening = toldBy(openedEvent(), undefined).reporters;
    return [...opening, ...hear(opened(), steps).owed]
      .filter((o) => o.to.kind === 'party' && o.to.address === phone)
      .map((o) => o.wording.name);
  };
  const words: TicketCommand = {
    type: 'Answer',
    by: wang,
    how: 'text',
    text: '重启即可',
    proof: 'provider',
    now: later(5 * minute),
  };

  it('costs at most what was planned: receipt, answer, on the way, delay, fixed?, one reminder, closed', () => {
    expect(
      texts(
        claim(),
        words,
        visit,
        visit,
        later(31 * minute),
        arrive,
        later(61 * minute),
        parts,
        later(121 * minute),
        fix(wang, later(3 * hour)),
        later(24 * hour),
        confirm(phone, later(25 * hour)),
        { ...rate(5), now: later(26 * hour) } as TicketCommand,
      ),
    ).toEqual(['receipt', 'answer', 'on-the-way', 'delay', 'fixed-asked', 'reminder', 'closed-rate']);
  });

  it('answered by phone and in time it is three', () => {
    expect(texts(claim(), answer(), fix(), confirm(), rate(5))).toEqual([
      'receipt',
      'fixed-asked',
      'closed-rate',
    ]);
  });

  it('that ends in silence asks once more and then says no more', () => {
    expect(texts(claim(), answer(), fix(), later(24 * hour), later(96 * hour))).toEqual([
      'receipt',
      'fixed-asked',
      'reminder',
    ]);
  });

  it('keeps a place for “fixed?” in the budget of the day', () => {
    const asked = hear(states.claimed, [fix()]).owed.find((o) => o.wording.name === 'fixed-asked');
    expect(asked).toMatchObject({ reserved: true, unless: 'not-fixed' });
  });
});
