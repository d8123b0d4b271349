import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { media, samples } from '../support/pictures.ts';
import { card, type FakeHub, startFakeHub } from './fake-hub.ts';

interface Kept {
  id: string;
  name: string;
}
const zhou = '+8613900000009';
interface Row {
  id: string;
  text: string;
  ticket: number | null;
}
const rows = async (hub: FakeHub): Promise<Row[]> => (await hub.get('/messages')).body as unknown as Row[];
const fileIn = (hub: FakeHub, name: string) => join(hub.dataDir, 'sandbox', name);

/** The state as the first event of the page's stream tells it. */
async function stateOf(hub: FakeHub): Promise<Record<string, unknown>> {
  const response = await fetch(`${hub.url}/events`);
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const data = /^event: state\ndata: (.*)$/m.exec(text)?.[1];
    if (data !== undefined && text.endsWith('\n\n')) return JSON.parse(data) as Record<string, unknown>;
  }
  throw new Error('the stream ended');
}

describe('a sandbox that starts again', () => {
  it('still lists what went out, goes on counting, edits cards and threads mails', async () => {
    const first = await startFakeHub();
    const sid = await first.sendText(zhou, '已收到');
    first.fake.about.set(sid, 1001);
    const { ts } = await first.slack('chat.postMessage', { channel: 'C0CARDS', ...card(1001, ['claim']) });
    await first.post('/sms', { from: zhou, body: '断网' });
    await first.post('/mail', { from: 'zhou@example.org', subject: '打印机', text: '坏了' });
    const before = await rows(first);
    await first.stop();

    const second = await startFakeHub(first.dataDir);
    expect(await rows(second)).toEqual(before);
    expect(before.map(({ ticket }) => ticket)).toEqual([1001, 1001]);
    expect(
      await second.slack('chat.update', { channel: 'C0CARDS', ts, ...card(1001, ['fix'], 'claimed') }),
    ).toMatchObject({ ok: true });
    const after = await rows(second);
    expect(after.slice(0, 2)).toEqual(before);
    expect(after[2]?.text).toContain('claimed');
    expect(String(after[2]?.id) > String(before[1]?.id)).toBe(true);
    expect(await stateOf(second)).toMatchObject({
      texts: [{ body: '已收到' }, { body: '断网', direction: 'inbound' }],
      mails: [{ way: 'in', subject: '打印机' }],
    });
    await second.stop();
  });

  it('still shows what was sent along with a text, a mail, a whole mail and a message', async () => {
    const first = await startFakeHub();
    const sent = [media(samples.png, '现场.png', 'image/png')];
    await first.post('/sms', { from: zhou, body: '', media: sent });
    await first.post('/mail', { from: 'zhou@example.org', text: '见照片', media: sent });
    const raw = [
      'From: zhou@example.org',
      'To: desk@faultline.test',
      'Content-Type: image/png; name=raw.png',
      'Content-Disposition: attachment; filename=raw.png',
      'Content-Transfer-Encoding: base64',
      '',
      samples.png.toString('base64'),
      '',
    ];
    await first.post('/mail', { raw: Buffer.from(raw.join('\r\n')).toString('base64') });
    await first.post('/chat', { user: 'U0ANA', text: '见照片', media: sent });
    await first.stop();

    const second = await startFakeHub(first.dataDir);
    const { texts, mails, chat } = (await stateOf(second)) as unknown as {
      texts: { media: Kept[] }[];
      mails: { media: Kept[] }[];
      chat: { conversations: { messages: { files?: { media: string; name: string }[] }[] }[] };
    };
    const inChat = chat.conversations
      .flatMap(({ messages }) => messages.flatMap(({ files = [] }) => files))
      .map(({ media: id, name }) => ({ id, name }));
    const kept = [...[...texts, ...mails].flatMap(({ media: list }) => list), ...inChat];
    expect(kept.map(({ name }) => name)).toEqual(['现场.png', '现场.png', 'raw.png', '现场.png']);
    for (const { id } of kept) {
      const answer = await fetch(`${second.url}/media/${id}`);
      expect(answer.headers.get('content-type')).toBe('image/png');
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(samples.png);
    }
    await second.stop();
  });

  it('still knows a guest who chatted', async () => {
    const first = await startFakeHub();
    await first.post('/chat', { user: 'U0GUEST', text: '空调坏了' });
    await first.stop();
    const second = await startFakeHub(first.dataDir);
    expect(await second.slack('chat.postMessage', { channel: 'U0GUEST', text: '已收到' })).toMatchObject({
      ok: true,
    });
    await second.stop();
  });

  it('keeps each message at once, and the rest soon, without being stopped', async () => {
    const hub = await startFakeHub();
    await hub.sendText(zhou, '已收到');
    expect(readFileSync(fileIn(hub, 'messages.jsonl'), 'utf8')).toContain('已收到');
    const until = performance.now() + 20_000;
    while (!existsSync(fileIn(hub, 'twilio.json')) && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(JSON.parse(readFileSync(fileIn(hub, 'twilio.json'), 'utf8'))).toMatchObject({
      texts: [{ body: '已收到' }],
    });
    await hub.stop();
  });

  it('goes on after a torn line and a broken file', async () => {
    const first = await startFakeHub();
    await first.sendText(zhou, '一');
    const { ts } = await first.slack('chat.postMessage', { channel: 'C0CARDS', ...card(1001, ['claim']) });
    await first.stop();
    appendFileSync(fileIn(first, 'messages.jsonl'), '{"id":"m0000');
    writeFileSync(fileIn(first, 'slack.json'), '{"data":');

    const second = await startFakeHub(first.dataDir);
    await second.sendText(zhou, '二');
    const kept = await rows(second);
    expect(kept.map(({ id, text }) => [id, text])).toEqual([
      ['m000000001', '一'],
      ['m000000002', expect.stringContaining('card of 1001')],
      ['m000000003', '二'],
    ]);
    // The hub posts the card anew when it hears this.
    expect(await second.slack('chat.update', { channel: 'C0CARDS', ts, text: 'x' })).toMatchObject({
      ok: false,
      error: 'message_not_found',
    });
    await second.stop();

    const third = await startFakeHub(first.dataDir);
    expect(await rows(third)).toEqual(kept);
    await third.stop();
  });
});
