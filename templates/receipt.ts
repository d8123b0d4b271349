import { drop, type Part, shrink } from './fit.ts';
import { dutyTitle, letter, nameOf } from './letter.ts';
import { type Draft, type Say, type Story, strong } from './say.ts';

/**
 * The safety line stands before everything else. A figure in it (119) must not be taken for the
 * ticket's number, so such a line follows the number.
 */
function safetyLine(say: Say): string {
  const words = say.w(say.organisation.safety);
  return /\d/.test(words) ? say.t(`工单${say.no}：${words}`, `Ticket ${say.no}: ${words}`) : words;
}

const ended = (say: Say, words: string) => (/[。！.!]$/u.test(words) ? words : words + say.t('。', '.'));

/** Who has it and what follows; `call` where the phone can't be answered by text. */
function whoAndWhen(say: Say, answerBy: Date | undefined, call: boolean): Part[] {
  const { owner } = say.ticket;
  const title = dutyTitle(say, owner.role);
  const who = nameOf(say, owner, 6, say.t('值班工程师', 'on duty'));
  const by = answerBy && say.time.at(answerBy);
  if (say.zh) {
    const then = call
      ? by === undefined
        ? '会给您打电话，请保持畅通'
        : `${by}前会给您打电话，请保持畅通`
      : by === undefined
        ? '会与您联系'
        : `${by}前答复您`;
    return [title, who, `负责，${then}。`];
  }
  const then = call ? 'will call you' : by === undefined ? 'will get back to you' : 'will answer';
  return [title, who, ` has it and ${then}${by === undefined ? '' : ` by ${by}`}.`];
}

/** One clause that loses its keys from the end. */
function hints(say: Say): Part[] {
  const [status, hurry] = [say.key('0'), say.key('9')];
  if (say.zh) {
    const add = '有补充请直接回复';
    return [
      drop(1, `${add}；查进度回${status}，催办回${hurry}。`, `${add}；查进度回${status}。`, `${add}。`),
    ];
  }
  const add = ' Reply here to add details';
  return [
    drop(
      1,
      `${add}, ${status} for status, ${hurry} to hurry us.`,
      `${add}, ${status} for status.`,
      `${add}.`,
    ),
  ];
}

/** Where nobody could find the way, the place is asked in the receipt's own text, before the keys. */
function hintsWithPlace(say: Say): Part[] {
  const [status, hurry] = [say.key('0'), say.key('9')];
  if (say.zh) {
    return [
      '请回复：单位、楼层、联系人。',
      drop(1, `查进度回${status}，催办回${hurry}。`, `查进度回${status}。`),
    ];
  }
  return [
    shrink(6, ' Please reply: organisation, room, contact.', ' Please reply: organisation, room.'),
    drop(1, ` ${status} for status, ${hurry} to hurry us.`, ` ${status} for status.`),
  ];
}

function place(say: Say): Part[] {
  const { no } = say;
  if (say.zh) {
    return [
      shrink(4, `工单${no}已登记，正在安排。`, `工单${no}已登记。`),
      shrink(5, '为尽快找到您，请回复：单位、楼层或房间、联系人。', '请回复：单位、楼层、联系人。'),
      drop(3, '不清楚可不回，我们会打给您。'),
    ];
  }
  return [
    shrink(4, `ticket ${no} is open and being handled. `, `ticket ${no} is open. `),
    shrink(
      5,
      'To find you fast, please reply: organisation, floor or room, contact name.',
      'Please reply: organisation, room, contact.',
    ),
    drop(3, ' If unsure, we will call you.'),
  ];
}

const placeQuestion = (say: Say) =>
  say.t(
    '为了尽快找到您，请告诉我们：单位、楼层或房间、联系人。不清楚也没关系，我们会打给您。',
    'To find you fast, please tell us: organisation, floor or room, contact name. If unsure, we will call you.',
  );

export const receiptStory: Story<'receipt' | 'place'> = {
  receipt: (facts, say): Draft => {
    const { no, t } = say;
    const oneWay = facts.oneWay || say.oneWay === true;
    const got =
      facts.logged === true ? t('已为您登记报修', 'your report is logged') : t('已收到报修', 'got it');
    const opening: Part[] = [`${got}${t(`，工单号${no}。`, `, ticket ${no}.`)}`];
    const known = facts.knownOutage !== undefined;
    const knownWords = t('这个故障我们已知道，正在抢修。', ' This fault is known and being repaired.');
    const who = [t('', ' '), ...whoAndWhen(say, facts.answerBy, oneWay)];
    const noReply = t('本号码不能接收回复。', ' Please keep the line free. This number cannot take replies.');
    const muteOnly = t('本号码不能接收回复。', ' This number cannot take replies.');
    const partial = t(
      '内容没能完整收到，我们会打电话核实。',
      ' Part of it could not be read; we will call to check.',
    );

    let short: Part[];
    if (facts.danger) {
      const safety = ended(say, safetyLine(say));
      const numbered = safety.includes(no);
      short = [
        safety,
        numbered
          ? t('已收到报修，', ' Got it, ')
          : shrink(
              9,
              t(`已收到报修，工单号${no}，`, ` Got it, ticket ${no}: `),
              t(`工单${no}，`, ` Ticket ${no}: `),
            ),
        shrink(8, t('正在呼叫值班人员', 'the engineer on duty is being paged'), t('正在呼叫', 'paging now')),
        drop(2, t('，请保持电话畅通', '; please keep your phone free')),
        t('。', '.'),
        ...(oneWay ? [drop(1, muteOnly)] : []),
      ];
    } else {
      const answers = facts.askPlace ? hintsWithPlace(say) : hints(say);
      const tail = oneWay ? [drop(2, noReply, muteOnly)] : answers;
      const middle = [known && drop(8, knownWords), facts.partial === true && drop(7, partial)].filter(
        (part): part is Part => part !== false,
      );
      short = [
        ...opening,
        ...middle,
        ...(known || facts.partial === true ? [drop(6, whoText(who))] : who),
        ...tail,
      ];
    }

    const owner = say.name(say.ticket.owner);
    const by = facts.answerBy && say.time.at(facts.answerBy);
    const title = dutyTitle(say, say.ticket.owner.role);
    return {
      short,
      title: say.headline(
        facts.logged === true ? '已为您登记报修' : '已收到您的报修',
        facts.logged === true ? 'your report is logged' : 'we have your report',
      ),
      body: letter(say, [
        ...(facts.danger ? [strong(safetyLine(say))] : []),
        t(
          `${facts.logged === true ? '已为您登记报修' : '已收到您的报修'}，工单${no}。${title}${owner}负责，${by === undefined ? '会与您联系' : `${by}前答复您`}。`,
          `${facts.logged === true ? 'Your report is logged' : 'We have your report'}: ticket ${no}. ${title}${owner} has it and will ${by === undefined ? 'get back to you' : `answer by ${by}`}.`,
        ),
        ...(known
          ? [
              t(
                '这个故障我们已经知道，正在抢修；您的工单单独记录，修好后会单独请您确认。',
                'This fault is known and being repaired. Your ticket stays your own: we will ask you yourself when it is fixed.',
              ),
            ]
          : []),
        ...(facts.partial === true
          ? [
              t(
                '您发来的内容没能完整读取，原件已保存，我们会向您核实。',
                'Part of what you sent could not be read. The original is kept, and we will check with you.',
              ),
            ]
          : []),
        ...(facts.askPlace ? [placeQuestion(say)] : []),
      ]),
    };
  },

  place: (_facts, say) => ({
    short: place(say),
    title: say.headline('请告诉我们在哪里', 'where is it?'),
    body: letter(say, [
      say.t(`工单${say.no}已登记，正在安排。`, `Ticket ${say.no} is open and being handled.`),
      placeQuestion(say),
    ]),
  }),
};

/** A clause that stands or falls as a whole. */
const whoText = (parts: Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : (part.wordings[0] ?? ''))).join('');
