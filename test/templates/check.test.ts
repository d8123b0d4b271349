import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/domain/message.ts';
import { checkMessage, checkTemplates } from '../../templates/check.ts';
import { word } from '../../templates/index.ts';
import { samples } from '../../templates/samples.ts';

const all = samples();
const find = (id: string, locale: string) => {
  const sample = all.find((one) => one.id === id && one.locale === locale && one.size === 'usual');
  if (sample === undefined) throw new Error(`no sample ${id}`);
  return sample;
};
const broken = (id: string, locale: string, change: (good: Message) => Partial<Message>) => {
  const sample = find(id, locale);
  const good = word(sample.wording, sample.context);
  return checkMessage({ ...good, ...change(good) }, sample).map((problem) => problem.rule);
};
const said = (text: string) => ({ body: [{ kind: 'text', text } as const] });

describe('the check of every message', () => {
  it('finds nothing wrong with what people read', () => {
    expect(checkTemplates()).toEqual([]);
  });

  it.each<[rule: string, id: string, locale: string, change: (good: Message) => Partial<Message>]>([
    ['one segment', 'receipt/0.0/sms', 'zh-CN', ({ short }) => ({ short: short + '长'.repeat(40) })],
    ['one segment', 'receipt/0.0/sms', 'en', ({ short }) => ({ short: `${short.slice(0, -1)}’.` })],
    ['nothing is cut off', 'receipt/0.0/sms', 'zh-CN', ({ short }) => ({ short: short.replace(/。$/, '…') })],
    ['signed first', 'receipt/0.0/sms', 'zh-CN', ({ short }) => ({ short: short.slice(6) })],
    ['a title and a body', 'receipt/0.0/email', 'en', () => ({ title: ' ' })],
    ['a title and a body', 'receipt/0.0/email', 'en', () => ({ body: [] })],
    [
      'the number before any other figure',
      'receipt/0.0/sms',
      'zh-CN',
      ({ short }) => ({ short: short.replace('已', '2点已') }),
    ],
    [
      'the number before any other figure',
      'receipt/0.0/slack',
      'en',
      ({ title }) => ({ title: `3 ${title}` }),
    ],
    [
      'the number before any other figure',
      'receipt/0.0/email',
      'en',
      () => said('By 02:30 we answer ticket 4821.'),
    ],
    ['words of the glossary', 'receipt/0.0/email', 'zh-CN', () => said('工单4821已升级处理。')],
    ['words of the glossary', 'receipt/0.0/email', 'zh-CN', () => said('工单4821的首问责任人是王磊。')],
    [
      'full-width punctuation in Chinese',
      'receipt/0.0/email',
      'zh-CN',
      () => said('工单4821已登记,正在安排。'),
    ],
    ['one language', 'receipt/0.0/email', 'zh-CN', () => said('工单4821由engineer处理。')],
    ['one language', 'receipt/0.0/email', 'en', () => said('Ticket 4821 已收到。')],
    ['every blank is filled', 'receipt/0.0/email', 'en', () => said('Ticket 4821: undefined has it.')],
    ['every blank is filled', 'receipt/0.0/email', 'en', () => said('Ticket 4821: {who} has it.')],
    ['every blank is filled', 'receipt/0.0/email', 'zh-CN', () => said('工单4821，，王磊负责。')],
    [
      'a one-way phone is not asked to reply',
      'fixed-asked/1.0/one-way',
      'zh-CN',
      ({ short }) => ({ short: `${short}请回1。` }),
    ],
    [
      'a text ends as a sentence',
      'receipt/0.0/sms',
      'zh-CN',
      ({ short }) => ({ short: short.replace(/。$/, '；') }),
    ],
    [
      'no reserved word as a command',
      'still-broken/0.0/sms',
      'en',
      ({ short }) => ({ short: `${short} Reply STOP.` }),
    ],
    [
      'no reserved word as a command',
      'still-broken/0.0/sms',
      'zh-CN',
      ({ short }) => ({ short: `${short}回复TD。` }),
    ],
    [
      'no link and no phone number in a Chinese text',
      'still-broken/0.0/sms',
      'zh-CN',
      ({ short }) => ({ short: `${short}电话13800000001。` }),
    ],
    [
      'at most three buttons, all labelled',
      'card/0.0/slack',
      'zh-CN',
      ({ buttons = [] }) => ({ buttons: [...buttons, { verb: 'void', label: '作废' }] }),
    ],
  ])('finds a breach of "%s" (%s, %s)', (rule, id, locale, change) => {
    expect(broken(id, locale, change)).toContain(rule);
  });

  it('finds a message that fails to be worded', () => {
    const fails = () => {
      throw new Error('no such thing');
    };
    expect(checkTemplates(fails, [find('help/0.0/sms', 'en')]).map((one) => one.rule)).toContain(
      'words without failing',
    );
  });

  it('finds a language that lacks a message', () => {
    const zhOnly = all.filter((sample) => sample.locale === 'zh-CN');
    const missing = checkTemplates(word, zhOnly).filter((one) => one.rule === 'a sample of every message');
    expect(missing.map((one) => one.locale)).toContain('en');
  });
});
