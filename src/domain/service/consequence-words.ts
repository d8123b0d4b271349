import type { ClockName, Severity } from './service.ts';

export const clocks: Record<ClockName, { zh: string; en: string }> = {
  answer: { zh: '答复', en: 'answer' },
  onsite: { zh: '到场', en: 'on site' },
  fix: { zh: '解决', en: 'fix' },
  spare: { zh: '备件', en: 'spare part' },
  complaint: { zh: '投诉办结', en: 'complaint' },
  'complaint-response': { zh: '投诉响应', en: 'first response to a complaint' },
};
export const classes: Record<Severity, { zh: string; en: string }> = {
  urgent: { zh: '紧急', en: 'urgent' },
  severe: { zh: '严重', en: 'severe' },
  general: { zh: '一般', en: 'general' },
};

/** Ticket numbers, at most eight of them. */
export const listed = (tickets: number[], join: string) =>
  tickets.length <= 8 ? tickets.join(join) : `${tickets.slice(0, 8).join(join)} …`;
