import { beforeAll, describe, expect, it } from 'vitest';
import { type Block, cards, staff, testHub } from '../support/hub.ts';
import { media, picture, samples } from '../support/pictures.ts';

const hub = testHub();

beforeAll(async () => {
  await hub.toMonday('09:00');
});

interface Image extends Block {
  image_url?: string;
  title?: { text: string };
}

/** The pictures on the newest message of a conversation about this ticket. */
async function drawn(conversation: string, ticket: number): Promise<{ url: string; label: string }[]> {
  const { chat } = await hub.look();
  const about = (text: string | undefined) => text?.includes(`${ticket}`);
  const messages = chat.conversations.find(({ id }) => id === conversation)?.messages ?? [];
  const shown = messages.findLast(({ text }) => about(text))?.blocks ?? [];
  return (shown as Image[]).flatMap(({ type, image_url: url, title }) =>
    type === 'image' && url !== undefined ? [{ url, label: title?.text ?? '' }] : [],
  );
}
const direct = (user: string) => `D${user.slice(1)}`;
const seen = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};
/** Addresses of files that a message links to. */
const links = (text: string): string[] =>
  [...text.matchAll(/http:\/\/[\d.:]+\/f\/[\w.-]+/g)].map(([url]) => url);

describe('a mail with a picture', () => {
  const photo = picture('jpeg', 'mail zh');
  let n = 0;

  it('opens a ticket at once; the picture is on the card and in what the claimer gets', async () => {
    const answer = await hub.mail({
      from: 'wu.min@example.org',
      subject: '三楼机房空调漏水',
      text: '三楼机房空调漏水，见照片。',
      media: [media(photo, '现场.jpg', 'image/jpeg')],
    });
    n = answer.ticket ?? 0;
    const [shown] = await drawn(cards, n);
    expect(shown?.label).toBe('图片 1：现场.jpg');
    expect(await hub.last(cards, n)).toContain('图片 1：现场.jpg');
    const got = await seen(shown?.url ?? '');
    expect(got).toMatchObject({ status: 200, bytes: photo });
    expect(got.headers.get('content-type')).toBe('image/jpeg');

    await hub.tap(staff.wangLei, n, 'claim');
    expect(await drawn(direct(staff.wangLei), n)).toEqual([shown]);
  });

  it('is told apart by its bytes alone: what only claims to be a picture is a download', async () => {
    await hub.mail({
      from: 'wu.min@example.org',
      subject: `Re: [#${n}]`,
      text: `补充 ${n} 两个文件`,
      media: [
        media(samples.html, 'photo.jpg', 'image/jpeg'),
        media(samples.svg, 'plan.svg', 'image/svg+xml'),
      ],
    });
    expect(await drawn(cards, n)).toHaveLength(1);
    const text = await hub.last(cards, n);
    expect(text).toContain('附件 2：photo.jpg（1 K）');
    for (const url of links(text)) {
      const { headers } = await seen(url);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    }
    expect(links(text)).toHaveLength(2);
  });

  it('whoever is at work hears of pictures that come later, once they can be looked at', async () => {
    const later = picture('png', 'later');
    await hub.mail({
      from: 'wu.min@example.org',
      subject: `Re: [#${n}]`,
      text: '',
      media: [media(later, '', 'image/png')],
    });
    expect(await hub.last(staff.wangLei, n)).toContain('发来图片');
    const [shown] = await drawn(direct(staff.wangLei), n);
    expect((await seen(shown?.url ?? '')).bytes).toEqual(later);
  });

  it('is on the reporter’s page, with the sender’s own files alone', async () => {
    const page =
      /http:\/\/127\.0\.0\.1:\d+\/t\/[\w.-]+/.exec(await hub.last('wu.min@example.org'))?.[0] ?? '';
    const text = await (await fetch(page)).text();
    expect(text).toContain('您发来的图片和文件');
    const [src] = /(?<=<img src=")[^"]+/.exec(text) ?? [''];
    expect((await seen(new URL(src, page).href)).bytes).toEqual(photo);
    expect(await (await fetch(`${page}?lang=en`)).text()).toContain('What you sent');
  });

  it('leaves no name of a file in the journal, and says there what was kept', async () => {
    const journal = JSON.stringify(await hub.journal(n));
    expect(journal).not.toMatch(/现场|photo\.jpg|plan\.svg/);
    expect(journal).toContain('FilesFetched');
  });
});

describe('a mail in English', () => {
  it('is answered and shown in English where its reader reads English; too large a file is named with the reason', async () => {
    const { ticket: n = 0 } = await hub.mail({
      from: 'tom.baker@example.net',
      subject: 'Lab projector dark',
      text: 'The projector in the computer lab is dark, see the picture.',
      media: [
        media(picture('gif', 'mail en'), 'projector.gif', 'image/gif'),
        media(Buffer.alloc(10 * 1024 * 1024 + 1), 'video.mp4', 'video/mp4'),
      ],
    });
    expect(await drawn(cards, n)).toHaveLength(1);
    expect(await hub.last(cards, n)).toContain('附件 2：video.mp4：超过 10 兆，没有接收。');
    const page =
      /http:\/\/127\.0\.0\.1:\d+\/t\/[\w.-]+/.exec(await hub.last('tom.baker@example.net'))?.[0] ?? '';
    const text = await (await fetch(page)).text();
    expect(text).toContain('File 2: video.mp4');
    expect(text).toContain('too large (10 M at most)');
  });

  it('with nothing but a picture opens a ticket that says so', async () => {
    const { ticket: n = 0, ok } = await hub.mail({
      from: 'jane.doe@example.net',
      text: '',
      media: [media(picture('png', 'alone'), 'IMG_2031.png', 'image/png')],
    });
    expect(ok).toBe(true);
    expect(await hub.ticket(n)).toMatchObject({ title: '只有图片', status: 'open' });
    expect(await drawn(cards, n)).toHaveLength(1);
  });
});

describe('a picture by SMS', () => {
  const photo = picture('jpeg', 'mms zh');
  const mms = (bytes: Buffer, type = 'image/jpeg') => [media(bytes, 'x', type)];
  let from = '';
  let n = 0;

  it('is fetched from the provider after the receipt is out, and is on the card', async () => {
    from = hub.phone();
    const { ticket = 0 } = await hub.sms(from, '三楼机房配电柜有水渗出', mms(photo));
    n = ticket;
    const sent = await hub.messages({ ticket: n });
    const receipt = sent.findIndex(({ to }) => to === from);
    const card = sent.findIndex(({ to, text }) => to === cards && text.includes('图片 1'));
    expect(receipt).toBeGreaterThanOrEqual(0);
    expect(card).toBeGreaterThan(receipt);
    const [shown] = await drawn(cards, n);
    expect((await seen(shown?.url ?? '')).bytes).toEqual(photo);
  });

  it('that comes alone joins the open ticket, and whoever is at work sees it', async () => {
    await hub.tap(staff.wangLei, n, 'claim');
    const later = picture('gif', 'mms later');
    await hub.sms(from, '', mms(later, 'image/gif'));
    expect(await hub.last(staff.wangLei, n)).toContain('发来图片');
    const [shown] = await drawn(direct(staff.wangLei), n);
    expect((await seen(shown?.url ?? '')).bytes).toEqual(later);
    expect(await drawn(cards, n)).toHaveLength(2);
  });

  it('beside an answer is not lost: "2" reopens, and the picture shows what is still wrong', async () => {
    await hub.tap(staff.wangLei, n, 'fix', { note: '关了阀门' });
    const still = picture('png', 'still wet');
    await hub.sms(from, '2 还在渗', mms(still, 'image/png'));
    expect(await hub.ticket(n)).toMatchObject({ status: 'open' });
    const shown = await drawn(cards, n);
    expect(shown).toHaveLength(3);
    expect((await seen(shown.at(-1)?.url ?? '')).bytes).toEqual(still);
  });

  it('B37: alone, from somebody new, opens a ticket "picture only" and asks for the place', async () => {
    const newcomer = hub.phone();
    const { ticket = 0 } = await hub.sms(newcomer, '', mms(picture('jpeg', 'only')));
    expect(await hub.ticket(ticket)).toMatchObject({ title: '只有图片', reports: [{ text: '' }] });
    expect(await hub.last(newcomer)).toContain(`${ticket}`);
    expect(await drawn(cards, ticket)).toHaveLength(1);
  });

  it('that the provider does not hand out yet is on its way, and comes when it does', async () => {
    await hub.fail({ channel: 'sms', media: true, status: 404 });
    const { ticket = 0 } = await hub.sms(hub.phone(), '二楼弱电间冒水', mms(picture('jpeg', 'late')));
    expect(await hub.last(cards, ticket)).toContain('图片或附件 1 个，正在接收。');
    expect(await drawn(cards, ticket)).toEqual([]);
    await hub.advance('10s');
    expect(await drawn(cards, ticket)).toHaveLength(1);
  });

  it('B38: whose provider sends us inside is refused, with the reason on the card', async () => {
    await hub.fail({ channel: 'sms', media: true, redirect: hub.url('/metrics') });
    const { ticket = 0 } = await hub.sms(hub.phone(), '一楼大厅灯不亮', mms(picture('jpeg', 'never')));
    expect(await hub.last(cards, ticket)).toContain('图片 1：地址不是服务商的，没有接收。');
  });
});

describe('a picture in chat', () => {
  const photo = picture('png', 'chat zh');

  it('comes with a mention in the channel and is drawn on the card that it opens', async () => {
    const { ticket = 0 } = await hub.chat(staff.zhaoMin, '@faultline 三楼机房天花板滴水', {
      media: [media(photo, '天花板.png', 'image/png')],
    });
    const [shown] = await drawn(cards, ticket);
    expect(shown?.label).toBe('图片 1：天花板.png');
    expect((await seen(shown?.url ?? '')).bytes).toEqual(photo);
    await hub.end(ticket);
  });

  it('alone, told to the bot by somebody who is not on the staff, opens a ticket and is told apart from files', async () => {
    const later = picture('jpeg', 'chat guest');
    const { ticket = 0 } = await hub.chat('U0GUEST', '', {
      media: [media(later, 'IMG_1.JPG', 'image/jpeg'), media(samples.pdf, '图纸.pdf', 'application/pdf')],
    });
    expect(await hub.ticket(ticket)).toMatchObject({ title: '只有图片' });
    const [shown] = await drawn(cards, ticket);
    expect((await seen(shown?.url ?? '')).bytes).toEqual(later);
    const [pdf] = links(await hub.last(cards, ticket));
    expect((await seen(pdf ?? '')).headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('图纸')}.pdf`,
    );
  });

  it('of a kind that chat does not draw (WebP) is a link to the picture', async () => {
    const webp = picture('webp', 'chat');
    const { ticket = 0 } = await hub.chat('U0GUEST', '新 二楼会议室的灯在闪', {
      media: [media(webp, 'x.webp', 'image/webp')],
    });
    expect(await drawn(cards, ticket)).toEqual([]);
    const [link] = links(await hub.last(cards, ticket));
    const { headers, bytes } = await seen(link ?? '');
    expect([headers.get('content-type'), bytes]).toEqual(['image/webp', webp]);
  });
});
