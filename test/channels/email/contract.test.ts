import { channelContract, type ProviderMood } from '../../contract/channel-contract.ts';
import { createHub } from './hub.ts';

channelContract('email', async () => {
  const { channel, mailbox, sent } = await createHub({}, 1_000);
  const person = 'zhou@example.org';
  const moods: Partial<Record<ProviderMood, Parameters<typeof mailbox.failNext>[0]>> = {
    'rate-limited': { code: 450 },
    trouble: { code: 451 },
    refused: { code: 554 },
    dead: { code: 550 },
    hang: { hang: true },
    lost: { dropAfterData: true },
  };
  const deliver = async (id: string, text: string, to?: string) => {
    const mail = {
      from: `周敏 <${person}>`,
      subject: '报修',
      text,
      messageId: `<${id}@example.org>`,
      ...(to ? { to } : {}),
    };
    const { accepted } = await mailbox.deliver({
      ...mail,
      headers: { Date: 'Thu, 05 Mar 2026 18:00:00 +0000' },
    });
    return accepted;
  };
  return {
    channel,
    person: `email:${person}`,
    moods: ['ok', 'rate-limited', 'trouble', 'refused', 'dead', 'hang', 'lost'],
    sent: () => sent.map(({ to, subject, text }) => ({ to, text: `${subject}\n${text}` })),
    providerSays: (mood) => {
      const failure = moods[mood];
      if (failure) mailbox.failNext(failure);
    },
    deliver,
    forge: (id, text) => deliver(id, text, 'somebody-else@other.test'),
    close: () => mailbox.stop(),
  };
});
