import type { Worded } from '../src/domain/locale.ts';
import type { Block } from '../src/domain/message.ts';
import type { FindingKind, Findings } from '../src/domain/notice/finding.ts';
import { hint, lines, type Say, type Story, strong } from './say.ts';
import { counted } from './words.ts';

const kinds: Record<FindingKind, Worded> = {
  alarm: { zh: '该发的提醒没有排上', en: 'an alarm was not planned' },
  overdue: { zh: '提醒过了时间还没有发', en: 'an alarm was overdue' },
  fold: { zh: '现状和记录对不上', en: 'it differed from its journal' },
  owner: { zh: '负责人不在人员名单里', en: 'its owner is not in the service file' },
  journal: { zh: '记录缺了一段，或被改过', en: 'its journal has a gap or was changed' },
  notice: { zh: '该发的消息没有发', en: 'a message was never sent' },
  pending: { zh: '该办的事搁着没动', en: 'what it owed lay still' },
  lane: { zh: '消息等着发，却没有人管', en: 'messages waited and nothing looked after them' },
  inbox: { zh: '收到的消息没有处理', en: 'a message came in and was not handled' },
  unreadable: { zh: '查不了', en: 'it could not be checked' },
};

/** What may really be told, for the check of the words. */
export const auditSamples = (ticket: number): Findings[] => [
  { found: 1, repaired: 1, items: [{ kind: 'alarm', ticket, repaired: true }] },
  {
    found: 212,
    repaired: 210,
    items: (Object.keys(kinds) as FindingKind[]).map((kind) => ({
      kind,
      ticket,
      repaired: kind !== 'journal',
    })),
  },
  { found: 1, repaired: 0, items: [{ kind: 'inbox', repaired: false }] },
];

/** Stands above whatever is sent only because the audit missed it. */
export const repairedHint = (say: Say): Block =>
  hint(
    say.t('（本该早些发出，核查时发现漏了，现在补上）', '(sent late: the audit found that it was missing)'),
  );

export const auditStory: Story<'audit'> = {
  audit: ({ found, repaired, items }, say) => {
    const { t } = say;
    const left = found - repaired;
    const made = repaired === 0 ? '' : t(`，已补好${repaired}处`, `, ${repaired} made good`);
    const rest = left === 0 ? '' : t(`，还有${left}处要人看`, `, ${left} for somebody to look into`);
    const problems = counted(found, 'problem');
    const more = found - items.length;
    return {
      short: [t(`核查：发现${found}处问题${made}${rest}。`, `audit: ${problems}${made}${rest}.`)],
      title: t(`核查发现 ${found} 处问题`, `The audit found ${problems}`),
      body: lines(
        strong(t(`发现 ${found} 处问题${made}${rest}。`, `${problems} found${made}${rest}.`)),
        {
          kind: 'facts',
          facts: items.map(({ kind, ticket, repaired: good }): [string, string] => [
            ticket === undefined ? t('系统', 'System') : t(`工单${ticket}`, `Ticket ${ticket}`),
            `${say.w(kinds[kind])}${good ? t('，已补好', '; made good') : ''}`,
          ]),
        },
        more > 0 && hint(t(`还有 ${more} 处。`, `and ${more} more.`)),
        hint(t('详情请管理员在服务器上运行自检查看。', 'The doctor command tells an administrator more.')),
      ),
    };
  },
};
