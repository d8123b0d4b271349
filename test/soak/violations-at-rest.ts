import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';

const readings = 3;

/** Promises go on while everything is read: what falls due just then is under way, and gone when it is read again. */
export async function violationsAtRest(desk: Desk, reports: string[]): Promise<string[]> {
  for (let reading = 1; ; reading++) {
    const found = await violations(desk, { reports });
    if (found.length === 0 || reading === readings) return found;
    await sleep(10_000);
  }
}
