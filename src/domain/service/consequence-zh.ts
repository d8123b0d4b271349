import { masked } from '../address.ts';
import { assertNever } from '../result.ts';
import type { Consequence, Limit } from './consequence.ts';
import { classes, clocks, listed } from './consequence-words.ts';
import { durationWords } from './duration-words.ts';

const keepZh = (open: number) => (open === 0 ? '' : `；${open} 张未结工单不变`);

function moveZh({ severity, beforeMs, afterMs }: Limit): string {
  const whose = severity ? `（${classes[severity].zh}故障）` : '';
  if (afterMs === undefined) return `${whose}不再有`;
  return `${whose}${beforeMs === undefined ? '' : `由 ${durationWords(beforeMs, 'zh-CN')}`}改为 ${durationWords(afterMs, 'zh-CN')}`;
}

export function chinese(c: Consequence): string {
  switch (c.kind) {
    case 'first':
      return `首次启用：人员 ${c.people} 名、客户 ${c.customers} 家、合同 ${c.contracts} 份、巡检计划 ${c.inspections} 项`;
    case 'person-joins':
      return `${c.person.name} 加入`;
    case 'person-leaves': {
      if (c.owns.length + c.works.length === 0) return `${c.person.name} 离开，名下没有未结工单`;
      const owns =
        c.owns.length === 0 ? [] : [`名下有 ${c.owns.length} 张未结工单（${listed(c.owns, '、')}）`];
      const works = c.works.length === 0 ? [] : [`正在处理 ${listed(c.works, '、')}`];
      const heirs = c.heirs
        .map(({ heir, tickets }) =>
          c.heirs.length === 1 ? heir.name : `${heir.name}（${listed(tickets, '、')}）`,
        )
        .join('、');
      const until =
        c.owns.length === 0
          ? ''
          : heirs === ''
            ? '；没有人接手'
            : `；移交之前仍由其负责，其间由 ${heirs} 跟进`;
      return `${c.person.name} 离开，${[...owns, ...works].join('，')}${until}`;
    }
    case 'person-reached-otherwise':
      return `${c.person.name} 的联系方式：${[...c.come.map((a) => `新增 ${masked(a)}`), ...c.gone.map((a) => `停用 ${masked(a)}`)].join('，')}`;
    case 'promise-added':
      return `${c.contract}：新工单增加承诺，${clocks[c.clock].zh}时限 ${durationWords(c.withinMs, 'zh-CN')}${keepZh(c.open)}`;
    case 'promise-removed':
      return `${c.contract}：新工单不再承诺${clocks[c.clock].zh}（原 ${durationWords(c.withinMs, 'zh-CN')}）${keepZh(c.open)}`;
    case 'promise-changed':
      return `${c.contract}：新工单的${clocks[c.clock].zh}时限${moveZh(c.limit)}${keepZh(c.open)}`;
    case 'target-changed':
      return `${c.contract}：${clocks[c.clock].zh}的更严目标${moveZh(c.limit)}${keepZh(c.open)}`;
    case 'clause-changed':
      return `${c.contract}：新工单的${clocks[c.clock].zh}承诺，原文或计法有改动${keepZh(c.open)}`;
    case 'contract-added':
      return `启用合同 ${c.contract}，承诺 ${c.promises} 项`;
    case 'contract-removed':
      return `合同 ${c.contract} 停用${keepZh(c.open)}`;
    case 'default-contract':
      if (c.after === undefined) return '未登记的报修人今后只收到回执，不带承诺';
      return `未登记的报修人改按 ${c.after} 服务${c.before === undefined ? '' : `（原 ${c.before}）`}`;
    case 'ladder-changed':
      return `督办 ${c.ladder} 有改动，新工单起生效${keepZh(c.open)}`;
    case 'calendar-changed':
      return `日历 ${c.calendar} 有改动，新工单起生效${keepZh(c.open)}`;
    case 'customer-added':
      return `新增客户 ${c.customer.name}`;
    case 'customer-removed':
      return `客户 ${c.customer.name} 及 ${c.contacts} 名联系人移出${c.tickets.length === 0 ? '' : `；未结工单：${listed(c.tickets, '、')}`}`;
    case 'customer-contract':
      return `客户 ${c.customer.name} 从下一张工单起由 ${c.before} 改按 ${c.after}`;
    case 'contact-added':
      return `${c.customer.name}：${c.contact.name} 可以报修和确认`;
    case 'contact-removed':
      return `${c.customer.name}：${c.contact.name} 不再能代为确认`;
    case 'site-removed':
      return `地点 ${c.site.name} 移出${c.tickets.length === 0 ? '' : `；那里还有未结工单：${listed(c.tickets, '、')}`}`;
    case 'group-added':
      return `新增小组 ${c.group.name}`;
    case 'group-removed':
      return `撤销小组 ${c.group.name}`;
    case 'group-leader':
      return `${c.group.name}：组长由 ${c.before.name} 改为 ${c.after.name}，未结工单即刻一并归其督办`;
    case 'group-without-leader':
      return `${c.group.name} 没有组长：查无此人 ${c.leader}`;
    case 'rota-changed':
      return `${c.group.name}：值班表立即生效${c.gone.length === 0 ? '' : `；撤下 ${c.gone.join('、')}`}${c.come.length === 0 ? '' : `；换上 ${c.come.join('、')}`}`;
    case 'inspection-added':
      return `新增巡检：${c.site.name}，${c.inspection.name}`;
    case 'inspection-removed':
      return `取消巡检：${c.site.name}，${c.inspection.name}，不再开单和提醒`;
    case 'inspection-changed':
      return `巡检改动：${c.site.name}，${c.inspection.name}，从下一次起按新的日期、时间或人员`;
    case 'timezone-changed':
      return `机构时区由 ${c.before} 改为 ${c.after}：值班和每日提醒立即随之调整`;
    case 'messages-kept':
      return c.afterMs === undefined
        ? '原始消息和通知从现在起一直保留；已删除的无法恢复'
        : `原始消息、已结工单的通知保留 ${durationWords(c.afterMs, 'zh-CN')}，到期永久删除；工单及其记录始终保留`;
    default:
      return assertNever(c);
  }
}
