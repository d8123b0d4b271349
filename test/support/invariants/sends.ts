import { createOurIds } from '../../../src/channels/email/our-ids.ts';
import { onlyTicket } from '../../../src/domain/notice/digest.ts';
import type { NoticeDoc } from '../../../src/store/documents.ts';
import { type Desk, deskAddress, secret } from '../desk.ts';
import type { Seen } from '../invariants.ts';
import { counted, grouped } from './grouped.ts';

/** I5: every intent ends, and as failed only where that was to be. */
export function everyNoticeEnds({ outbox }: Seen, soon: Date, mayFail: number): string[] {
  const open = outbox.filter(
    ({ open, state, nextAt }) => (open || ['queued', 'sending'].includes(state)) && nextAt <= soon,
  );
  const failed = outbox.filter(({ state }) => state === 'failed');
  return [
    ...open.map((notice) => `I5: ${notice._id} is still ${notice.state}`),
    ...(failed.length > mayFail ? failed.map((notice) => `I5: ${notice._id} failed: ${notice.reason}`) : []),
  ];
}

const idOf = (metadata: unknown) =>
  (metadata as { event_payload?: { id?: string } } | undefined)?.event_payload?.id;

/** What was tried, for whoever looks into it when the store is gone. */
const attemptsOf = ({ attempts, name }: NoticeDoc): string =>
  [name, ...attempts.map(({ at, result, reason = '' }) => `${at.toISOString()} ${result} ${reason}`)].join(
    '; ',
  );

/** What else of that name was owed there: one that was let go may be what went out. */
const besides = ({ _id, lane, name }: NoticeDoc, outbox: NoticeDoc[]): string =>
  outbox
    .filter((one) => one.lane === lane && one.name === name && one._id !== _id)
    .map((one) => `, beside ${one._id}, ${one.state}: ${attemptsOf(one)}`)
    .join('');

/** I5 sent means the provider has it; I6 once. */
export function sentAsOften(desk: Desk, { outbox }: Seen): string[] {
  const wrong: string[] = [];
  const gone = outbox.filter(({ state }) => state === 'sent' || state === 'delivered');
  // What the provider gave up on may be sent once more.
  const texts = desk.twilio
    .look()
    .texts.filter(({ direction, status }) => direction !== 'inbound' && status !== 'undelivered');
  const texted = counted(texts, ({ to, body }) => `sms:${to} ${body}`);
  const byThemselves = gone.filter(({ carriedBy }) => !carriedBy);
  const owed = counted(byThemselves, ({ lane, text }) => `${lane} ${text}`);
  const posted = counted(desk.shown, ({ kind, metadata }) => (kind === 'post' ? idOf(metadata) : undefined));
  const shown = new Set(desk.shown.map(({ ts }) => ts));
  const carriers = new Map(outbox.map((notice) => [notice._id, notice]));
  for (const notice of gone) {
    if (notice.carriedBy) {
      // Told once, as part of another one's message.
      const carrier = carriers.get(notice.carriedBy);
      if (notice.attempts.some(({ to, result }) => to === notice.lane && result === 'sent'))
        wrong.push(`I6: ${notice._id} went out, and as part of ${notice.carriedBy} (${attemptsOf(notice)})`);
      if (!carrier?.attempts.some(({ result }) => result === 'sent'))
        wrong.push(`I5: ${notice._id} was to go out as part of ${notice.carriedBy}, which never did`);
      continue;
    }
    const [channel] = notice.lane.split(':');
    if (channel === 'email') continue;
    if (channel === 'sms') {
      const key = `${notice.lane} ${notice.text}`;
      const [same, times] = [owed.get(key), texted.get(key) ?? 0];
      if (times !== same)
        wrong.push(
          `I6: the text of ${notice._id} went out ${times} times for ${same} (${attemptsOf(notice)}${besides(notice, outbox)})`,
        );
    } else if (notice.place?.ephemeral) {
      const ts = notice.providerId?.split(':').at(-1) ?? '';
      if (!shown.has(ts)) wrong.push(`I5: the whisper of ${notice._id} was never shown`);
    } else {
      const posts = posted.get(notice._id) ?? 0;
      if (posts !== 1) wrong.push(`I6: ${notice._id} was posted ${posts} times (${attemptsOf(notice)})`);
    }
  }
  return wrong;
}

/** I6: what one event owes one address is there once, whatever id it goes by. */
export function owedOnce({ outbox }: Seen): string[] {
  const seen = new Map<string, string>();
  return outbox.flatMap(({ _id, ticket, lane, name, at, seq, facts, kind, answers }) => {
    if (ticket === undefined || kind === 'card' || answers) return [];
    const what = JSON.stringify([ticket, lane, name, at, seq, facts]);
    const other = seen.get(what);
    seen.set(what, _id);
    return other === undefined ? [] : [`I6: ${_id} is owed as ${other} already`];
  });
}

/**
 * I6: whatever its words, an address has no more texts than notices that were handed over there: the provider can
 * be asked. What it gave up on may be sent once more.
 */
export function textedAsOften(desk: Desk, { outbox }: Seen): string[] {
  const texts = desk.twilio
    .look()
    .texts.filter(({ direction, status }) => direction !== 'inbound' && status !== 'undelivered');
  const handedOver = outbox.flatMap(({ attempts }) => [...new Set(attempts.map(({ to }) => to))]);
  const mostOf = counted(handedOver, (lane) => lane);
  return [...counted(texts, ({ to }) => `sms:${to}`)].flatMap(([lane, times]) => {
    const most = mostOf.get(lane) ?? 0;
    return times > most ? [`I6: ${lane} has ${times} texts of ${most} notices`] : [];
  });
}

/**
 * I5, I6: a mail server can't be asked, so a mail may be there once for each attempt whose end nobody saw
 * (interrupted, or unanswered after handing over), and never for one that is to be tried later.
 */
export function mailedAsOften(desk: Desk, { outbox }: Seen): string[] {
  const ids = createOurIds([secret], deskAddress.slice(deskAddress.indexOf('@') + 1));
  // A digest about several tickets is about none.
  const byCarrier = grouped(outbox, ({ carriedBy }) => carriedBy);
  const arrived = counted(desk.mails, ({ messageId }) => messageId);
  return outbox.flatMap((notice) => {
    const tried = notice.attempts.filter(({ to }) => to.startsWith('email:'));
    const ended = (...results: string[]) => tried.filter(({ result }) => results.includes(result)).length;
    const id = ids.notice(notice._id, onlyTicket([notice, ...(byCarrier.get(notice._id) ?? [])]));
    const times = arrived.get(id) ?? 0;
    const gone =
      !notice.carriedBy && notice.lane.startsWith('email:') && ['sent', 'delivered'].includes(notice.state);
    if (times < Math.max(ended('sent'), Number(gone))) return [`I5: the mail of ${notice._id} never arrived`];
    const most = ended('sent', 'unknown', 'started');
    return times > most ? [`I6: the mail of ${notice._id} is there ${times} times, ${most} could be`] : [];
  });
}

/** What a notice is about: its ticket, its visit, the morning's message. */
const subjectOf = ({ ticket, _id }: NoticeDoc) =>
  ticket ?? /^inspection\/[^/]+\/[^/]+|^brief\//.exec(_id)?.[0];

/**
 * I7: in each lane what was owed earlier about the same went out earlier, unless it was to wait for an hour of its own.
 * What answers somebody is in the order of what they asked; events that others cause meanwhile may come before or
 * after it.
 */
export function inOrder({ outbox }: Seen): string[] {
  const wrong: string[] = [];
  const direct = outbox.filter(
    ({ kind, sentAt, attempts, carriedBy }) =>
      kind === 'notice' && sentAt && (attempts.length > 0 || carriedBy),
  );
  const lanes = grouped(direct, ({ lane, answers }) => `${lane}${answers ? ', answers' : ''}`);
  for (const [lane, notices] of lanes) {
    const bySending = notices.sort((a, b) => Number(a.sentAt) - Number(b.sentAt));
    for (const [i, notice] of bySending.entries()) {
      const before = bySending[i - 1];
      if (
        !before ||
        subjectOf(before) !== subjectOf(notice) ||
        Number(before.sentAt) === Number(notice.sentAt)
      )
        continue;
      const waited = [before, notice].some(({ nextAt, at }) => Number(nextAt) > Number(at));
      const later =
        before.at > notice.at || (Number(before.at) === Number(notice.at) && before.seq > notice.seq);
      if (later && !waited) wrong.push(`I7: in ${lane} ${before._id} went before ${notice._id}`);
    }
  }
  return wrong;
}
