/** A small service file without any fault; tests break one thing in it. */
export const smallFile = `organisation:
  name: 恒信集成
  name_en: Hengxin
  timezone: Asia/Shanghai
  locale: zh-CN
  safety: { zh: 请先断电, en: Cut the power first }
  phone: '+86 10 5555 0100'
people:
  - { id: wang.lei, name: 王磊, role: engineer, level: 1, reach: [slack:U0WANGLEI, sms:+8613800000001] }
  - { id: zhao.min, name: 赵敏, role: engineer, reach: [slack:U0ZHAOMIN] }
  - { id: chen.jing, name: 陈静, role: leader, reach: [slack:U0CHENJING] }
  - { id: liu.yang, name: 刘洋, role: manager, reach: [slack:U0LIUYANG] }
groups:
  - id: frontline
    name: 一线
    leader: chen.jing
    manager: liu.yang
    channel: slack:C0FAULTS
    duty:
      - { person: wang.lei, deputy: zhao.min, days: daily, hours: 08:00-20:00 }
      - { person: zhao.min, days: mon-sun, hours: 20:00-08:00 }
customers:
  - id: bureau
    name: 应急局
    contract: commitment
    contacts:
      - { id: zhou, name: 周岚, reach: [sms:+8613900000009, email:zhou@example.org] }
sites:
  - { id: control-room, customer: bureau, name: 三楼机房, aliases: [机房] }
equipment:
  - { id: eb-0001, site: control-room, name: 交换机, bought: 2026-01-15 }
contracts:
  - id: commitment
    default: true
    accepted: 2026-03-01
    warranty: 2y
    maintenance: 3y
    maintenance_from: warranty-end
    group: frontline
    ladder: standard
    working_calendar: office
    remind_after: 1wd
    close_after: 3wd
    promises:
      - { clock: answer, within: 30m, clause: 0.5 小时内给予问题的解答, keeps: [R2] }
      - { clock: onsite, within: 2h, target: 30m, clause: 2 小时内到达现场, keeps: [R3, K1] }
      - { clock: complaint-response, within: 1wd, calendar: office, clause: 每一个投诉都将给客户一个响应 }
ladders:
  standard:
    - { unclaimed: 0m, page: [duty] }
    - { unclaimed: 3m, page: [deputy] }
    - { at: 100%, tell: [owner, leader], by: [chat, sms], again: [30m, daily] }
calendars:
  office:
    hours: [{ days: mon-fri, hours: 09:00-17:00 }]
    holidays:
      2026: [01-01..01-03, 10-01..10-07]
    workdays:
      2026: [10-10]
checklists:
  standard:
    - { id: racks, zh: 除尘, en: Cleaning }
inspections:
  - { id: monthly, site: control-room, name: 月检, every: month, days: [31], starts: 2026-03-01, at: 09:30, assignee: frontline, remind: [1d, 2h], checklist: standard, clause: 每月 1 次定期巡检 }
`;

export const now = new Date('2026-03-05T08:00:00Z');

/** Replaces the first `from`, which must be there: a table row that changes nothing proves nothing. */
export function edited(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the file has no ${JSON.stringify(from)}`);
  return text.replace(from, () => to);
}

/** `‸` in a text marks where a problem is expected: taken out, and its line and column told. */
export function marked(text: string): { text: string; line: number; column: number } {
  const at = text.indexOf('‸');
  if (at < 0) throw new Error('no ‸ in the text');
  const before = text.slice(0, at).split('\n');
  return { text: text.replace('‸', ''), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
