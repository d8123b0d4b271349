import { beforeAll, describe, expect, it } from 'vitest';
import { openChannels } from '../../src/channels/index.ts';
import { cards, staff, testHub } from '../support/hub.ts';
import { media, picture, samples } from '../support/pictures.ts';

// A Slack that can't reach this hub, as with Socket Mode on a private network.
const hub = testHub({
  openChannels(settings, parts) {
    const open = openChannels(settings, parts);
    for (const channel of open.all) if (channel.name === 'slack') channel.draws = () => false;
    return open;
  },
});

beforeAll(async () => {
  await hub.toMonday('09:00');
});

interface Said {
  ts: string;
  thread_ts?: string;
  text: string;
  files?: { name: string; title: string; url_private: string; mimetype: string }[];
}

/** The card about this ticket, and what stands in the thread under it. */
async function card(ticket: number) {
  const { chat } = await hub.look();
  const messages = (chat.conversations.find(({ id }) => id === cards)?.messages ?? []) as unknown as Said[];
  const root = messages.find(({ text, thread_ts }) => !thread_ts && text.includes(`${ticket}`));
  return { root, under: messages.filter(({ thread_ts }) => thread_ts === root?.ts) };
}

describe('pictures where Slack can’t reach the hub', () => {
  const photo = picture('jpeg', 'private network');
  let n = 0;

  it('are handed over once, in the thread under the card', async () => {
    const { ticket = 0 } = await hub.mail({
      from: 'wu.min@example.org',
      subject: '三楼机房漏水',
      text: '三楼机房漏水。',
      media: [media(photo, '现场.jpg', 'image/jpeg'), media(samples.pdf, '图纸.pdf', 'application/pdf')],
    });
    n = ticket;
    const { under } = await card(n);
    expect(under.flatMap(({ files = [] }) => files)).toMatchObject([
      { name: '现场.jpg', mimetype: 'image/jpeg', title: `工单${n}：图片 1：现场.jpg` },
      { name: '图纸.pdf' },
    ]);
    await hub.tap(staff.wangLei, n, 'claim');
    await hub.tap(staff.wangLei, n, 'answer');
    expect((await card(n)).under).toHaveLength(2);
  });

  it('that come later follow there too', async () => {
    await hub.mail({
      from: 'wu.min@example.org',
      subject: `Re: [#${n}]`,
      text: '又一张',
      media: [media(picture('png', 'second'), '', 'image/png')],
    });
    const { under } = await card(n);
    expect(under.at(-1)?.files).toMatchObject([{ mimetype: 'image/png' }]);
    expect(under).toHaveLength(3);
  });

  it('are links in the thread where Slack takes no files from us', async () => {
    await hub.fail({ channel: 'slack', method: 'files.getUploadURLExternal', error: 'missing_scope' });
    const { ticket = 0 } = await hub.sms(hub.phone(), '二楼投影仪不亮', [
      media(picture('gif', 'no scope'), 'x', 'image/gif'),
    ]);
    const { under } = await card(ticket);
    expect(under.map(({ files }) => files)).toEqual([undefined]);
    expect(JSON.stringify(under)).toMatch(/http:\/\/[\d.:]+\/f\//);
  });
});
