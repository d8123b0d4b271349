import type { DueStep } from '../src/domain/ladder/step.ts';
import type { Locale } from '../src/domain/locale.ts';
import type { Organisation } from '../src/domain/service/service.ts';
import { type Attached, lostReasons } from '../src/domain/ticket/attached.ts';
import type { Named, TicketView } from '../src/domain/ticket/view.ts';

/** `usual` is an ordinary night; `longest` has the longest names, titles and numbers that people really have. */
export type SampleSize = 'usual' | 'longest';

/** The people, times and words that samples are made of, in one language. */
export interface Kit {
  locale: Locale;
  size: SampleSize;
  now: Date;
  organisation: Organisation;
  worker: Named;
  leader: Named;
  view: TicketView;
  number: number;
  other: number;
  /** A picture, a file, one on its way, and each kind that never came. */
  files: Attached[];
  /** Minutes from now. */
  in(minutes: number): Date;
  t(zh: string, en: string): string;
  step(kind: DueStep['kind'], more?: Partial<DueStep>): DueStep;
  /** A plan's visit. */
  visit: { inspection: string; name: string; nameEn: string; site: string; siteEn: string; timezone: string };
  clause: string;
}

const MINUTE = 60_000;

export function createKit(locale: Locale, size: SampleSize): Kit {
  const long = size === 'longest';
  const t = (zh: string, en: string) => (locale === 'en' ? en : zh);
  // The longest times are those of tomorrow: the clock stands shortly before midnight.
  const now = new Date(long ? '2026-03-05T23:52:00+08:00' : '2026-03-06T02:02:00+08:00');
  const at = (minutes: number) => new Date(now.getTime() + minutes * MINUTE);
  const worker: Named = long
    ? { id: 'ouyang.jianguo', name: '欧阳建国', nameEn: 'Maximilian Schmidt', role: 'engineer' }
    : { id: 'wang.lei', name: '王磊', nameEn: 'Wang Lei', role: 'engineer' };
  const leader: Named = long
    ? { id: 'shangguan.wan', name: '上官婉儿', nameEn: 'Alexandra Williams', role: 'leader' }
    : { id: 'chen.jing', name: '陈静', nameEn: 'Chen Jing', role: 'leader' };
  const number = long ? 98765 : 4821;
  const site = long
    ? { name: '数据中心二号机房', nameEn: 'second data centre room A' }
    : { name: '三楼机房', nameEn: '3rd floor server room' };
  const clause = '在出现设备故障的 0.5 小时内给予问题的解答';
  const view: TicketView = {
    number,
    title: t(
      long ? '核心交换机不通电' : '三楼机房断网',
      long ? 'Core switch has no power' : '3rd floor network down',
    ),
    titled: true,
    severity: 'urgent',
    status: 'open',
    openedAt: at(-2),
    customer: long
      ? { name: '城市应急管理局', nameEn: 'City Emergency Bureau' }
      : { name: '应急局', nameEn: 'Emergency Bureau' },
    site: {
      ...site,
      address: t('解放路一号', 'Main Road'),
      access: t('门禁找保安老李', 'Ask the guard for the key'),
    },
    reporter: { name: t('周建', 'Zhou Jian'), masked: '+86••••0009', channel: 'sms' },
    owner: worker,
    worker,
    claimed: true,
    text: t('三楼机房整个断网了，电话也打不出去', 'The whole 3rd floor has no network, phones are dead too'),
    additions: [
      { text: t('交换机的灯都不亮', 'No light on the switch'), by: t('周建', 'Zhou Jian'), at: at(-1) },
    ],
    clocks: [
      { clock: 'answer', clause, dueAt: at(28), state: 'running' },
      { clock: 'fix', clause: '12 小时内解决', dueAt: at(718), state: 'paused', reason: 'appointment' },
    ],
    onsite: 'no',
    parts: [],
    files: [],
    recordOwed: [],
    actions: { main: ['answer', 'onsite', 'fix'], more: ['offer', 'say', 'note', 'pause', 'void', 'why'] },
    timezone: 'Asia/Shanghai',
  };
  return {
    locale,
    size,
    now,
    t,
    in: at,
    worker,
    leader,
    view,
    number,
    other: long ? 87654 : 4800,
    files: [
      { name: 'mms-1', type: 'image/jpeg', bytes: 48_000, picture: true, kept: `${number}/a1` },
      {
        name: t('巡检记录', 'log'),
        type: 'application/octet-stream',
        bytes: 2_300_000,
        picture: false,
        kept: `${number}/b2`,
      },
      { name: '', type: 'image/png', bytes: 0, picture: true, ref: 'part:3' },
      ...lostReasons.map((lost) => ({ name: 'mms-4', type: 'image/png', bytes: 0, picture: true, lost })),
    ],
    organisation: {
      name: '恒信集成',
      nameEn: 'Hengxin',
      signature: { zh: '【恒信集成】', en: 'Hengxin: ' },
      timezone: 'Asia/Shanghai',
      locale: 'zh-CN',
      safety: long
        ? {
            zh: '如有起火、触电或有人被困，请先离开危险处并拨打119',
            en: 'In case of fire, shock or people trapped: get away first and call 119',
          }
        : {
            zh: '请先离开危险的地方，不要碰带电设备',
            en: 'First get away from danger and do not touch live equipment',
          },
      phone: '400-000-0000',
    },
    clause,
    step: (kind, more = {}) => ({
      key: `${kind === 'repeat' ? 'answer/100/2' : 'answer/100'}@${now.getTime()}`,
      kind,
      clock: 'answer',
      percent: 90,
      at: at(0),
      tell: ['leader'],
      loud: 'notice',
      by: ['chat'],
      late: false,
      ...more,
    }),
    visit: {
      inspection: 'half-year/2026-03-06',
      name: long ? '半年全面健康巡检' : '半年巡检',
      nameEn: long ? 'half-year health check' : 'half-year visit',
      site: site.name,
      siteEn: site.nameEn,
      timezone: 'Asia/Shanghai',
    },
  };
}
