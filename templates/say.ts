import type { Locale, Worded } from '../src/domain/locale.ts';
import type { Block, Button } from '../src/domain/message.ts';
import type { Catalogue, MessageName } from '../src/domain/notice/catalogue.ts';
import { toGsm7 } from '../src/domain/notice/segments.ts';
import type { Organisation } from '../src/domain/service/service.ts';
import type { TicketView } from '../src/domain/ticket/view.ts';
import { clip, oneLine, type Part } from './fit.ts';
import { type TimeWords, timeWords } from './time.ts';

/** What a message is worded with, beside its facts. */
export interface WordContext {
  view?: TicketView;
  organisation: Organisation;
  now: Date;
  locale: Locale;
  audience: 'reporter' | 'staff';
  /** The reporter's page. */
  page?: string;
  channel: string;
  /** The reporter's phone can't answer us. */
  oneWay?: boolean;
  /** The reporter's open or asked tickets; from two on a short answer needs its number. */
  openCount?: number;
  /** The audit found that it had never been sent. */
  repaired?: boolean;
  /** Where a kept picture or file can be seen; absent: nowhere. */
  fileUrl?: (kept: string) => string;
}

/** A message before the signature and the limit of a segment. */
export interface Draft {
  /** Without the signature. */
  short: Part[];
  /** Follows an English signature without its colon: `Hengxin URGENT 4821: …`. */
  banner?: boolean;
  title: string;
  body: Block[];
  buttons?: Button[];
  more?: Button[];
}

export type Story<K extends MessageName> = { [N in K]: (facts: Catalogue[N], say: Say) => Draft };

/** The context with words at hand: everything a story needs to tell its message in one language. */
export interface Say extends WordContext {
  zh: boolean;
  time: TimeWords;
  mail: boolean;
  /** @throws Error when the message was worded without a ticket: the kernel's mistake, not a person's. */
  ticket: TicketView;
  /** The ticket's number, or nothing. */
  no: string;
  t(zh: string, en: string): string;
  w(worded: Worded): string;
  /** A name in this language, on one line. */
  name(named: { name: string; nameEn?: string }): string;
  /** The same for an SMS: English falls back on a description rather than double the price of the text. */
  smsName(named: { name: string; nameEn?: string }, otherwise: string): string;
  /** Any staff text for an SMS: one line; nothing where it can't be sent in this language's alphabet. */
  sms(text: string): string;
  /** At most `length` characters, ending in dots that this language's SMS alphabet has. */
  brief(text: string, length: number): string;
  /** The fault's short title where staff wrote one; a reporter's own words never go into an SMS. */
  fault: string;
  /** `1`, or `1 4821` when the reporter has more than one ticket open. */
  key(digit: string): string;
  /** `工单4821：…` / `Ticket 4821: …`; a mail's subject already carries its tag. */
  headline(zh: string, en: string): string;
}

// Mainland networks drop a whole text for a link or a phone number in it.
const LINK_OR_PHONE = /(?:https?:\/\/|www\.)\S+|\+?\d[\d -]{5,}\d/gi;

export function createSay(context: WordContext): Say {
  const { view, locale } = context;
  const zh = locale !== 'en';
  const t = (zhText: string, enText: string) => (zh ? zhText : enText);
  const sms = (text: string) => {
    const line = oneLine(text.slice(0, 400));
    return zh ? line.replace(LINK_OR_PHONE, '…') : (toGsm7(line) ?? '');
  };
  const brief = (text: string, length: number) => clip(text, length, zh ? '…' : '...');
  const name: Say['name'] = (named) => oneLine(zh ? named.name : (named.nameEn ?? named.name));
  const no = view === undefined ? '' : String(view.number);
  return {
    ...context,
    zh,
    time: timeWords({ timezone: view?.timezone ?? context.organisation.timezone, now: context.now, locale }),
    mail: context.channel === 'email',
    get ticket() {
      if (view === undefined) throw new Error('this message needs a ticket to show');
      return view;
    },
    no,
    t,
    w: (worded) => t(worded.zh, worded.en),
    name,
    smsName: (named, otherwise) => {
      const safe = sms(name(named));
      return safe === '' ? otherwise : brief(safe, 24);
    },
    sms,
    brief,
    fault: view?.titled === true ? sms(view.title) : '',
    key: (digit) => ((context.openCount ?? 1) >= 2 && no !== '' ? `${digit} ${no}` : digit),
    headline: (zhText, enText) => {
      if (no === '' || context.channel === 'email') return capital(t(zhText, enText));
      return t(`工单${no}：${zhText}`, `Ticket ${no}: ${enText}`);
    },
  };
}

/** For the start of a sentence; Chinese has none. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const text = (words: string): Block => ({ kind: 'text', text: words });
export const strong = (words: string): Block => ({ kind: 'strong', text: words });
export const hint = (words: string): Block => ({ kind: 'hint', text: words });
export const quote = (words: string, by?: string): Block => ({
  kind: 'quote',
  text: words,
  ...(by === undefined ? {} : { by }),
});

/** Leaves out what there is nothing to say about. */
export const lines = (...blocks: (Block | undefined | false | '')[]): Block[] =>
  blocks.filter((block): block is Block => typeof block === 'object');
