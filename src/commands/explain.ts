import { traceOf, whySaid, whySums } from '../app/explain.ts';
import { flat } from '../app/word-notice.ts';
import type { Locale } from '../domain/locale.ts';
import type { Wording } from '../domain/notice/catalogue.ts';
import { ticketView } from '../domain/ticket/to-view.ts';
import type { Env } from '../lib/optional-group.ts';
import { openForCommand, readOnlyContext } from './open-for-command.ts';

export interface ExplainOptions {
  json: boolean;
  locale: Locale;
  say: (line: string) => void;
}

/** `why N` and `trace N`: 0 when the ticket is there, 1 when it isn't. */
export async function explain(
  what: 'why' | 'trace',
  number: number,
  env: Env,
  { json, locale, say }: ExplainOptions,
): Promise<number> {
  const opened = await openForCommand(env, (line) => process.stderr.write(`${line}\n`));
  try {
    const ctx = await readOnlyContext(opened);
    const stored = await ctx.tickets.find(number);
    if (!stored) {
      process.stderr.write(
        `there is no ticket ${number}; the newest are shown at the sandbox page or in chat\n`,
      );
      return 1;
    }
    const { ticket } = stored;
    const policy = await ctx.policy(ticket.policy);
    const now = ctx.clock.now();
    const service = ctx.service();
    const wording: Wording =
      what === 'why'
        ? {
            name: 'why',
            facts: {
              sums: json ? whySums(ticket, policy, now) : whySaid(ticket, policy, now, service, locale),
            },
          }
        : { name: 'trace', facts: await traceOf(ticket, ctx, locale) };
    if (json) {
      say(JSON.stringify({ ticket: number, ...wording.facts }, undefined, 2));
      return 0;
    }
    const view = ticketView(ticket, service, policy, now);
    say(
      flat(
        ctx.word(wording, {
          view,
          organisation: service.organisation,
          now,
          locale,
          audience: 'staff',
          channel: 'terminal',
        }),
      ),
    );
    return 0;
  } finally {
    await opened.close();
  }
}
