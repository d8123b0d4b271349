import { type Locale, locales } from '../src/domain/locale.ts';
import type { Block, Message } from '../src/domain/message.ts';
import type { Wording } from '../src/domain/notice/catalogue.ts';
import { measure } from '../src/domain/notice/segments.ts';
import { verbs } from '../src/domain/report/reading.ts';
import { word } from './index.ts';
import { messageNames, type Sample, samples } from './samples.ts';
import type { WordContext } from './say.ts';

export interface Problem {
  /** The sample: `receipt/2.0/email`. */
  id: string;
  locale: Locale;
  rule: string;
  say: string;
}

type Word = (wording: Wording, context: WordContext) => Message;
type Rule = (message: Message, sample: Sample) => string | undefined;

const blockText = (block: Block): string => {
  switch (block.kind) {
    case 'facts':
      return block.facts.map(([label, value]) => `${label} ${value}`).join('\n');
    case 'call':
      return block.label;
    case 'link':
    case 'picture':
      return block.label;
    // Others' own words are shown as they are, in whatever language.
    case 'quote':
      return '';
    default:
      return block.text;
  }
};

const bodyText = (message: Message): string => message.body.map(blockText).join('\n');
const buttonsText = (message: Message): string =>
  [...(message.buttons ?? []), ...(message.more ?? [])].map((one) => one.label).join('\n');
const everything = (message: Message): string =>
  [message.short, message.title, bodyText(message), buttonsText(message)].join('\n');

/** What stays as it is in any language: addresses, links, the commands and verbs that staff type and their example. */
const neutral = (words: string): string =>
  words
    .replace(/https?:\/\/\S+/g, '')
    .replace(/[\p{L}\d.•]+@[\w.-]+/gu, '')
    .replace(/@[\w.]+/g, '')
    .replace(new RegExp(`(?<![\\w-])(?:/ticket|/fault|/oncall|${verbs.join('|')})(?![\\w-])`, 'g'), '')
    .replace(/\bU0[A-Z]+\b/g, '');

const forbidden = ['升级', '报障', '首问', '承诺', '计时', '工单号码', '您的请求已提交'];
const hanNext = /[\p{Script=Han}][,;:!?()'"]|[,;:!?()'"][\p{Script=Han}]/u;
const reserved =
  /(?:\b(?:[Rr]eply|[Ss]end|[Tt]ext)|回复?)\s*["“]?(?:STOP|STOPALL|START|UNSTOP|YES|NO|END|CANCEL|QUIT|UNSUBSCRIBE|INFO|TD|T|N|退订)(?![\p{L}\d])/u;

const numberOf = ({ wording, context }: Sample): number | undefined =>
  context.view?.number ?? (wording.name === 'complaint' ? wording.facts.number : undefined);

const firstFigure = (words: string): string | undefined => /\d+/.exec(words)?.[0];

export const rules: Record<string, Rule> = {
  'one segment': ({ short }) => {
    const { encoding, units, segments } = measure(short);
    return segments === 1 ? undefined : `${units} units of ${encoding}: ${short}`;
  },
  'nothing is cut off': ({ short }, { size }) =>
    size === 'usual' && /(?:…|\.\.\.)$/u.test(short) ? short : undefined,
  'signed first': ({ short, locale }, { context }) => {
    const { zh, en } = context.organisation.signature;
    return short.startsWith(locale === 'en' ? en.replace(/[:\s]+$/u, '') : zh) ? undefined : short;
  },
  'a title and a body': (message) =>
    message.title.trim() === '' ||
    (bodyText(message).trim() === '' && !message.body.some((block) => block.kind === 'quote'))
      ? `title "${message.title}", ${message.body.length} blocks`
      : undefined,
  'the number before any other figure': (message, sample) => {
    const number = numberOf(sample);
    if (number === undefined) return undefined;
    const places = [message.short, `${message.title}\n${bodyText(message)}`];
    const wrong = places.find((words) => firstFigure(words) !== String(number));
    return wrong === undefined ? undefined : wrong.slice(0, 120);
  },
  'words of the glossary': (message) => {
    const text = everything(message);
    return message.locale === 'zh-CN' ? forbidden.find((one) => text.includes(one)) : undefined;
  },
  'full-width punctuation in Chinese': (message) => {
    if (message.locale !== 'zh-CN') return undefined;
    return neutral(everything(message))
      .split('\n')
      .find((row) => hanNext.test(row));
  },
  'one language': (message) => {
    const text = neutral(everything(message));
    return message.locale === 'zh-CN'
      ? /[A-Za-z]{2,}/.exec(text)?.[0]
      : /[\p{Script=Han}，。；：！？（）“”【】、]+/u.exec(text)?.[0];
  },
  'every blank is filled': (message) =>
    /undefined|NaN|\[object|Invalid Date|\bnull\b|\{\w+\}|\$\{|(?:，，|。。|：。|，。|\s{2,}[a-z]|(?<!\.)\.\. )/u.exec(
      everything(message),
    )?.[0],
  'a one-way phone is not asked to reply': ({ short }, { context }) =>
    context.oneWay === true
      ? /请回|回复(?!。)|回\d|直接告诉|(?<!complaint )[Rr]eply|tell us|[Ss]end \d/.exec(short)?.[0]
      : undefined,
  'a text ends as a sentence': ({ short }, { name, size }) =>
    size === 'longest' || name === 'answer' || name === 'said' || /(?<![.。])[。？！.?!]$/u.test(short)
      ? undefined
      : short.slice(-20),
  'no reserved word as a command': ({ short }) => reserved.exec(short)?.[0],
  'no link and no phone number in a Chinese text': ({ short, locale }) =>
    locale === 'zh-CN' ? /https?:|www\.|\d{7,}/i.exec(short)?.[0] : undefined,
  'at most three buttons, all labelled': ({ buttons = [], more = [] }) =>
    buttons.length > 3 ||
    [...buttons, ...more].some((one) => one.label.trim() === '' || (one.value?.length ?? 0) > 200)
      ? `${buttons.length} buttons`
      : undefined,
};

/** What is wrong with one worded message. */
export function checkMessage(message: Message, sample: Sample): Problem[] {
  return Object.entries(rules).flatMap(([rule, holds]) => {
    const say = holds(message, sample);
    return say === undefined ? [] : [{ id: sample.id, locale: sample.locale, rule, say }];
  });
}

/** Words every sample and holds it to every rule; an empty answer means that people may read all of it. */
export function checkTemplates(wordOne: Word = word, all: Sample[] = samples()): Problem[] {
  const missing = locales.flatMap((locale) =>
    messageNames
      .filter((name) => !all.some((sample) => sample.name === name && sample.locale === locale))
      .map((name) => ({ id: name, locale, rule: 'a sample of every message', say: 'none' })),
  );
  return [
    ...missing,
    ...all.flatMap((sample) => {
      try {
        return checkMessage(wordOne(sample.wording, sample.context), sample);
      } catch (error) {
        return [{ id: sample.id, locale: sample.locale, rule: 'words without failing', say: String(error) }];
      }
    }),
  ];
}
