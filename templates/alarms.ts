import type { DueStep } from '../src/domain/ladder/step.ts';
import type { Block, Button } from '../src/domain/message.ts';
import type { Catalogue } from '../src/domain/notice/catalogue.ts';
import { drop, type Part, shrink } from './fit.ts';
import { faultParts } from './page.ts';
import { capital, hint, lines, quote, type Say, type Story, strong, text } from './say.ts';
import { actionButtons, clockFacts, peopleFacts, titleLine } from './ticket-view.ts';
import { button } from './verbs.ts';
import { dueWord, label, pauseReasons } from './words.ts';

const clockName = (step: DueStep, say: Say) => dueWord(say, step.clock ?? 'answer');

/** What is known of the ticket when a promise breaks, without a full stop. */
function known(
  facts: Catalogue['broken'],
  say: Say,
  name: (who: { name: string; nameEn?: string }) => string,
): string {
  const view = say.ticket;
  const { t } = say;
  const owner = name(view.owner);
  const worker = name(view.worker ?? view.owner);
  const took = facts.took;
  if (took !== undefined) {
    const at = say.time.at(took.at);
    const silent =
      facts.silent === undefined ? '' : t(`${name(facts.silent)}未响应，`, `${name(facts.silent)} silent, `);
    return silent + t(`${name(took.by)}${at}接手`, `${name(took.by)} took over ${at}`);
  }
  switch (facts.known) {
    case 'unclaimed':
      return t(
        `${name(facts.silent ?? view.owner)}未响应，无人认领`,
        `${name(facts.silent ?? view.owner)} silent, unclaimed`,
      );
    case 'no-answer':
      return t(`${owner}已认领，尚未答复`, `${owner} has it, no answer yet`);
    case 'working':
      return t(`${worker}处理中`, `${worker} is working on it`);
    case 'on-site':
      return t(`${worker}已在现场`, `${worker} is on site`);
    case 'paused': {
      const reason = view.pause === undefined ? '' : label(say, pauseReasons, view.pause.reason);
      return t(`暂停中${reason && `（${reason}）`}`, `on hold${reason && ` (${reason})`}`);
    }
  }
}

/** `answer/100/2@…` is the second repeat: how often people have been told, and how many went into this one. */
function repeats(step: DueStep, say: Say): Block | undefined {
  if (step.kind !== 'repeat') return undefined;
  const nth = Number(step.key.split('@')[0]?.split('/')[2]);
  const which =
    Number.isInteger(nth) && nth > 0
      ? say.t(`第 ${nth} 次重复提醒`, `Reminder ${nth}`)
      : say.t('重复提醒', 'Reminder');
  const times = step.times ?? 1;
  const merged = times > 1 ? say.t(`，这一条合并了 ${times} 次`, `; this one stands for ${times}`) : '';
  return hint(say.t(`${which}${merged}。`, `${which}${merged}.`));
}

const lateHint = (step: DueStep, say: Say): Block | undefined =>
  step.late && !say.repaired ? hint(say.t('（补发，系统曾中断）', '(late: the desk was down)')) : undefined;

const late = (step: DueStep, say: Say): Part[] => (step.late ? [drop(5, say.t('（补发）', '(late) '))] : []);

/** The stricter reading; for a spare part it is the time to get one ready, so that it is there in time (K4). */
function targetWords(step: DueStep, due: string, left: string, say: Say): string {
  const what = clockName(step, say);
  const spare = step.clock === 'spare' ? say.ticket.clocks.find(({ clock }) => clock === 'spare') : undefined;
  if (spare) {
    const by = say.time.at(spare.dueAt);
    return say.t(
      `到 ${due} 还没有修好，请现在就备好备件，${by} 前须送到。`,
      `Not fixed by ${due}: please get the spare part ready now, it must be there by ${by}.`,
    );
  }
  return say.t(
    `${what}按更严的口径目标是 ${due}，${left}。`,
    `By the stricter reading the ${what} is due ${due}: ${left}.`,
  );
}

const alertButtons = (say: Say): { buttons: Button[]; more: Button[] } => {
  const make = (verb: string) => button(say.locale, verb, { ticket: say.ticket.number });
  return { buttons: ['ack', 'assign', 'contact'].map(make), more: ['take', 'why'].map(make) };
};

export const alarmStory: Story<'warning' | 'broken'> = {
  warning: ({ step, dueAt }, say) => {
    const { t } = say;
    const what = clockName(step, say);
    const target = step.kind === 'target';
    const share =
      target || step.percent === undefined ? '' : t(`（已用${step.percent}%）`, ` (${step.percent}% used)`);
    const due = say.time.at(dueAt);
    const view = say.ticket;
    return {
      short: [
        t(`工单${say.no}：`, `ticket ${say.no}: `),
        ...late(step, say),
        ...faultParts(say, 2),
        t('，', '. '),
        target
          ? t(`${what}目标${due}`, `Target for ${what}: ${due}`)
          : t(`${due}前须${what}`, `${capital(what)} due ${due}`),
        drop(1, share),
        t('。', '.'),
      ],
      title: t(
        `工单${say.no}：${target ? `${what}目标` : what}${say.time.left(dueAt)}`,
        `Ticket ${say.no}: ${target ? `${what} target` : what}, ${say.time.left(dueAt)}`,
      ),
      body: lines(
        lateHint(step, say),
        text(titleLine(view, say)),
        strong(
          target
            ? targetWords(step, due, say.time.left(dueAt), say)
            : t(
                `${due} 前须${what}，${say.time.left(dueAt)}${share}。`,
                `${capital(what)} due ${due}: ${say.time.left(dueAt)}${share}.`,
              ),
        ),
        repeats(step, say),
        peopleFacts(view, say),
        ...clockFacts(view, say),
      ),
      ...actionButtons(view, say),
    };
  },

  broken: (facts, say) => {
    const { step, dueAt, clause, also = [] } = facts;
    const { t } = say;
    const what = clockName(step, say);
    const due = say.time.at(dueAt);
    const { customer, fault } = brokenFault(say);
    const full = known(facts, say, (who) => say.smsName(who, t('值班人员', 'the person on duty')));
    const brief = known(facts, say, (who) =>
      say.brief(say.smsName(who, t('值班人员', 'on duty')), say.zh ? 4 : 12),
    );
    const first = say.zh ? full : capital(full);
    return {
      short: [
        t(`超时${say.no}：`, `MISSED ${say.no}: `),
        ...late(step, say),
        customer,
        fault,
        t(`，应${due}${what}。`, `${what} was due ${due}. `),
        shrink(4, first, say.zh ? brief : capital(brief)),
        t('。', '.'),
        ...(also.length === 0 ? [] : [drop(3, alsoShort(also, say))]),
      ],
      banner: true,
      title: t(
        `超时${say.no}：${what}${say.time.left(dueAt)}`,
        `MISSED ${say.no}: ${what}, ${say.time.left(dueAt)}`,
      ),
      body: lines(
        lateHint(step, say),
        text(titleLine(say.ticket, say)),
        strong(
          t(
            `应 ${due} ${what}，${known(facts, say, say.name)}。`,
            `${capital(what)} was due ${due}. ${capital(known(facts, say, say.name))}.`,
          ),
        ),
        clause.trim() !== '' && quote(clause, t('服务条款', 'the commitment')),
        ...also.flatMap((one) => alsoBlocks(one, say)),
        repeats(step, say),
        peopleFacts(say.ticket, say),
        ...clockFacts(say.ticket, say),
      ),
      ...alertButtons(say),
    };
  },
};

type Also = NonNullable<Catalogue['broken']['also']>[number];

const alsoShort = (also: Also[], say: Say): string => {
  const names = also.map(({ clock }) => dueWord(say, clock)).join(say.t('、', ', '));
  return say.t(`${names}也超时。`, ` Also missed: ${names}.`);
};

const alsoBlocks = ({ clock, dueAt, clause }: Also, say: Say): Block[] => {
  const due = say.time.at(dueAt);
  const what = dueWord(say, clock);
  return lines(
    strong(say.t(`应 ${due} ${what}，也没有做到。`, `${capital(what)} was due ${due} as well.`)),
    clause.trim() !== '' && quote(clause, say.t('服务条款', 'the commitment')),
  );
};

/** The English alert names the customer alone, so that who and when stay in one segment. */
function brokenFault(say: Say): { customer: Part; fault: Part } {
  const [customer, fault] = faultParts(say, 2);
  if (say.zh || (typeof customer === 'object' && customer.wordings[0] !== ''))
    return { customer: customer ?? '', fault: say.zh ? (fault ?? '') : '' };
  return { customer: '', fault: shrink(2, `${partText(fault)}, `, '') };
}

const partText = (part: Part | undefined): string =>
  typeof part === 'object' ? (part.wordings[0] ?? '') : (part ?? '');
