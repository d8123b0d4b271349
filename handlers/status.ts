import type { Context } from '../src/app/context.ts';
import { noticeRows } from '../src/app/owe.ts';
import { castOf, groupById } from '../src/domain/notice/cast.ts';
import { reachOf } from '../src/domain/notice/reach.ts';
import { onDuty } from '../src/domain/service/rota.ts';
import type { Ticket } from '../src/domain/ticket/ticket.ts';
import { no, type Reply, told } from './reply.ts';
import type { Sender } from './who.ts';

/** Where is it? One ticket tells all, several are listed. */
export function onStatus(number: number | undefined, theirs: Ticket[]): Reply {
  if (number !== undefined) return told({ name: 'status', facts: {} }, number);
  const live = theirs.filter((t) => t.status !== 'closed');
  const [only] = live;
  if (!only) return no({ name: 'status-none', facts: {} });
  if (live.length === 1) return told({ name: 'status', facts: {} }, only.number);
  const tickets = live.slice(0, 5).map(({ number: n, title, status }) => ({ number: n, title, status }));
  return told({ name: 'status-many', facts: { tickets } });
}

/** A bare 2 after closing is asked about, and its owner hears at once: it may be broken again. */
export async function wakeOwner(
  number: number,
  theirs: Ticket[],
  cause: string,
  ctx: Context,
): Promise<void> {
  const ticket = theirs.find((t) => t.number === number);
  if (!ticket) return;
  const at = ctx.clock.now();
  const rows = noticeRows(
    {
      purpose: 'maybe-broken',
      to: { kind: 'person', id: castOf(ctx.service(), ticket, at).inPlaceOf(ticket.owner) },
      loud: 'page',
      wording: { name: 'maybe-broken', facts: {} },
    },
    { id: cause, ticket: number, at, seq: 0 },
    ctx,
  );
  await ctx.outbox.add(rows);
  ctx.poke('outbox');
}

const promptEveryMs = 10 * 60_000;

/** The same empty words within ten minutes get one prompt: two machines don't greet each other for ever (B34, B56). */
export async function promptedJustNow(sender: Sender, text: string, ctx: Context): Promise<boolean> {
  const at = ctx.clock.now();
  const hash = ctx.hash(text.trim().toLowerCase());
  const { prompted } = sender.identity;
  if (prompted?.hash === hash && at.getTime() - prompted.at.getTime() < promptEveryMs) return true;
  await ctx.identities.note(sender.address, { prompted: { hash, at } });
  return false;
}

const silenceMs = 5 * 60_000;

/** A greeting and then nothing: a human hears after five minutes, unless a report came meanwhile. */
export async function askLater(sender: Sender, cause: string, ctx: Context): Promise<void> {
  const service = ctx.service();
  const at = ctx.clock.now();
  const group = groupById(service, sender.contract.group);
  const id = onDuty(group, service.people, service.organisation.timezone, at)?.person ?? group.leader;
  const facts = { ...reachOf(sender.address), ...(sender.name && { name: sender.name }) };
  const rows = noticeRows(
    {
      purpose: 'person-wanted',
      to: { kind: 'person', id },
      loud: 'notice',
      wording: { name: 'person-wanted', facts },
      notBefore: new Date(at.getTime() + silenceMs),
      unless: 'has-ticket',
    },
    { id: cause, at, seq: 0 },
    ctx,
  );
  await ctx.outbox.add(rows.map((row): typeof row => ({ ...row, about: sender.address })));
}
