import type { Context } from '../src/app/context.ts';
import type { Executed } from '../src/app/execute.ts';
import type { Reply } from '../src/app/receive.ts';
import { named } from '../src/domain/notice/cast.ts';
import type { Wording } from '../src/domain/notice/catalogue.ts';
import type { Result } from '../src/domain/result.ts';
import type { Refusal } from '../src/domain/ticket/refusal.ts';

export type { Reply } from '../src/app/receive.ts';

/** A "no", worded kindly, with the name of who was first. */
export function refused(refusal: Refusal, ctx: Context, ticket?: number): Reply {
  const { reason, who, until, word, number } = refusal;
  return {
    ok: false,
    say: {
      name: 'refused',
      facts: {
        reason,
        ...(who && { who: named(ctx.service(), who) }),
        ...(until && { until }),
        ...(word && { word }),
        ...(number !== undefined && { number }),
      },
    },
    ...(ticket !== undefined && reason !== 'no-such-ticket' && { ticket }),
  };
}

/** The result of a command as an answer: silent when the card shows it, worded when it was refused. */
export function answered(
  result: Result<Executed, Refusal>,
  ctx: Context,
  number: number,
  say?: Wording,
): Reply {
  if (!result.ok) return refused(result.error, ctx, number);
  return { ok: true, ticket: number, ...(say && { say }) };
}

export const told = (say: Wording, ticket?: number): Reply => ({
  ok: true,
  say,
  ...(ticket !== undefined && { ticket }),
});
export const no = (say: Wording, ticket?: number): Reply => ({
  ok: false,
  say,
  ...(ticket !== undefined && { ticket }),
});
