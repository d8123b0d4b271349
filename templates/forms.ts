import type { Locale } from '../src/domain/locale.ts';
import type { Field, Form } from '../src/domain/message.ts';
import {
  pauseReasons as pauseList,
  recordFields,
  voidReasons as voidList,
} from '../src/domain/ticket/ticket.ts';
import type { FormFacts, FormName } from './form-facts.ts';
import { type Draft, given, handOver, line, reasonField, type Tell, text } from './form-fields.ts';
import {
  alsoLabels,
  checkLabels,
  checks,
  degrees,
  howLabels,
  hows,
  needLabels,
  needs,
  quietFor,
  quietLabels,
  recordLabels,
  yesNo,
} from './form-words.ts';
import { verbLabels } from './verbs.ts';
import { pauseReasons, severities, voidReasons } from './words.ts';

const forms: { [N in FormName]: (facts: FormFacts[N], tell: Tell) => Draft } = {
  report: (facts, tell) => ({
    verb: 'fault',
    title: tell.t('报修', 'Report a fault'),
    submit: tell.t('提交', 'Send'),
    fields: [
      text('what', tell.t('出了什么问题', 'What is wrong'), given(facts.text)),
      line('where', tell.t('在哪里', 'Where'), {
        hint: tell.t('单位、楼层或房间', 'Organisation, floor or room'),
        optional: true,
        ...given(facts.where),
      }),
      line('name', tell.t('联系人', 'Contact'), { optional: true, ...given(facts.name) }),
      line('phone', tell.t('联系电话', 'Phone'), { optional: true, ...given(facts.phone) }),
      {
        id: 'severity',
        label: tell.t('等级', 'Severity'),
        kind: 'choice',
        optional: true,
        options: tell.list(degrees, severities),
      },
    ],
  }),
  fix: (facts, tell) => ({
    fields: [
      text('note', tell.t('原因是什么，做了什么', 'What was wrong, what was done'), given(facts.note)),
    ],
  }),
  record: (facts, tell) => ({
    title: tell.t('故障记录', 'Fault record'),
    fields: recordFields.map((id) =>
      text(id, tell.t(recordLabels[id].zh, recordLabels[id].en), { optional: true, ...given(facts[id]) }),
    ),
  }),
  answer: (_facts, tell) => ({
    title: tell.t('记下答复', 'Note the answer'),
    fields: [
      {
        id: 'how',
        label: tell.t('怎么答复的', 'How'),
        kind: 'choice',
        options: tell.list(hows, howLabels),
        initial: 'call',
      },
      text('said', tell.t('说了什么', 'What was said'), { optional: true }),
    ],
  }),
  pause: (_facts, tell) => ({
    title: tell.t('暂停时限', 'Pause the clocks'),
    fields: [
      {
        id: 'reason',
        label: tell.t('原因', 'Reason'),
        kind: 'choice',
        options: tell.list(pauseList, pauseReasons),
      },
      line('until', tell.t('到什么时候', 'Until'), {
        hint: tell.t('例如 14:30、明天 9:00、2h', 'Such as 14:30, tomorrow 9:00, 2h'),
        optional: true,
      }),
      text('note', tell.t('备注', 'Note'), { optional: true }),
    ],
  }),
  void: (_facts, tell) => ({
    title: tell.t('作废工单', 'Void the ticket'),
    fields: [
      {
        id: 'reason',
        label: tell.t('原因', 'Reason'),
        kind: 'choice',
        options: tell.list(voidList, voidReasons),
      },
      line('number', tell.t('与哪个工单重复', 'Duplicate of ticket'), {
        hint: tell.t('只有重复时填', 'Only for a duplicate'),
        optional: true,
      }),
    ],
  }),
  assign: (_facts, tell) => ({ fields: handOver(tell) }),
  offer: (_facts, tell) => ({ fields: handOver(tell) }),
  take: (_facts, tell) => ({ fields: [reasonField(tell, false)] }),
  say: (facts, tell) => ({
    fields: [
      facts.channel === 'sms'
        ? {
            id: 'text',
            label: tell.t('告诉报修人什么', 'What to say'),
            kind: 'text',
            maxLength: 45,
            hint: tell.t('短信一条，最多 45 字', 'One text: 45 characters at most'),
          }
        : text('text', tell.t('告诉报修人什么', 'What to say')),
    ],
  }),
  note: (_facts, tell) => ({ fields: [text('text', tell.t('备注，只有内部可见', 'Note, internal only'))] }),
  ack: (_facts, tell) => ({
    fields: [
      {
        id: 'quiet',
        label: tell.t('多久不再提醒', 'Stay quiet for'),
        kind: 'choice',
        options: tell.list(quietFor, quietLabels),
        initial: '1h',
      },
    ],
  }),
  deny: (_facts, tell) => ({
    fields: [text('why', tell.t('现在是什么情况', 'What is still wrong'), { optional: true })],
  }),
  denied: (_facts, tell) => ({
    title: tell.t('电话反馈未修好', 'Not fixed, by phone'),
    fields: [text('why', tell.t('报修人说现在是什么情况', 'What the reporter says is still wrong'))],
  }),
  severity: (facts, tell) => ({
    fields: [
      {
        id: 'severity',
        label: tell.t('等级', 'Severity'),
        kind: 'choice',
        options: tell.list(degrees, severities),
        ...given(facts.severity),
      },
    ],
  }),
  title: (facts, tell) => ({
    fields: [
      {
        id: 'title',
        label: tell.t('短标题', 'Short title'),
        kind: 'line',
        maxLength: 24,
        hint: tell.t('8 个字以内最好，会出现在短信里', 'Best within 24 letters; it is used in texts'),
        ...given(facts.title),
      },
    ],
  }),
  parts: (_facts, tell) => ({
    fields: [
      {
        id: 'state',
        label: tell.t('备件', 'Spare part'),
        kind: 'choice',
        options: tell.list(needs, needLabels),
        initial: 'needed',
      },
      line('what', tell.t('什么备件', 'Which part')),
    ],
  }),
  arrive: (_facts, tell) => ({
    fields: [
      line('at', tell.t('到场时间', 'Arrived at'), {
        hint: tell.t('不填就是现在', 'Empty means now'),
        optional: true,
      }),
    ],
  }),
  inspected: (facts, tell) => ({
    title: tell.t('巡检记录', 'Inspection'),
    value: facts.inspection,
    fields: [
      ...facts.items.flatMap((item): Field[] => [
        {
          id: `result.${item.id}`,
          label: tell.t(item.label.zh, item.label.en),
          kind: 'choice',
          options: tell.list(checks, checkLabels),
          initial: 'ok',
        },
        line(`note.${item.id}`, tell.t('备注', 'Note'), { optional: true }),
      ]),
      text('note', tell.t('总体情况', 'Overall'), { optional: true }),
      // One visit may keep several promises (K3); each is counted by itself, and only if somebody says so.
      ...(facts.also ?? []).map(
        ({ id, name, day }): Field => ({
          id: `also.${id}`,
          label: tell.t(`这次也算“${name.zh}”（${day}）`, `Counts as "${name.en}" (${day}) too`),
          kind: 'choice',
          options: tell.list(yesNo, alsoLabels),
          initial: 'no',
        }),
      ),
    ],
  }),
};

/** A form in one language; submitted it comes back as its verb with `fields` by id. Titles fit 24 characters. */
export function form<N extends FormName>(name: N, facts: FormFacts[N], locale: Locale): Form {
  const t: Tell['t'] = (zh, en) => (locale === 'en' ? en : zh);
  const tell: Tell = {
    t,
    list: (ids, labels) => ids.map((id) => ({ id, label: t(labels[id].zh, labels[id].en) })),
  };
  const draft = forms[name](facts, tell);
  const label =
    name === 'report' ? { zh: '报修', en: 'Report' } : verbLabels[name as Exclude<FormName, 'report'>];
  return {
    verb: name,
    title: t(label.zh, label.en),
    submit: t('确定', 'Save'),
    cancel: t('取消', 'Cancel'),
    ...('ticket' in facts ? { ticket: facts.ticket } : {}),
    ...draft,
  };
}
