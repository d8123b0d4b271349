import type { Block, Button } from '../src/domain/message.ts';
import { drop, type Part } from './fit.ts';
import { capital, type Draft, type Say, text } from './say.ts';
import { titleLine } from './ticket-view.ts';
import { button } from './verbs.ts';

/** A sentence about a ticket for staff: `工单4821：…。` in the text, the headline and the first line. */
export interface News {
  zh: string;
  en: string;
  /** The sentence for an SMS, where names must be in its alphabet; else the same. */
  sms?: string;
  /** Said after it in an SMS while there is room. */
  tail?: string;
  body?: Block[];
  /** Verbs on this ticket. */
  verbs?: string[];
  /** Travels with every one of these taps. */
  value?: string;
}

/** `4821：陈静请您接手` as title, text and first line, with buttons on the ticket. */
export function news(say: Say, what: News): Draft {
  const { no, t } = say;
  const sentence = t(what.zh, what.en);
  const about = no === '' ? '' : t(`工单${no}：`, `Ticket ${no}: `);
  const start = no === '' ? capital(sentence) : sentence;
  const stop = /[。？！.?!]$/u.test(sentence) ? '' : t('。', '.');
  const spoken = say.sms(what.sms ?? sentence);
  const short: Part[] = [
    no === '' ? '' : t(`工单${no}：`, `ticket ${no}: `),
    spoken,
    /[。？！.?!]$/u.test(spoken) ? '' : t('。', '.'),
  ];
  if (what.tail !== undefined) short.push(drop(1, what.tail));
  const ticket = say.view?.number;
  const buttons = (what.verbs ?? []).map(
    (verb): Button =>
      button(say.locale, verb, {
        ...(ticket === undefined ? {} : { ticket }),
        ...(what.value === undefined ? {} : { value: what.value }),
      }),
  );
  return {
    short,
    title: about + start,
    body: bodyOf(say, about + start + stop, what.body ?? []),
    ...(buttons.length === 0 ? {} : { buttons: buttons.slice(0, 3) }),
  };
}

/** A chat shows the headline right above; a mail's subject is elsewhere, so its body says it again. */
function bodyOf(say: Say, sentence: string, body: Block[]): Block[] {
  if (say.mail) return [text(sentence), ...body];
  if (body.length > 0) return body;
  return [text(say.view === undefined ? sentence : titleLine(say.view, say))];
}

/** A name for an SMS. */
export const smsWho = (say: Say, named: { name: string; nameEn?: string }): string =>
  say.smsName(named, say.t('同事', 'a colleague'));
