import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';
import { calendarFindings } from './calendars.ts';
import { channelFindings } from './channels.ts';
import { contractFindings } from './contracts.ts';
import { groupFindings } from './groups.ts';
import { ladderFindings } from './ladders.ts';
import { placeFindings } from './places.ts';
import { numberFindings, reporterFindings, type SmsWord } from './reporters.ts';
import { rotaFindings } from './rota.ts';

export interface MeaningOptions {
  now: Date;
  channels?: readonly string[];
  smsWord?: SmsWord;
}

/** What the schema can't see: whether the service that the file describes would work. */
export const meaning = (draft: Draft, { now, channels, smsWord }: MeaningOptions): Finding[] => [
  ...contractFindings(draft),
  ...ladderFindings(draft),
  ...calendarFindings(draft, now),
  ...groupFindings(draft),
  ...rotaFindings(draft),
  ...placeFindings(draft),
  ...reporterFindings(draft, smsWord),
  ...numberFindings(draft),
  ...(channels ? channelFindings(draft, channels) : []),
];
