import type { SmsCountry } from '../../../domain/service/service.ts';
import type { Draft } from '../draft.ts';
import type { Finding } from '../problem.ts';
import { calendarFindings } from './calendars.ts';
import { channelFindings } from './channels.ts';
import { contractFindings } from './contracts.ts';
import { groupFindings } from './groups.ts';
import { ladderFindings } from './ladders.ts';
import { placeFindings } from './places.ts';
import { reporterFindings } from './reporters.ts';
import { rotaFindings } from './rota.ts';

export interface MeaningOptions {
  now: Date;
  channels?: readonly string[];
  smsCountries?: readonly SmsCountry[];
}

/** What the schema can't see: whether the service that the file describes would work. */
export const meaning = (draft: Draft, { now, channels, smsCountries = [] }: MeaningOptions): Finding[] => [
  ...contractFindings(draft),
  ...ladderFindings(draft),
  ...calendarFindings(draft, now),
  ...groupFindings(draft),
  ...rotaFindings(draft),
  ...placeFindings(draft),
  ...reporterFindings(draft, smsCountries),
  ...(channels ? channelFindings(draft, channels) : []),
];
