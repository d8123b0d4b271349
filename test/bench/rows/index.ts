import type { Row } from '../row.ts';
import { alarms } from './alarms.ts';
import { claims } from './claims.ts';
import { hostileInput } from './hostile.ts';
import { hubs } from './hubs.ts';
import { idle } from './idle.ts';
import { intake } from './intake.ts';
import { mail } from './mail.ts';
import { overdue } from './overdue.ts';
import { recovery } from './recovery.ts';
import { sick } from './sick.ts';

/** In the order in which they run and are printed; those that run alongside come last. */
export const rows: readonly Row[] = [
  intake,
  mail,
  alarms,
  idle,
  overdue,
  sick,
  hubs,
  claims,
  hostileInput,
  recovery,
];
