import type { Context } from '../src/app/context.ts';
import { executeTicketCommand } from '../src/app/execute.ts';
import { relayTicket } from '../src/app/move.ts';
import { openTicket } from '../src/app/open-ticket.ts';
import { noticeRows } from '../src/app/owe.ts';
import type { Source } from '../src/app/receive.ts';
import type { InboundText } from '../src/domain/inbound.ts';
import { namesAnother } from '../src/domain/report/another-thing.ts';
import { placeMissing, siteFrom } from '../src/domain/report/place.ts';
import { quotedNumber } from '../src/domain/report/quoted-number.ts';
import { severityOf } from '../src/domain/report/severity.ts';
import { heardIn } from '../src/domain/report/subject.ts';
import { titleFrom } from '../src/domain/report/title.ts';
import { troubleIn } from '../src/domain/report/trouble.ts';
import { contactByAddress } from '../src/domain/service/directory.ts';
import type { PersonId, Service, Severity, Site } from '../src/domain/service/service.ts';
import { attachedOf } from '../src/domain/ticket/attached.ts';
import { type Party, partyOf, type ReportEntry, type Ticket } from '../src/domain/ticket/ticket.ts';
import type { Reply } from './reply.ts';
import type { Sender } from './who.ts';

const keptText = 4000;
const copiedAtMost = 20;

export function reportEntry(message: InboundText, text: string, source: Source): ReportEntry {
  const files = attachedOf(message.attachments);
  return {
    id: source.cause,
    from: message.from,
    text: text.slice(0, keptText),
    at: source.receivedAt,
    ...(files.length > 0 && { files }),
  };
}

export const partyFrom = (sender: Sender, role: Party['role'], at: Date): Party => ({
  address: sender.address,
  role,
  ...(sender.name && { name: sender.name }),
  locale: sender.locale,
  hears: true,
  lastReportAt: at,
});

/** People in copy may add, never confirm, and get no answers; listed contacts may confirm. */
export function copiedParties(message: InboundText, sender: Sender, service: Service, at: Date): Party[] {
  const others = (message.copied ?? []).filter((address) => address !== message.from).slice(0, copiedAtMost);
  return [...new Set(others)].map((address): Party => {
    const listed = contactByAddress(service, address)?.contact;
    const role = listed && listed.role !== 'supervisor' ? 'contact' : 'copied';
    return {
      address,
      role,
      ...(listed && { name: listed.name }),
      locale: listed?.locale ?? sender.locale,
      hears: false,
      lastReportAt: at,
    };
  });
}

const sitesOf = (service: Service, customer: string | undefined): Site[] =>
  customer ? service.sites.filter((s) => s.customer === customer) : service.sites;

/** The known outage at this site: an open ticket that others were linked to; not what is plainly another fault. */
async function knownOutage(site: Site | undefined, text: string, ctx: Context): Promise<Ticket | undefined> {
  if (!site) return undefined;
  const open = await ctx.tickets.where({ status: 'open', site: site.id, 'parts.0': { $exists: true } }, 5);
  return open.map(({ ticket }) => ticket).find(({ title }) => !namesAnother(text, title));
}

/** The outage knows its part: when it is fixed, this reporter is asked too. */
async function linkToOutage(major: number, part: number, cause: string, ctx: Context): Promise<void> {
  const by = { person: 'faultline', role: 'leader' } as const;
  const command = { type: 'LinkPart', by, part, now: ctx.clock.now() } as const;
  await executeTicketCommand(major, command, `${cause}/part`, ctx);
}

/** Two people, one outage? Offered to the owner, never merged silently. */
async function offerDuplicate(ticket: Ticket, ctx: Context): Promise<void> {
  if (!ticket.site) return;
  if (ticket.partOf !== undefined) return tellDuplicate(ticket, ticket.partOf, ctx);
  const hours2 = new Date(ticket.openedAt.getTime() - 2 * 3_600_000);
  const near = { status: 'open', site: ticket.site, openedAt: { $gte: hours2 }, _id: { $lt: ticket.number } };
  const others = (await ctx.tickets.where(near, 5)).map((stored) => stored.ticket);
  const other = others.find(
    ({ parties, title }) =>
      parties[0]?.address !== ticket.parties[0]?.address &&
      !namesAnother(ticket.reports[0]?.text ?? '', title),
  );
  if (other) await tellDuplicate(ticket, other.partOf ?? other.number, ctx);
}

async function tellDuplicate(ticket: Ticket, other: number, ctx: Context): Promise<void> {
  const rows = noticeRows(
    {
      purpose: 'duplicate',
      to: { kind: 'person', id: ticket.owner },
      loud: 'notice',
      wording: { name: 'duplicate', facts: { other } },
      unless: 'closed',
    },
    { id: `${ticket.number}/duplicate/${other}`, ticket: ticket.number, at: ctx.clock.now(), seq: 1 },
    ctx,
  );
  await relayTicket(ticket.number, ctx);
  await ctx.outbox.add(rows);
}

/** A ticket that they quote and that isn't theirs: the new report is linked to it, and neither learns of the other. */
async function quotedBy(message: InboundText, text: string, ctx: Context): Promise<number | undefined> {
  const number = message.named?.ticket ?? quotedNumber(text);
  const quoted = number === undefined ? undefined : await ctx.tickets.find(number);
  return quoted && !partyOf(quoted.ticket, message.from) ? number : undefined;
}

/** Opens a ticket for what somebody reported. Asking for the place never delays it. */
export async function onReport(
  message: InboundText,
  report: {
    text: string;
    danger: string[];
    severity?: Severity;
    /** Staff who logged it for the sender, who called and wrote nothing. */
    loggedBy?: PersonId;
  },
  sender: Sender,
  source: Source,
  ctx: Context,
): Promise<Reply> {
  const service = ctx.service();
  const now = ctx.clock.now();
  const { text } = report;
  const { heard, danger } = heardIn(message, report);
  const site = siteFrom(heard, sitesOf(service, sender.customer?.id));
  const inside = sender.person !== undefined || report.loggedBy !== undefined;
  const customer = sender.customer?.id ?? (inside ? site?.customer : undefined);
  const major = await knownOutage(site, heard, ctx);
  const subject = message.subject?.trim();
  const words = text.trim() || subject || '';
  const told = heard.trim() || words;
  const quotes = await quotedBy(message, text, ctx);
  const number = await source.number();
  const sent = message.attachments.some(({ type }) => type.startsWith('image/')) ? 'pictures' : 'files';
  const staff = sender.person;
  const ticket = await openTicket(
    {
      number,
      cause: source.cause,
      report: reportEntry(message, subject && !text.includes(subject) ? `${subject}\n${text}` : text, source),
      parties: [
        { ...partyFrom(sender, 'reporter', now), hears: !message.unanswerable },
        ...copiedParties(message, sender, service, now),
      ],
      title: titleFrom(
        subject && troubleIn(subject) ? subject : words,
        sender.locale,
        message.attachments.length > 0 ? sent : undefined,
      ),
      severity: report.severity ?? severityOf(told, danger),
      danger,
      locale: sender.locale,
      contract: sender.contract,
      promised: sender.promised,
      ...(customer && { customer }),
      ...(site && { site: site.id }),
      ...(staff && staff.role !== 'supervisor' && { loggedBy: staff.id }),
      ...(report.loggedBy && { loggedBy: report.loggedBy }),
      ...(message.onBehalfOf && { proposed: message.onBehalfOf }),
      ...(major && { partOf: major.number }),
      ...(quotes !== undefined && { quotes }),
      ...(major?.claimed && danger.length === 0 && { worksOnIt: major.owner }),
      partial: message.partial ?? false,
      askPlace: placeMissing(told, site),
      ...(sender.identity.spam && !staff && { held: true }),
    },
    ctx,
  );
  await ctx.identities.note(sender.address, {
    // Who calls has not shown that they can text us.
    ...(!report.loggedBy && { seenInbound: true }),
    lastReportAt: now,
    ...(sender.name && { name: sender.name }),
  });
  if (major) await linkToOutage(major.number, number, source.cause, ctx);
  await offerDuplicate(ticket, ctx);
  return { ok: true, ticket: number };
}
