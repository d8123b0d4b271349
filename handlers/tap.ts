import type { Context } from '../src/app/context.ts';
import type { Source } from '../src/app/receive.ts';
import { type Address, addressOf } from '../src/domain/address.ts';
import type { InboundText, InboundVerb } from '../src/domain/inbound.ts';
import { cleanText } from '../src/domain/report/clean-text.ts';
import { dangerIn } from '../src/domain/report/danger.ts';
import { languageOf } from '../src/domain/report/language.ts';
import { normalised } from '../src/domain/service/directory.ts';
import type { Severity } from '../src/domain/service/service.ts';
import { onInspected } from './inspected.ts';
import { no, type Reply } from './reply.ts';
import { onReport } from './report.ts';
import { onReporterTap } from './reporter-tap.ts';
import { isVerb, onVerbOf } from './verb.ts';
import { actorOf, type Sender, whoIs } from './who.ts';

const severities = ['urgent', 'severe', 'general'] as const;

/** A number to text, with its country; a mobile of the mainland may leave it out. */
function phoneIn(text: string): Address | undefined {
  const bare = text.normalize('NFKC').replace(/[\s()-]/g, '');
  if (/^1[3-9]\d{9}$/.test(bare)) return addressOf('sms', `+86${bare}`);
  return /^(\+|00)[1-9]\d{6,14}$/.test(bare) ? normalised(addressOf('sms', bare)) : undefined;
}

/** Whoever called the staff. Their language is what we know of them, else that of what was noted down. */
async function callerAt(address: Address, text: string, name: string, ctx: Context): Promise<Sender> {
  const caller = await whoIs(address, '', name || undefined, ctx);
  const known = caller.contact?.locale ?? caller.identity.locale ?? languageOf(text);
  return { ...caller, ...(known && { locale: known }) };
}

/** `/fault` without words, and its form when it comes back. */
async function onFault(tap: InboundVerb, source: Source, ctx: Context): Promise<Reply> {
  const { from, fromName, fields, place } = tap;
  if (!fields) {
    const { locale } = await whoIs(from, '', fromName, ctx);
    return { ok: true, form: ctx.form('report', {}, locale) };
  }
  const { what = '', where = '', name = '', phone = '' } = fields;
  const text = cleanText([what, where, [name, phone].filter(Boolean).join(' ')].filter(Boolean).join('\n'));
  const staff = actorOf(from, ctx);
  const called = staff && phoneIn(phone);
  const sender = called
    ? await callerAt(called, text, name.trim(), ctx)
    : await whoIs(from, text, fromName, ctx);
  const message: InboundText = {
    kind: 'text',
    from,
    text,
    attachments: [],
    intent: 'fault',
    ...(place && { place }),
  };
  const severity = severities.find((s: Severity) => s === fields['severity']);
  return onReport(
    message,
    {
      text,
      danger: dangerIn(text),
      ...(severity && { severity }),
      ...(called && { loggedBy: staff.person }),
    },
    sender,
    source,
    ctx,
  );
}

/** A button or a form: what is about a ticket goes to its verb, the rest has stories of its own. */
export async function onTap(tap: InboundVerb, source: Source, ctx: Context): Promise<Reply> {
  const { from, verb, ticket: number, fields, value, trigger } = tap;
  if (['fault', 'report', 'report-form'].includes(verb)) return onFault(tap, source, ctx);
  if (verb === 'inspected') return onInspected(tap, source, ctx);
  if (number === undefined) return no({ name: 'usage', facts: { problem: 'no-number', word: verb } });
  if (['confirm', 'deny', 'rate', 'add'].includes(verb)) return onReporterTap(tap, number, source, ctx);
  if (!isVerb(verb)) return no({ name: 'usage', facts: { problem: 'unknown-verb', word: verb } });
  const more = {
    ...(fields && { fields }),
    ...(value !== undefined && { value }),
    ...(trigger && { trigger }),
  };
  return onVerbOf({ from, verb, number, args: '', ...more }, source, ctx);
}
