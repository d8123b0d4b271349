import { busyWith } from '../support/busy.ts';
import type { Desk } from '../support/desk.ts';
import { violations } from '../support/invariants.ts';
import { startAgain } from './faults.ts';

const stops = 5;

/**
 * What the checker says of a desk whose hubs have stopped. While they run promises go on: what falls due while everything is
 * read stands in one place and not yet in the other, and the look-alikes, which share our thread, answer nobody.
 */
export async function violationsAtRest(desk: Desk, reports: string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (let stop = 1; ; stop++) {
    for (const hub of desk.hubs) hub.kill('SIGTERM');
    const codes = await Promise.all(desk.hubs.map((hub) => hub.ended()));
    for (const code of codes) if (code !== 0) wrong.push(`a hub that was told to stop ended with ${code}`);
    const left = await busyWith(desk.db, desk.now());
    if (left === undefined || stop === stops) return [...wrong, ...(await violations(desk, { reports }))];
    // A promise broke in that moment: what it owes goes out first.
    for (const hub of desk.hubs) await startAgain(hub);
    await desk.settled();
  }
}
