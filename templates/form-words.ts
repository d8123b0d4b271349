import type { Worded } from '../src/domain/locale.ts';

export const recordLabels = {
  method: { zh: '方法', en: 'Method' },
  measure: { zh: '措施', en: 'Measures' },
  progress: { zh: '进展', en: 'Progress' },
  result: { zh: '结果', en: 'Result' },
};

export const quietFor = ['30m', '1h', '2h', '4h', '8h', '12h'] as const;
export const quietLabels: Record<(typeof quietFor)[number], Worded> = {
  '30m': { zh: '30 分钟', en: '30 minutes' },
  '1h': { zh: '1 小时', en: '1 hour' },
  '2h': { zh: '2 小时', en: '2 hours' },
  '4h': { zh: '4 小时', en: '4 hours' },
  '8h': { zh: '8 小时', en: '8 hours' },
  '12h': { zh: '12 小时', en: '12 hours' },
};

export const hows = ['call', 'text'] as const;
export const howLabels: Record<(typeof hows)[number], Worded> = {
  call: { zh: '电话', en: 'By phone' },
  text: { zh: '短信、邮件或聊天', en: 'By text, mail or chat' },
};

export const yesNo = ['no', 'yes'] as const;
export const alsoLabels: Record<(typeof yesNo)[number], Worded> = {
  no: { zh: '不算', en: 'No' },
  yes: { zh: '也算', en: 'Yes' },
};

export const checks = ['ok', 'fault', 'skipped'] as const;
export const checkLabels: Record<(typeof checks)[number], Worded> = {
  ok: { zh: '正常', en: 'Ok' },
  fault: { zh: '有问题', en: 'Fault' },
  skipped: { zh: '未检', en: 'Skipped' },
};

export const needs = ['needed', 'delivered'] as const;
export const needLabels: Record<(typeof needs)[number], Worded> = {
  needed: { zh: '需要备件', en: 'A part is needed' },
  delivered: { zh: '备件已送达', en: 'The part is there' },
};

export const degrees = ['urgent', 'severe', 'general'] as const;
