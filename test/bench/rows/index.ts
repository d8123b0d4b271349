import type { Row } from '../row.ts';
import { alarms } from './alarms.ts';
import { hubs } from './hubs.ts';
import { overdue } from './overdue.ts';

/** In the order in which they run and are printed. */
export const rows: readonly Row[] = [alarms, overdue, hubs];
