import { randomUUID } from 'node:crypto';
import { handle } from '../../handlers/index.ts';
import { fileForReporter } from '../../templates/pictures.ts';
import type { Context } from '../app/context.ts';
import type { Address } from '../domain/address.ts';
import { channelOf } from '../domain/address.ts';
import type { InboundVerb } from '../domain/inbound.ts';
import { inLocale, type Locale, locales, type Worded } from '../domain/locale.ts';
import { mayConfirm, partyOf, type Ticket } from '../domain/ticket/ticket.ts';
import { ticketView } from '../domain/ticket/to-view.ts';
import type { PageAction, PageFile, PageState } from '../http/page-state.ts';
import { words } from '../http/reporter-words.ts';
import { verify } from '../lib/signed.ts';

const answers = {
  confirm: words.saidConfirm,
  deny: words.saidDeny,
  rate: words.saidRate,
  add: words.saidAdd,
} satisfies Record<PageAction, Worded>;

function mayDo(ticket: Ticket, address: Address): PageAction[] {
  const party = partyOf(ticket, address);
  // Who was shown it, and has no part in it, looks.
  if (!party) return [];
  if (!mayConfirm(party)) return ticket.status === 'closed' ? [] : ['add'];
  if (ticket.status === 'fixed') return ['confirm', 'deny', 'add'];
  if (ticket.status === 'open') return ['add'];
  if (ticket.outcome === 'void') return [];
  return ticket.rating === undefined ? ['rate', 'deny'] : ['deny'];
}

/** What somebody sent themselves, from here or from another address of theirs. */
function ownFiles(ticket: Ticket, address: Address, locale: Locale, ctx: Context): PageFile[] {
  const own = ticket.reports.filter(
    ({ from }) => from === address || partyOf(ticket, from)?.joinedTo === address,
  );
  return own
    .flatMap(({ files = [] }) => files)
    .map((file, n) => ({
      ...fileForReporter(file, n + 1, locale),
      picture: file.picture,
      // On the page's own host, by whatever name it was opened.
      ...(file.kept !== undefined && { href: new URL(ctx.fileUrl(file.kept)).pathname }),
    }));
}

/** The reporter's page: the same handlers as any channel; only holders of the link see their ticket. */
export function createPage(ctx: Context, secrets: readonly string[]) {
  async function open(token: string): Promise<{ ticket: Ticket; address: Address } | undefined> {
    const payload = verify(secrets, 'page', token);
    const [number, address] = payload?.split(' ') ?? [];
    if (!number || !address) return undefined;
    const stored = await ctx.tickets.find(Number(number));
    return stored && { ticket: stored.ticket, address: address as Address };
  }

  return {
    async show(token: string): Promise<PageState | undefined> {
      const found = await open(token);
      if (!found) return undefined;
      const { ticket, address } = found;
      const service = ctx.service();
      const policy = await ctx.policy(ticket.policy);
      const { name, nameEn, phone } = service.organisation;
      return {
        locale: partyOf(ticket, address)?.locale ?? ticket.locale,
        organisation: { name, nameEn, ...(phone && { phone }) },
        ticket: ticketView(ticket, service, policy, ctx.clock.now()),
        files: Object.fromEntries(locales.map((one) => [one, ownFiles(ticket, address, one, ctx)])) as Record<
          Locale,
          PageFile[]
        >,
        may: mayDo(ticket, address),
      };
    },

    async act(
      token: string,
      action: PageAction,
      text = '',
      { once, shownIn }: { once?: string | undefined; shownIn?: Locale | undefined } = {},
    ): Promise<{ say: string }> {
      const found = await open(token);
      if (!found) return { say: '' };
      const { ticket, address: from } = found;
      const { number } = ticket;
      const source = {
        // The same form sent twice is one answer.
        cause: `page:${once === undefined ? randomUUID() : ctx.hash(`${token} ${action} ${once}`)}`,
        receivedAt: ctx.clock.now(),
        number: () => ctx.meta.nextNumber(),
      };
      const verb: InboundVerb = {
        kind: 'verb',
        from,
        verb: action,
        ticket: number,
        fields: action === 'add' ? { text } : { why: text, score: text },
      };
      const reply = await handle(verb, source, ctx);
      const locale = shownIn ?? partyOf(ticket, from)?.locale ?? ticket.locale;
      if (!reply.say) return { say: inLocale(answers[action], locale) };
      const service = ctx.service();
      const policy = await ctx.policy(ticket.policy);
      const fresh = (await ctx.tickets.find(number))?.ticket ?? ticket;
      const message = ctx.word(reply.say, {
        view: ticketView(fresh, service, policy, ctx.clock.now()),
        organisation: service.organisation,
        now: ctx.clock.now(),
        locale,
        audience: 'reporter',
        channel: channelOf(from),
      });
      return { say: message.title };
    },
  };
}
