import type { Block, Button } from '../src/domain/message.ts';
import type { TicketView } from '../src/domain/ticket/view.ts';
import { hint, quote, type Say } from './say.ts';
import { button } from './verbs.ts';
import { channels, clocks, label, pauseReasons, recordParts, severities, states } from './words.ts';

/** `应急局 · 三楼机房`, or undefined where nobody knows yet. */
export function whereOf(view: TicketView, say: Say): string | undefined {
  const parts = [view.customer, view.site].filter((one) => one !== undefined).map((one) => say.name(one));
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** `工单4821 · 紧急 · 三楼机房断网`. */
export const titleLine = (view: TicketView, say: Say): string =>
  [
    say.t(`工单${view.number}`, `Ticket ${view.number}`),
    say.w(severities[view.severity]),
    say.brief(view.title, 60),
  ].join(' · ');

const stateOf = (view: TicketView): string => {
  if (view.status === 'closed') return view.outcome ?? 'closed';
  if (view.status === 'fixed') return 'fixed';
  if (view.pause !== undefined) return 'paused';
  if (view.onsite !== 'no') return view.onsite;
  return view.claimed ? 'claimed' : 'unclaimed';
};

/** One promise as a line: its mark, the time left or over, and the instant. */
function clockLine(clock: TicketView['clocks'][number], say: Say): [string, string] {
  const name = say.w(clocks[clock.clock]);
  const due = say.time.at(clock.dueAt);
  const reason = clock.reason === undefined ? '' : label(say, pauseReasons, clock.reason);
  switch (clock.state) {
    case 'running':
      return [
        `⏱ ${name}`,
        say.t(`${say.time.left(clock.dueAt)}（${due}）`, `${say.time.left(clock.dueAt)} (${due})`),
      ];
    case 'paused':
      return [`⏸ ${name}`, say.t(`暂停中${reason && `（${reason}）`}`, `paused${reason && ` (${reason})`}`)];
    case 'met':
      return [
        `✅ ${name}`,
        say.t('按时完成', 'kept') + (clock.stoppedAt ? ` ${say.time.at(clock.stoppedAt)}` : ''),
      ];
    case 'broken': {
      if (clock.stoppedAt === undefined)
        return [
          `🔴 ${name}`,
          say.t(
            `超时，${say.time.left(clock.dueAt)}（应 ${due}）`,
            `MISSED, ${say.time.left(clock.dueAt)} (due ${due})`,
          ),
        ];
      const late = say.time.span(clock.stoppedAt.getTime() - clock.dueAt.getTime());
      return [
        `🔴 ${name}`,
        say.t(
          `超时 ${late}，${say.time.at(clock.stoppedAt)} 完成`,
          `missed by ${late}, done ${say.time.at(clock.stoppedAt)}`,
        ),
      ];
    }
  }
}

export function clockFacts(view: TicketView, say: Say): Block[] {
  return view.clocks.length === 0
    ? []
    : [{ kind: 'facts', facts: view.clocks.map((clock) => clockLine(clock, say)) }];
}

/** Who, where and in what state: what every card opens with. */
export function peopleFacts(view: TicketView, say: Say): Block {
  const { name, nameEn, masked, channel } = view.reporter;
  const shown = name === undefined ? undefined : say.name({ name, ...(nameEn && { nameEn }) });
  // A chat id tells nobody anything where the name is known.
  const reporter = [shown, channel === 'slack' && shown !== undefined ? undefined : masked]
    .filter((one) => one !== undefined)
    .join(' ');
  const facts: [string, string][] = [[say.t('状态', 'State'), label(say, states, stateOf(view))]];
  const where = whereOf(view, say);
  if (where !== undefined) facts.push([say.t('现场', 'Site'), where]);
  facts.push([
    say.t('报修人', 'Reporter'),
    say.t(
      `${reporter}（${label(say, channels, view.reporter.channel)}）`,
      `${reporter} (${label(say, channels, view.reporter.channel)})`,
    ),
  ]);
  facts.push([
    say.t('负责人', 'Owner'),
    say.name(view.owner) +
      (view.claimed || view.status !== 'open' ? '' : say.t('（待认领）', ' (unclaimed)')),
  ]);
  if (view.worker !== undefined && view.worker.id !== view.owner.id)
    facts.push([say.t('处理人', 'Worker'), say.name(view.worker)]);
  return { kind: 'facts', facts };
}

/** What was reported, newest additions below. */
export function wordsOf(view: TicketView, say: Say): Block[] {
  return [
    ...(view.text.trim() === '' ? [] : [quote(view.text)]),
    ...view.additions.map(({ text, by, byEn }) =>
      quote(text, say.name({ name: by, ...(byEn && { nameEn: byEn }) })),
    ),
  ];
}

const owedParts = ({ recordOwed }: TicketView, say: Say): string =>
  recordOwed.map((part) => label(say, recordParts, part)).join(say.t('、', ', '));

/** What somebody has to do before it goes on. */
export function waitingFor(view: TicketView, say: Say): Block[] {
  const { t } = say;
  const blocks: Block[] = [];
  if (view.pause !== undefined) {
    const why = label(say, pauseReasons, view.pause.reason);
    const until =
      view.pause.until === undefined
        ? ''
        : t(`，到 ${say.time.at(view.pause.until)}`, ` until ${say.time.at(view.pause.until)}`);
    const approved = view.pause.approved
      ? t('，已批准', ', approved')
      : t('，待组长批准', ', waiting for the leader');
    blocks.push({
      kind: 'strong',
      text: t(`⏸ 暂停：${why}${until}${approved}`, `⏸ On hold: ${why}${until}${approved}`),
    });
  }
  if (view.offeredTo !== undefined) {
    const name = say.name(view.offeredTo);
    blocks.push({
      kind: 'text',
      text: t(`已提出移交给${name}，等待接受。`, `Offered to ${name}, waiting for an answer.`),
    });
  }
  if (view.recordOwed.length > 0)
    blocks.push(
      hint(
        t(`还欠故障记录：${owedParts(view, say)}。`, `The record is still owed: ${owedParts(view, say)}.`),
      ),
    );
  if (view.partOf !== undefined)
    blocks.push(
      hint(t(`属于重大故障，工单${view.partOf}。`, `Part of the major fault, ticket ${view.partOf}.`)),
    );
  if (view.parts.length > 0)
    blocks.push(hint(t(`包含工单：${view.parts.join('、')}。`, `Holds tickets ${view.parts.join(', ')}.`)));
  if (view.quotes !== undefined)
    blocks.push(
      hint(
        t(
          `对方提到工单${view.quotes}，是不是其本人的，尚未核实。`,
          `Quotes ticket ${view.quotes}; not proven to be theirs.`,
        ),
      ),
    );
  return blocks;
}

/** The buttons of the present state: three at most, the rest behind them. */
export function actionButtons(view: TicketView, say: Say): { buttons: Button[]; more?: Button[] } {
  const make = (verb: string) => button(say.locale, verb, { ticket: view.number });
  const all = [...view.actions.main, ...view.actions.more];
  const more = all.slice(Math.min(3, view.actions.main.length));
  return {
    buttons: view.actions.main.slice(0, 3).map(make),
    ...(more.length === 0 ? {} : { more: more.map(make) }),
  };
}

/** For staff texts: customer and fault, or customer and site where only the reporter named the fault. */
export function faultForStaff(view: TicketView, say: Say): { customer: string; fault: string } {
  const customer = view.customer === undefined ? '' : say.sms(say.name(view.customer));
  const site = view.site === undefined ? '' : say.sms(say.name(view.site));
  if (say.fault !== '') return { customer, fault: say.fault };
  return {
    customer,
    fault: site === '' ? say.t('报修', 'a fault') : say.t(`${site}报修`, `fault at ${site}`),
  };
}
