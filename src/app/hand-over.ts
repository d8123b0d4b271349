import type { Channel, Outgoing, SendResult } from '../domain/channel.ts';
import type { Pass } from '../lib/breaker.ts';
import { whileOurs } from '../lib/last-look.ts';
import type { NoticeDoc } from '../store/documents.ts';
import { countText } from './budget.ts';
import type { Context } from './context.ts';
import type { KeptLease } from './keep-lease.ts';

/** For room at the channel. Nothing was begun by then, so no attempt is counted; others may need this place. */
const roomMs = { wait: 2000, rest: 500 };

/** The right to send in a lane, and the fence that guards its writes. */
export interface Grant {
  lease: Pick<KeptLease, 'safe'>;
  fence: number;
}

/** What became of the send; until when to wait when there was no room; nothing when it is no longer ours to send. */
export async function handOver(
  notice: NoticeDoc,
  outgoing: Outgoing,
  channel: Channel,
  grant: Grant,
  ctx: Context,
): Promise<SendResult | Date | undefined> {
  const pass = ctx.breakers.of(channel.name).admit();
  if (!pass) return ctx.breakers.restUntil(notice.lane, ctx.clock.now()) ?? later(roomMs.rest, ctx);
  try {
    return await withRoom(notice, outgoing, channel, { ...grant, pass }, ctx);
  } finally {
    pass.leave();
  }
}

const later = (ms: number, { clock }: Context): Date => new Date(clock.now().getTime() + ms);

async function withRoom(
  notice: NoticeDoc,
  outgoing: Outgoing,
  channel: Channel,
  grant: Grant & { pass: Pass<SendResult> },
  ctx: Context,
): Promise<SendResult | Date | undefined> {
  const leave = channel.room ? await channel.room(roomMs.wait) : () => undefined;
  if (!leave) return later(roomMs.rest, ctx);
  try {
    const fingerprint = channel.fingerprint?.(outgoing);
    const start = {
      at: ctx.clock.now(),
      to: notice.lane,
      result: 'started',
      ...(fingerprint && { fingerprint }),
    } as const;
    if (!(await ctx.outbox.started(notice._id, start, grant.fence, notice.covers))) return undefined;
    await countText(notice, ctx).catch((error: unknown) =>
      ctx.log.warn({ notice: notice._id, err: error }, 'a text was not counted for its day'),
    );
    // A thawed process can't be fenced at the provider: it must notice by itself.
    if (!grant.lease.safe()) return undefined;
    return await grant.pass.send(notice.lane, () =>
      whileOurs(grant.lease.safe, () => channel.send(outgoing)).catch((error: unknown) => {
        ctx.log.warn(
          { notice: notice._id, channel: channel.name, err: error },
          'a send failed unexpectedly and will be tried again',
        );
        return { kind: 'try-later', reason: 'unexpected error' } as const;
      }),
    );
  } finally {
    leave();
  }
}
