import type { Desk } from '../desk.ts';
import type { Seen } from '../invariants.ts';

/** Shorter words stand in ordinary sentences too. */
const longEnough = 6;

const few = 2000;

/**
 * Every beginning that a value in the log would have: a soak asks megabytes of log for ten thousands of values. For few it
 * would take longer than asking for each, and the look-alikes, which share our thread, would answer nobody meanwhile.
 */
function beginningsIn(log: string, values: number): Pick<Set<string>, 'has'> {
  if (values <= few) return { has: (beginning) => beginning.length === longEnough };
  const beginnings = new Set<string>();
  for (let at = 0; at + longEnough <= log.length; at++) beginnings.add(log.slice(at, at + longEnough));
  return beginnings;
}

/** I10: no secret, no full phone number or mailbox, nothing that people wrote or read stands in a log. */
export function inLogs(desk: Desk, { tickets, outbox }: Seen): string[] {
  const log = desk.hubs.map((hub) => hub.log()).join('\n');
  const texts = desk.twilio.look().texts;
  const lanes = outbox.map(({ lane }) => lane);
  const bare = (channel: string) =>
    lanes.filter((lane) => lane.startsWith(`${channel}:`)).map((lane) => lane.slice(channel.length + 1));
  const numbers = new Set([...texts.flatMap(({ from, to }) => [from, to]), ...bare('sms')]);
  const words = [
    ...texts.map(({ body }) => body),
    ...desk.mails.flatMap(({ subject, text }) => [subject, text]),
    ...tickets.flatMap(({ reports, notes }) => [...reports, ...notes].map(({ text }) => text)),
  ].map((text) => JSON.stringify(text.trim()).slice(1, -1));
  const beginnings = beginningsIn(log, words.length + numbers.size);
  const found = (what: string, values: Iterable<string>) =>
    [...new Set(values)]
      .filter((value) => beginnings.has(value.slice(0, longEnough)) && log.includes(value))
      .map((value) => `I10: ${what} stands in a log: ${lineWith(log, value)}`);
  return [
    ...found('a secret', desk.secrets),
    // With and without its country.
    ...found(
      'a phone number',
      [...numbers].flatMap((number) => [number, number.replace(/^\+\d\d/, '')]),
    ),
    ...found('a mailbox', bare('email')),
    ...found('what somebody wrote', words),
  ];
}

const lineWith = (log: string, value: string): string =>
  log
    .split('\n')
    .find((line) => line.includes(value))
    ?.slice(0, 400) ?? '';
