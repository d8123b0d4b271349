import type { Block, Button } from '../src/domain/message.ts';
import { drop, type Part, shrink } from './fit.ts';
import { hint, lines, type Say, text } from './say.ts';

/** How a reporter answers: the digits with their meaning, or just by writing. */
export type Answering = 'write' | 'confirm' | 'rate' | 'none';

const HOW: Record<Exclude<Answering, 'none'>, (say: Say) => string> = {
  write: (say) =>
    say.mail
      ? say.t('有补充或疑问，直接回复这封邮件即可。', 'To add anything or ask, just reply to this mail.')
      : say.t('有补充或疑问，直接在这里回复即可。', 'To add anything or ask, just answer right here.'),
  confirm: (say) =>
    say.mail
      ? say.t(
          `直接回复这封邮件：第一行写 ${say.key('1')} 表示已修好；写 ${say.key('2')} 表示没修好，请接着写一下现在的情况。`,
          `Just reply to this mail: ${say.key('1')} in the first line means it works; ${say.key('2')} means it does not, then please add what is still wrong.`,
        )
      : say.t(
          `回复 ${say.key('1')} 表示已修好；回复 ${say.key('2')} 并写一下现在的情况，表示没修好。`,
          `Answer ${say.key('1')} if it works, or ${say.key('2')} and what is still wrong if it does not.`,
        ),
  rate: (say) =>
    say.mail
      ? say.t(
          '直接回复这封邮件就能评价：很满意写 5，满意写 4，一般写 3；不满意请写原因，我们会给您回电。',
          'Reply to this mail to rate us: 5 very good, 4 good, 3 fair. Not happy? Tell us why, and we will call you.',
        )
      : say.t(
          '回复数字即可评价：很满意 5，满意 4，一般 3；不满意请写原因，我们会给您回电。',
          'Answer with a digit to rate us: 5 very good, 4 good, 3 fair. Not happy? Tell us why, and we will call you.',
        ),
};

/** A complete message to a reporter: the paragraphs, how to answer in this channel, the page, the sign-off. */
export function letter(say: Say, paragraphs: (string | Block)[], answering: Answering = 'write'): Block[] {
  const [first, ...rest] = paragraphs.map((one) => (typeof one === 'string' ? text(one) : one));
  const { organisation, page } = say;
  return lines(
    say.mail && text(say.t('您好：', 'Hello,')),
    first,
    ...rest,
    answering !== 'none' && text(HOW[answering](say)),
    page !== undefined && { kind: 'link', url: page, label: say.t('查看进度', 'See where it stands') },
    say.mail && hint(signOff(say, organisation.phone)),
  );
}

function signOff(say: Say, phone: string | undefined): string {
  const { name, nameEn } = say.organisation;
  if (phone === undefined) return say.t(`${name}服务台`, `${nameEn} service desk`);
  return say.t(`${name}服务台，电话 ${phone}`, `${nameEn} service desk, phone ${phone}`);
}

/** Buttons reach reporters who wrote in chat; elsewhere the digits do. */
export const answerButtons = (say: Say, ...buttons: Omit<Button, 'ticket'>[]): { buttons?: Button[] } =>
  say.mail || say.channel === 'sms'
    ? {}
    : { buttons: buttons.map((button) => ({ ...button, ticket: say.ticket.number })) };

/** `（三楼机房断网）` / ` (3rd floor network)`, cut short and then left out when there is no room. */
export function aboutFault(say: Say, rank: number): Part {
  const { fault } = say;
  if (fault === '') return '';
  const around = (words: string) => say.t(`（${words}）`, ` (${words})`);
  const short = say.brief(fault, say.zh ? 8 : 24);
  return short === fault ? drop(rank, around(fault)) : drop(rank, around(fault), around(short));
}

/** A name that may be cut to a few letters before a sentence is lost. */
export const nameOf = (
  say: Say,
  named: { name: string; nameEn?: string },
  rank: number,
  otherwise: string,
): Part => {
  const full = say.smsName(named, otherwise);
  const short = say.brief(full, say.zh ? 4 : 12);
  return short === full ? full : shrink(rank, full, short);
};

/** 值班工程师王磊 / Duty engineer Wang Lei: what the person really is; without a role just the name. */
export function dutyTitle(say: Say, role: string | undefined): string {
  switch (role) {
    case undefined:
    case 'engineer':
      return say.t('值班工程师', 'Duty engineer ');
    case 'leader':
      return say.t('组长', 'Team leader ');
    case 'manager':
      return say.t('经理', 'Manager ');
    default:
      return '';
  }
}
