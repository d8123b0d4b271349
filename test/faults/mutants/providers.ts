import type { Mutant } from './mutant.ts';

const provider = 'test/faults/provider.test.ts';
const twoHubs = 'test/faults/two-hubs.test.ts';
const webhooks = 'test/faults/webhooks.test.ts';

/** Both the look-alikes and the random stories must find it. */
export const notAskedAgain = {
  rows: ['F39'],
  without: 'a provider that can not be asked just now is asked again',
  edits: [
    { file: 'src/app/ask-first.ts', find: 'if (leftMs <= 0) {', replace: 'if (leftMs <= doubtMs.digest) {' },
  ],
} satisfies Partial<Mutant>;

/** What providers refuse, delay, lose, repeat and mix up. */
export const providers: Mutant[] = [
  {
    rows: ['F23'],
    without: "the row's id is the provider's own",
    edits: [
      {
        file: 'src/channels/sms/webhook.ts',
        find: 'keep(`sms:${id}`, {',
        replace: 'keep(`sms:${id}.${Math.random()}`, {',
      },
    ],
    test: twoHubs,
    title: 'F23: make one report of a webhook that comes four times at once',
    says: 'was acknowledged and is doubled',
  },
  {
    rows: ['F24'],
    without: 'what comes again is compared with what is kept',
    edits: [
      {
        file: 'src/wiring/intake.ts',
        find: 'if (!fresh) void sayIfDifferent(raw);',
        replace: 'void sayIfDifferent;',
      },
    ],
    test: webhooks,
    title: 'F24: under the same id with another body, is answered 200; the first stays, and the log says so',
    says: "to contain 'another body'",
  },
  {
    rows: ['F25'],
    without: 'the rank of states',
    edits: [{ file: 'src/store/proofs.ts', find: 'r < rank[state])', replace: 'r <= 3)' }],
    test: webhooks,
    title: 'F25: delivered, queued, sent: it ends as delivered',
    says: "expected 'sent' to be 'delivered'",
  },
  {
    rows: ['F26'],
    without: 'events that are no words of a person: not kept, and not read',
    edits: [
      {
        file: 'src/channels/slack/triage.ts',
        find: 'return !event.bot_id && !event.hidden && written.has(event.subtype);',
        replace: 'return !event.bot_id;',
      },
      {
        file: 'src/channels/slack/inbound-message.ts',
        find: '  if (!parsed.success) return [];\n  const event = parsed.data;',
        replace: '  if (!parsed.success) throw parsed.error;\n  const event = parsed.data;',
      },
    ],
    test: webhooks,
    title: 'F26: an edit before its message is taken without harm',
    says: 'Invalid input: expected string, received undefined',
  },
  {
    rows: ['F26'],
    without: 'what belongs under a message that is gone stands in its conversation',
    edits: [
      {
        file: 'src/channels/slack/sender.ts',
        find: 'if (rootGone && where.thread_ts !== undefined)',
        replace: "if (rootGone && where.thread_ts === '')",
      },
    ],
    test: webhooks,
    title: 'F26: a question before its root is taken without harm',
    says: 'it did not come about: its author is answered',
  },
  {
    rows: ['F34'],
    without: 'a Retry-After that cannot be read is taken as half a minute',
    edits: [
      {
        file: 'src/channels/slack/web-client.ts',
        find: 'if (response.status !== 429) return response;',
        replace: 'if (response.status > 0) return response;',
      },
    ],
    test: provider,
    title: 'F34: a 429 without Retry-After rests for half a minute, and others hear meanwhile',
    says: "expected 'unknown' to be 'try-later'",
  },
  {
    rows: ['F34'],
    without: 'nobody rests for longer than five minutes',
    edits: [
      {
        file: 'src/channels/slack/slack-error.ts',
        find: 'Math.min(error.retryAfter * 1000, longestWaitMs)',
        replace: 'Math.max(error.retryAfter * 1000, longestWaitMs / 300)',
      },
    ],
    test: provider,
    title: 'F34: a 429 with Retry-After 3600 is asked again after five minutes, and others hear meanwhile',
    says: 'to be less than 315000',
  },
  {
    rows: ['F34'],
    without: 'a destination rests by itself',
    edits: [
      {
        file: 'src/app/deliver.ts',
        find: 'const perGrant = 20;',
        replace: 'const perGrant = 20;\nconst rests: Date[] = [];',
      },
      {
        file: 'src/app/deliver.ts',
        find: 'const resting = ctx.breakers.restUntil(lane._id, ctx.clock.now());',
        replace: 'const resting = rests.find((until) => until > ctx.clock.now());',
      },
      {
        file: 'src/app/deliver.ts',
        find: 'if (restUntil) return restUntil;',
        replace: 'if (restUntil) rests.push(restUntil);\n    if (restUntil) return restUntil;',
      },
    ],
    test: provider,
    title: 'F34: a 429 with Retry-After 30 rests for half a minute, and others hear meanwhile',
    says: 'to be less than',
  },
  {
    rows: ['F34'],
    without: "what was read of Slack's history before it asked for a rest",
    edits: [
      {
        file: 'src/channels/slack/missed.ts',
        find: 'if (reading?.gap.since.getTime() !== gap.since.getTime())',
        replace: 'if (gap)',
      },
    ],
    test: 'test/channels/slack/missed.test.ts',
    title: 'goes on where it stood when Slack asks for a rest, and says until when all is known',
    says: 'A rate-limit has been reached',
  },
  {
    rows: ['F35'],
    without: 'a token that is refused is nobody’s dead address',
    edits: [
      {
        file: 'src/channels/slack/send-result.ts',
        find: 'if (tokenTrouble.has(error))',
        replace: "if (error === '')",
      },
    ],
    test: provider,
    title: 'F35: "token_revoked" waits for an administrator, and others hear meanwhile',
    says: "expected 'refused' to be 'try-later'",
  },
  {
    rows: ['F35'],
    without: 'a send that a token was refused for shows in the readiness',
    edits: [
      {
        file: 'src/channels/slack/health.ts',
        find: "if (failure.kind !== 'said-no' || !tokenTrouble.has(failure.error)) return;",
        replace: "if (failure.kind !== 'said-no' || failure.error !== '') return;",
      },
    ],
    test: provider,
    title: 'F35: a token that is refused shows in /readyz at once, and the log says what to do',
    says: "expected [ true, 'ok' ] to deeply equal [ true, 'degraded' ]",
  },
  {
    rows: ['F36'],
    without: 'a page of HTML is no word of Slack',
    edits: [
      {
        file: 'src/channels/slack/slack-error.ts',
        find: "typeof said === 'string' && /^[a-z][a-z_]{1,60}$/.test(said)",
        replace: "typeof said === 'string'",
      },
    ],
    test: provider,
    title: 'F36: a page of HTML is tried again, and others hear meanwhile',
    says: "expected 'refused' to be 'try-later'",
  },
  {
    rows: ['F37'],
    without: 'Slack is asked before a second send',
    edits: [
      {
        file: 'src/app/already-sent.ts',
        find: 'return channel.find?.(outgoing, { since: first.at, fingerprints });',
        replace: 'return void fingerprints;',
      },
    ],
    test: provider,
    title: 'F37: an answer that never comes: Slack is asked whether it has the message',
    says: 'to have a length of 1 but got 2',
  },
  {
    ...notAskedAgain,
    test: provider,
    title: 'F39: is asked later whether it has a text, and gets it once',
    says: 'to have a length of 1 but got 2',
  },
  {
    rows: ['F38'],
    without: 'the code of somebody who said STOP',
    edits: [
      {
        file: 'src/channels/sms/provider-codes.ts',
        find: "  21610: { kind: 'refused', reason: 'opted-out', address: 'opted-out' },\n",
        replace: '',
      },
    ],
    test: provider,
    title: 'F38: somebody who said STOP (21610) ends at once, and the owner is told',
    says: 'optedOut',
  },
  {
    rows: ['F39'],
    without: 'nobody rests for longer than five minutes',
    edits: [{ file: 'src/channels/sms/sender.ts', find: 'Math.min(ms, 300_000)', replace: 'ms' }],
    test: provider,
    title: 'F39: a 429 with Retry-After 3600 backs off, and others hear meanwhile',
    says: 'to be less than 315000',
  },
  {
    rows: ['F39'],
    without: "the code of the provider's own limit",
    edits: [{ file: 'src/channels/sms/sender.ts', find: 'if (code === 20429)', replace: 'if (code === 0)' }],
    test: provider,
    title: 'F39: error 20429 backs off, and others hear meanwhile',
    says: "expected 'refused' to be 'try-later'",
  },
  {
    rows: ['F40'],
    without: 'the look at whether it failed before',
    edits: [
      {
        file: 'src/app/receipts.ts',
        find: "(failure === 'later' || failure === 'full') && !failedBefore",
        replace: "(failure === 'later' || failure === 'full') && (failedBefore || !failedBefore)",
      },
    ],
    test: 'test/faults/unreached.test.ts',
    title: 'F40: for now (30003), is sent once more after minutes, then by the next way',
    says: "expected 'sms sms queued' to be 'sms sms email sent'",
  },
  {
    rows: ['F40'],
    without: 'the code of a number that does not exist',
    edits: [
      {
        file: 'src/channels/sms/provider-codes.ts',
        find: "30005: { failure: 'dead', reason: 'unknown-number' }",
        replace: "30005: { failure: 'later', reason: 'unknown-number' }",
      },
    ],
    test: provider,
    title: 'F40: and never will be (30005), is not sent again; somebody is told',
    says: 'it did not come about: it ends as failed',
  },
  {
    rows: ['F40'],
    without: 'the notice that carriers stop our texts',
    edits: [
      {
        file: 'src/app/receipts.ts',
        find: "if (failure === 'ours')",
        replace: "if (failure === 'ours' && !known)",
      },
    ],
    test: 'test/faults/unreached.test.ts',
    title:
      'F40: because carriers stop what we send (30007), goes the next way at once, and the keepers hear of it once a day',
    says: '我们的短信被拦截',
  },
  {
    rows: ['F40'],
    without: 'the rest of a provider whose queue is full',
    edits: [
      {
        file: 'src/app/receipts.ts',
        find: "if (failure === 'full')",
        replace: "if (failure === 'full' && !known)",
      },
    ],
    test: provider,
    title: 'F40: and could not be delivered for now (30001), is sent once more after minutes',
    says: 'to be greater than',
  },
  {
    rows: ['F54'],
    without: 'what never left is told from what was not answered',
    edits: [
      {
        file: 'src/channels/sms/http-client.ts',
        find: 'else if (begun) reject',
        replace: 'else if (begun || url.port) reject',
      },
    ],
    test: 'test/channels/sms/sender.test.ts',
    title: 'F54: knows that nothing went out when the provider cannot be reached',
    says: '"kind": "unknown"',
  },
  {
    rows: ['F54'],
    without: 'a mail server must show who it is',
    edits: [
      {
        file: 'src/channels/email/transport.ts',
        find: 'tls: { rejectUnauthorized: server.verifyTls },',
        replace: 'tls: { rejectUnauthorized: false },',
      },
    ],
    test: 'test/faults/tls.test.ts',
    title: 'F54: nothing is said to one whose certificate is wrong (from expired on), and everything waits',
    after: ['F54: a name that nobody knows is asked for again, and everything waits'],
    says: 'sent',
  },
  {
    rows: ['F54'],
    without: 'the texts’ provider must show who it is',
    edits: [
      {
        file: 'src/channels/sms/http-client.ts',
        find: 'new HttpsAgent({ keepAlive: true, maxSockets })',
        replace: 'new HttpsAgent({ keepAlive: true, maxSockets, rejectUnauthorized: false })',
      },
    ],
    test: 'test/faults/tls.test.ts',
    title: 'F54: nothing is said to one whose certificate is wrong (from expired on), and everything waits',
    after: ['F54: a name that nobody knows is asked for again, and everything waits'],
    says: 'sent',
  },
  {
    rows: ['F54'],
    without: 'nothing was sent before the certificate was believed',
    edits: [
      {
        file: 'src/channels/sms/http-client.ts',
        find: 'tls.getFinished() === undefined',
        replace: 'tls.getProtocol() === null',
      },
    ],
    test: 'test/faults/tls.test.ts',
    title: 'F54: nothing is said to one whose certificate is wrong (from expired on), and everything waits',
    after: ['F54: a name that nobody knows is asked for again, and everything waits'],
    says: 'unknown',
  },
  {
    rows: ['F54'],
    without: 'a certificate that is not believed is told from an answer that got lost',
    edits: [
      {
        file: 'src/channels/slack/slack-error.ts',
        find: 'neverSent.has(code) || certificate.test(code)',
        replace: 'neverSent.has(code)',
      },
    ],
    test: 'test/faults/tls.test.ts',
    title: 'F54: nothing is said to one whose certificate is wrong (from expired on), and everything waits',
    after: ['F54: a name that nobody knows is asked for again, and everything waits'],
    says: 'unknown',
  },
  {
    rows: ['F54'],
    without: 'the mailbox must show who it is',
    edits: [
      {
        file: 'src/channels/email/mailbox.ts',
        find: 'tls: { rejectUnauthorized: verifyTls },',
        replace: 'tls: { rejectUnauthorized: false && verifyTls },',
      },
    ],
    test: 'test/faults/tls.test.ts',
    title: 'F54: nothing is said to one whose certificate is wrong (from strange on), and everything waits',
    after: ['F54: a name that nobody knows is asked for again, and everything waits'],
    says: 'to deeply equal',
  },
];
