import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type mongoose from 'mongoose';
import { createTransport } from 'nodemailer';
import { pino } from 'pino';
import { createSlackWorkspace } from '../../../src/sandbox/slack/index.ts';
import { twilioSignature } from '../../../src/sandbox/twilio/wire.ts';
import type { Bench, Line, Row } from '../row.ts';
import { type Child, startChild } from '../support/child.ts';
import { type Hostile, harmless, hostile } from '../support/hostile.ts';
import { median, round } from '../support/numbers.ts';
import { accountSid, authToken, deskAddress, publicUrl, signingSecret } from '../support/whole-hub.ts';

const handledWithinMs = 30_000;

interface Ports {
  port: number;
  mailPort: number;
}

async function mailed(raw: Buffer, { mailPort }: Ports): Promise<void> {
  const smtp = createTransport({ host: '127.0.0.1', port: mailPort, ignoreTLS: true });
  // Refusing it is an answer too.
  await smtp
    .sendMail({ envelope: { from: 'zhou@example.org', to: deskAddress }, raw })
    .catch(() => undefined);
  smtp.close();
}

async function told(event: string, { port }: Ports): Promise<void> {
  const envelope = JSON.stringify({
    type: 'event_callback',
    event_id: `Ev${randomUUID()}`,
    team_id: 'T0FAULTS',
    api_app_id: 'A0FAULTS',
    event_time: Math.floor(Date.now() / 1000),
  });
  const body = `${envelope.slice(0, -1)},"event":${event}}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  await post(port, '/slack/events', body, {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${signature}`,
  });
}

async function texted(text: string, { port }: Ports): Promise<void> {
  const fields = {
    MessageSid: `SM${randomUUID().replaceAll('-', '')}`,
    AccountSid: accountSid,
    From: '+8613900001234',
    To: '+8610000000',
    Body: text,
  };
  await post(port, '/twilio/sms', new URLSearchParams(fields).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': twilioSignature(authToken, `${publicUrl}/twilio/sms`, fields),
  });
}

async function post(
  port: number,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body, headers });
  await answer.text();
}

/** How long the main loop stood still at worst while this came in and was handled. */
async function worst(one: Hostile, child: Child, ports: Ports, db: mongoose.mongo.Db): Promise<number> {
  await child.ask('reset');
  if (one.mail) await mailed(one.mail, ports);
  if (one.event) await told(one.event, ports);
  if (one.text) await texted(one.text, ports);
  const until = Date.now() + handledWithinMs;
  while (Date.now() < until && (await db.collection('inbox').findOne({ state: 'new' }))) await sleep(50);
  return child.ask<number>('worstMs');
}

async function run({ mongod, sizes, say }: Bench): Promise<Line[]> {
  const database = mongod.database();
  const db = mongod.client.db(new URL(database.uri).pathname.slice(1));
  const slack = createSlackWorkspace({
    users: [{ id: 'U0WANGLEI', name: 'wang.lei' }],
    channels: [{ id: 'C0FAULTS', name: 'faults' }],
    hubUrl: publicUrl,
    signingSecret,
    botToken: 'xoxb-bench',
    log: pino({ level: 'silent' }),
  });
  const child = await startChild('hostile-hub');
  try {
    const ports = await child.ask<Ports>('open', { uri: database.uri, slackApiUrl: await slack.listen() });
    const all = [harmless, ...hostile];
    const seen = new Map(all.map(({ what }) => [what, [] as number[]]));
    // The first of each kind also compiles what it runs through.
    await worst(harmless, child, ports, db);
    for (let turn = 0; turn < sizes.hostileRounds; turn++) {
      for (const one of all) {
        say(one.what);
        seen.get(one.what)?.push(await worst(one, child, ports, db));
      }
    }
    return [line(seen)];
  } finally {
    await child.kill('SIGKILL');
    await slack.close();
    await database.drop();
  }
}

function line(seen: Map<string, number[]>): Line {
  const medians = [...seen].map(([what, each]) => ({ what, ms: median(each) }));
  const beside = medians.find(({ what }) => what === harmless.what)?.ms ?? Number.NaN;
  const sorted = medians.filter(({ what }) => what !== harmless.what).sort((a, b) => b.ms - a.ms);
  const [first] = sorted;
  if (!first) throw new Error('nothing hostile');
  return {
    what: 'main loop stood still, the worst of all hostile inputs',
    value: first.ms,
    unit: 'ms',
    better: 'less',
    must: 50,
    stretch: 20,
    ours: `${round(first.ms)} ms: ${first.what}`,
    beside: `a harmless mail ${round(beside)} ms`,
    note: sorted
      .slice(0, 5)
      .map(({ what, ms }) => `${what} ${round(ms)} ms`)
      .join('; '),
  };
}

export const hostileInput: Row = { name: 'hostile', title: 'Hostile input', run };
