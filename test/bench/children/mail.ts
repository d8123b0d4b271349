import { ImapFlow } from 'imapflow';
import mongoose from 'mongoose';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { createEmailChannel, readEmailSettings } from '../../../src/channels/email/index.ts';
import { openStoreAt } from '../../../src/wiring/open-store.ts';
import { serve } from '../support/serve.ts';
import { deskAddress } from '../support/whole-hub.ts';

interface Given {
  uri: string;
  /** Of the wire in between. */
  port: number;
  /** Straight to the server. */
  imapPort: number;
  user: string;
  many: number;
}

async function connected({ port, user }: { port: number; user: string }): Promise<ImapFlow> {
  const auth = { user, pass: 'secret' };
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    doSTARTTLS: false,
    auth,
    logger: false,
  });
  await client.connect();
  await client.mailboxOpen('INBOX');
  return client;
}

async function unseen(client: ImapFlow): Promise<number> {
  await client.noop();
  const found = await client.search({ seen: false }, { uid: true });
  return found ? found.length : 0;
}

serve({
  async deposit({ lmtpPort, user, many }: { lmtpPort: number; user: string; many: number }) {
    const lmtp = createTransport({
      host: '127.0.0.1',
      port: lmtpPort,
      lmtp: true,
      ignoreTLS: true,
      pool: true,
      maxConnections: 4,
    });
    const text = '三楼机房的网络断了，门禁也打不开，请尽快派人来看。\n'.repeat(8);
    await Promise.all(
      Array.from({ length: many }, (_, n) =>
        lmtp.sendMail({ from: `zhou${n}@example.org`, to: user, subject: `报修 ${n}`, text }),
      ),
    );
    lmtp.close();
  },

  /** All lie there unseen again. */
  async again({ imapPort, user }: { imapPort: number; user: string }) {
    const client = await connected({ port: imapPort, user });
    await client.messageFlagsRemove('1:*', ['\\Seen']);
    await client.logout();
  },

  /** The hub's own reader: until all are stored and flagged. */
  async hub({ uri, port, imapPort, user, many }: Given) {
    const settings = readEmailSettings({
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: deskAddress,
      IMAP_URL: `imap://${encodeURIComponent(user)}:secret@127.0.0.1:${port}/INBOX?starttls=never`,
    });
    if (!settings.ok || !settings.value) throw new Error('no mail settings');
    const store = await openStoreAt(uri, { create: true });
    const watcher = await connected({ port: imapPort, user });
    const channel = createEmailChannel(settings.value, {
      log: pino({ level: 'error' }, pino.destination(2)),
      secrets: ['a secret of the bench'],
      clock: { now: () => new Date() },
    });
    let stored = 0;
    let all = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      all = resolve;
    });
    const from = performance.now();
    await channel.start({
      accept: (raw) => store.inbox.accept(raw, new Date()),
      async acceptAll(raws) {
        const results = await store.inbox.acceptAll(raws, new Date());
        stored += results.filter(({ status }) => status === 'fulfilled').length;
        if (stored >= many) all();
        return results;
      },
    });
    await done;
    while ((await unseen(watcher)) > 0);
    const ms = performance.now() - from;
    await channel.stop();
    await watcher.logout();
    await store.close();
    return ms;
  },

  /** What one writes first: fetch one, store it, flag it, the next one. */
  async loop({ uri, port, user, many }: Given) {
    const store = await new mongoose.mongo.MongoClient(uri, {
      writeConcern: { w: 'majority', journal: true },
    }).connect();
    const rows = store.db().collection<{ _id: string }>('loop');
    const from = performance.now();
    const client = await connected({ port, user });
    const uids = (await client.search({ seen: false }, { uid: true })) || [];
    if (uids.length !== many) throw new Error(`${uids.length} mails are unseen instead of ${many}`);
    for (const uid of uids) {
      const mail = await client.fetchOne(String(uid), { source: true }, { uid: true });
      if (!mail) throw new Error('a mail has gone');
      await rows.insertOne({ _id: `${uid}`, source: mail.source } as never);
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
    }
    const ms = performance.now() - from;
    await client.logout();
    await store.close();
    return ms;
  },
});
