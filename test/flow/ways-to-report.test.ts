import { describe, expect, it } from 'vitest';
import { cards, staff } from '../support/hub.ts';
import { wiredHub } from '../support/wired-hub.ts';

const hub = wiredHub();
const { wangLei } = staff;
const lobby = 'C0LOBBY';

const languages = {
  Chinese: {
    guest: 'U0XUMIN',
    mention: '三楼机房空调漏水',
    direct: '计算机教室交换机没电',
    more: '找许老师开门',
    own: '一楼大屏花屏了',
    other: '二楼会议室麦克风没声音',
    receipt: /已收到您的报修/,
    proposed: /报修人看起来是/,
  },
  English: {
    guest: 'U0KATE',
    mention: 'The air conditioner in the server room leaks',
    direct: 'The switch in the computer lab has no power',
    more: 'Ask Ms Xu for the key',
    own: 'The video wall in the command hall flickers',
    other: 'No sound from the microphone in meeting room 2',
    receipt: /we have your report/,
    proposed: /报修人看起来是/,
  },
};

describe.each(Object.entries(languages))('chat over webhooks, in %s', (_language, words) => {
  const { guest } = words;
  const opened = async (text: string) => {
    const ticket = await hub.newest();
    expect(ticket.reports[0]?.text).toBe(text);
    expect(hub.heard(cards, text)).not.toEqual([]);
    return ticket;
  };
  const shortcut = (user: string, channel: string, ts: string) =>
    hub.inChat(hub.slack.shortcut({ user, callbackId: 'report_message', channel, ts }));

  it('takes a direct message as a report, and the next one as an addition to it', async () => {
    await hub.type(guest, words.direct);
    const { _id: n, parties } = await opened(words.direct);
    expect(parties[0]).toMatchObject({ address: `slack:${guest}`, role: 'reporter' });
    expect(hub.heard(guest).at(-1)).toMatch(words.receipt);
    await hub.type(guest, words.more);
    expect((await hub.ticket(n)).reports.at(-1)?.text).toBe(words.more);
    expect((await hub.newest())._id).toBe(n);
  });

  it('takes a mention in a channel as a report; the reporter reads the receipt', async () => {
    await hub.type(guest, `@faultline ${words.mention}`, { channel: lobby });
    const { parties } = await opened(words.mention);
    expect(parties[0]).toMatchObject({ address: `slack:${guest}`, role: 'reporter' });
    expect(hub.heard(guest).at(-1)).toMatch(words.receipt);
  });

  it('hears nothing of what people say to each other', async () => {
    const before = await hub.newest();
    await hub.type(guest, words.own, { channel: lobby });
    expect((await hub.newest())._id).toBe(before._id);
  });

  it('takes a message shortcut on one’s own message as a report', async () => {
    const said = await hub.slack.type({ user: guest, text: words.own, channel: lobby });
    await shortcut(guest, lobby, said.ts ?? '');
    const { parties } = await opened(words.own);
    expect(parties[0]?.address).toBe(`slack:${guest}`);
    expect(hub.heard(guest).at(-1)).toMatch(words.receipt);
  });

  it('takes a shortcut of the staff on somebody’s message for them: theirs to own, one tap makes the author the reporter', async () => {
    const said = await hub.slack.type({ user: guest, text: words.other, channel: lobby });
    const before = hub.heard(guest).length;
    await shortcut(wangLei, lobby, said.ts ?? '');
    const { _id: n, owner } = await opened(words.other);
    expect(owner).toBe('wang.lei');
    expect(hub.heard(guest)).toHaveLength(before);
    expect(hub.heard(wangLei).join('\n')).toMatch(words.proposed);
    await hub.tap(wangLei, n, 'approve', { value: 'reporter' });
    expect(hub.heard(guest).at(-1)).toMatch(words.receipt);
  });
});
