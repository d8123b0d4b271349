import type { Block } from '../src/domain/message.ts';
import { drop, type Part, shrink } from './fit.ts';
import { nameOf } from './letter.ts';
import { hint, lines, quote, type Say, type Story, strong, text } from './say.ts';
import { timeWords } from './time.ts';
import { button } from './verbs.ts';
import { counted } from './words.ts';

interface Visit {
  name: string;
  nameEn?: string;
  site: string;
  siteEn?: string;
  timezone?: string;
}

/** The site's own time, where the kernel tells it. */
const timeOf = (visit: Visit, say: Say) =>
  visit.timezone === undefined
    ? say.time
    : timeWords({ timezone: visit.timezone, now: say.now, locale: say.locale });

const placeOf = (visit: Visit, say: Say): string =>
  say.name({ name: visit.site, ...(visit.siteEn === undefined ? {} : { nameEn: visit.siteEn }) });
const planOf = (visit: Visit, say: Say): string =>
  say.name({ name: visit.name, ...(visit.nameEn === undefined ? {} : { nameEn: visit.nameEn }) });

/** `三楼机房半年巡检`, cut where the text is too long. */
function visitParts(visit: Visit, say: Say): Part[] {
  const [site, plan] = [say.sms(placeOf(visit, say)), say.sms(planOf(visit, say))];
  const gap = say.t(' ', ', ');
  return [
    site === '' ? '' : shrink(2, site + gap, say.brief(site, say.zh ? 8 : 20) + gap),
    plan === '' ? say.t('巡检', 'inspection') : shrink(3, plan, say.brief(plan, say.zh ? 8 : 20)),
  ];
}

const marks = { ok: '✅', fault: '🔴', skipped: '⬜' };
const results = {
  ok: { zh: '正常', en: 'ok' },
  fault: { zh: '有问题', en: 'fault' },
  skipped: { zh: '未检', en: 'skipped' },
};

export const inspectionStory: Story<'inspection-reminder' | 'inspection-overdue' | 'inspection-result'> = {
  'inspection-reminder': (facts, say) => {
    const { t } = say;
    const time = timeOf(facts, say);
    const due = time.at(facts.dueAt);
    return {
      short: [
        t('巡检提醒：', 'inspection due: '),
        ...(facts.late ? [drop(5, t('（补发）', '(late) '))] : []),
        ...visitParts(facts, say),
        t(`，${due}前完成，由`, `. By ${due}, `),
        nameOf(say, facts.assignee, 1, t('您', 'yours')),
        t('负责。', '.'),
      ],
      title: t(
        `巡检提醒：${placeOf(facts, say)} ${planOf(facts, say)}`,
        `Inspection due: ${placeOf(facts, say)}, ${planOf(facts, say)}`,
      ),
      body: lines(
        facts.late && hint(t('（补发，系统曾中断）', '(late: the desk was down)')),
        strong(t(`${due} 前完成，${time.left(facts.dueAt)}。`, `Due ${due}: ${time.left(facts.dueAt)}.`)),
        visitFacts(facts, say),
      ),
      buttons: [button(say.locale, 'inspected', { value: facts.inspection })],
    };
  },

  'inspection-overdue': (facts, say) => {
    const { t } = say;
    const time = timeOf(facts, say);
    const due = time.at(facts.dueAt);
    return {
      short: [
        t('巡检逾期：', 'inspection OVERDUE: '),
        ...visitParts(facts, say),
        t(`，应${due}完成，`, `, was due ${due}, `),
        nameOf(say, facts.assignee, 1, t('巡检人', 'in charge')),
        t('负责。', '.'),
      ],
      title: t(
        `巡检逾期：${placeOf(facts, say)} ${planOf(facts, say)}`,
        `Inspection overdue: ${placeOf(facts, say)}, ${planOf(facts, say)}`,
      ),
      body: lines(
        strong(
          t(`应 ${due} 完成，${time.left(facts.dueAt)}。`, `Was due ${due}: ${time.left(facts.dueAt)}.`),
        ),
        visitFacts(facts, say),
      ),
      buttons: [button(say.locale, 'inspected', { value: facts.inspection })],
    };
  },

  'inspection-result': (facts, say) => {
    const { t } = say;
    const faults = facts.items.filter((item) => item.result === 'fault').length;
    const skipped = facts.items.filter((item) => item.result === 'skipped').length;
    const done = timeOf(facts, say).at(facts.doneAt);
    const sum = t(
      `共 ${facts.items.length} 项，有问题 ${faults} 项，未检 ${skipped} 项。`,
      `${counted(facts.items.length, 'item')}, ${faults} with faults, ${skipped} skipped.`,
    );
    return {
      short: [
        t('巡检完成：', 'inspection done: '),
        ...visitParts(facts, say),
        t(`，${done}，`, `, ${done}. `),
        faults === 0
          ? t('未发现问题。', 'No faults found.')
          : t(`有问题${faults}项。`, `Items with faults: ${faults}.`),
      ],
      title: t(
        `巡检结果：${placeOf(facts, say)} ${planOf(facts, say)}`,
        `Inspection result: ${placeOf(facts, say)}, ${planOf(facts, say)}`,
      ),
      body: lines(
        text(
          t(
            `${say.name(facts.by)} ${done} 完成巡检。${sum}`,
            `Done by ${say.name(facts.by)}, ${done}. ${sum}`,
          ),
        ),
        facts.items.length > 0 && {
          kind: 'facts',
          facts: facts.items.map((item): [string, string] => [
            `${marks[item.result]} ${t(item.label, item.labelEn)}`,
            say.w(results[item.result]) +
              (item.note === undefined || item.note.trim() === ''
                ? ''
                : t(`：${item.note}`, `: ${item.note}`)),
          ]),
        },
        facts.note.trim() !== '' && quote(facts.note, say.name(facts.by)),
      ),
    };
  },
};

function visitFacts(facts: Visit & { assignee: { name: string; nameEn?: string } }, say: Say): Block {
  return {
    kind: 'facts',
    facts: [
      [say.t('现场', 'Site'), placeOf(facts, say)],
      [say.t('巡检', 'Inspection'), planOf(facts, say)],
      [say.t('巡检人', 'Inspector'), say.name(facts.assignee)],
    ],
  };
}
