import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { staff, testHub } from '../support/hub.ts';

const run = promisify(execFile);
const hub = testHub();

interface Line {
  label: string;
  at?: string;
  ms?: number;
  by?: string;
  approvedBy?: string;
  reason?: string;
}
interface Sum {
  clock: string;
  state: string;
  clause: string;
  lines: Line[];
}

/** What `faultline why N --json` prints, asked of the hub's database from a process of its own. */
async function why(n: number): Promise<Sum[]> {
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', 'src/cli.ts', 'why', String(n), '--json'],
    {
      env: { ...process.env, MONGODB_URI: hub.uri, SANDBOX: 'on', DATA_DIR: hub.folder() },
      timeout: 60_000,
    },
  );
  const { ticket, sums } = JSON.parse(stdout) as { ticket: number; sums: Sum[] };
  expect(ticket).toBe(n);
  return sums;
}

type Event = Record<string, unknown> & { type: string; at: Date };
const eventsOf = async (n: number): Promise<Event[]> =>
  (await hub.journal(n)).flatMap((entry) => entry['events'] as Event[]);
const opened = async (n: number) => {
  const first = (await eventsOf(n)).find(({ type }) => type === 'TicketOpened');
  const ticket = first?.['ticket'] as
    | { clocks: { clock: string; startedAt: Date; limitMs: number; clause: string }[] }
    | undefined;
  return ticket?.clocks ?? [];
};
const line = (sum: Sum | undefined, label: string) => sum?.lines.find((one) => one.label === label);
const at = (one: Line | undefined): number => Date.parse(one?.at ?? '');

const tickets = { open: 0, paused: 0, broken: 0 };
beforeAll(async () => {
  await hub.toMonday('09:00');
  tickets.broken = (await hub.report('三楼机房温度报警')).number;
  await hub.advance('31m');
  tickets.paused = (await hub.report('一楼大厅广播没声')).number;
  await hub.tap(staff.wangLei, tickets.paused, 'claim');
  await hub.tap(staff.wangLei, tickets.paused, 'answer');
  await hub.chat(staff.wangLei, `/ticket ${tickets.paused} pause 厂家 5h`);
  await hub.tap(staff.chenJing, tickets.paused, 'approve', {}, 'pause');
  await hub.advance('10m');
  tickets.open = (await hub.report('二楼交换机告警')).number;
  await hub.advance('1m');
});

describe('the sums that why prints', () => {
  it('start, limit and due of an open ticket are those of its stored opening', async () => {
    const sums = await why(tickets.open);
    for (const clock of await opened(tickets.open)) {
      const sum = sums.find((one) => one.clock === clock.clock);
      expect(sum).toMatchObject({ state: 'running', clause: clock.clause });
      expect(at(line(sum, 'start'))).toBe(clock.startedAt.getTime());
      expect(line(sum, 'limit')?.ms).toBe(clock.limitMs);
      expect(at(line(sum, 'due'))).toBe(clock.startedAt.getTime() + clock.limitMs);
      expect((line(sum, 'elapsed')?.ms ?? 0) + (line(sum, 'left')?.ms ?? 0)).toBe(clock.limitMs);
    }
    expect(sums).toHaveLength(3);
  });

  it('the pause of a paused ticket is that of its stored events: since when, who asked, who approved', async () => {
    const sums = await why(tickets.paused);
    const paused = (await eventsOf(tickets.paused)).find(({ type }) => type === 'ClockPaused');
    const fix = sums.find(({ clock }) => clock === 'fix');
    expect(fix?.state).toBe('paused');
    const pause = line(fix, 'pause');
    expect(pause).toMatchObject({ by: 'wang.lei', approvedBy: 'chen.jing', reason: 'third-party' });
    expect(at(pause)).toBe(paused?.at.getTime());
    const limit = line(fix, 'limit')?.ms ?? 0;
    expect(at(line(fix, 'start')) + limit + (pause?.ms ?? 0)).toBe(at(line(fix, 'due')));
    expect(pause?.ms).toBeGreaterThanOrEqual(11 * 60_000);
    const answered = (await eventsOf(tickets.paused)).find(({ type }) => type === 'Answered');
    expect(
      at(
        line(
          sums.find(({ clock }) => clock === 'answer'),
          'stopped',
        ),
      ),
    ).toBe(answered?.at.getTime());
  });

  it('a broken promise says by how much, and the stored step at 100 % fired when it was due', async () => {
    const sums = await why(tickets.broken);
    const answer = sums.find(({ clock }) => clock === 'answer');
    expect(answer?.state).toBe('broken');
    const limit = line(answer, 'limit')?.ms ?? 0;
    expect((line(answer, 'elapsed')?.ms ?? 0) - (line(answer, 'over')?.ms ?? 0)).toBe(limit);
    const steps = (await eventsOf(tickets.broken))
      .filter(({ type }) => type === 'StepsFired')
      .flatMap((event) => event['steps'] as { clock?: string; percent?: number; kind: string; at: Date }[]);
    const broke = steps.find(
      ({ clock, kind, percent }) => clock === 'answer' && kind === 'share' && percent === 100,
    );
    expect(broke?.at.getTime()).toBe(at(line(answer, 'due')));
  });

  it('is told in words to people, and says plainly that a ticket is not there', async () => {
    const env = { ...process.env, MONGODB_URI: hub.uri, SANDBOX: 'on' };
    const args = ['--import', 'tsx', 'src/cli.ts', 'why', String(tickets.paused), '--lang', 'zh'];
    const { stdout } = await run(process.execPath, args, { env, timeout: 60_000 });
    for (const part of ['＋ 暂停', '等待第三方', '＝ 到期', '12 小时内解决']) expect(stdout).toContain(part);
    const missing = run(process.execPath, [...args.slice(0, 4), '99999'], { env, timeout: 60_000 });
    await expect(missing).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no ticket 99999'),
    });
  });
});
