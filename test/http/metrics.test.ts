import { describe, expect, it } from 'vitest';
import { type Counts, createMetrics } from '../../src/http/metrics.ts';

const counts: Counts = {
  ticketsByState: { open: 3, fixed: 1 },
  clocks: { due: 2, broken: 1 },
  queueDepth: { inbox: 0, outbox: 7 },
  waitedSeconds: { inbox: 0, outbox: 4.5 },
  sending: { sms: { depth: 7, waitedSeconds: 4.5 } },
  leases: 2,
  storeSeconds: 0.002,
  secondsWithoutOwner: 0,
  skewMs: 40,
  audit: { findings: { open: 1, repaired: 2 }, passAgeSeconds: 3 },
};

describe('metrics', () => {
  it('show what is in the store now, and what was counted since the start', async () => {
    const metrics = createMetrics();
    metrics.received('sms');
    metrics.sent('sms', 'refused');
    metrics.sent('sms', 'refused');
    metrics.firedLate(0.3);
    metrics.breaker('sms', true);
    metrics.shed('memory');
    const text = await metrics.text(async () => counts);
    for (const line of [
      'faultline_tickets{state="open"} 3',
      'faultline_clocks_due 2',
      'faultline_clocks_broken 1',
      'faultline_queue_depth{queue="outbox"} 7',
      'faultline_queue_waited_seconds{queue="outbox"} 4.5',
      'faultline_outbox_depth{channel="sms"} 7',
      'faultline_outbox_waited_seconds{channel="sms"} 4.5',
      'faultline_leases_held 2',
      'faultline_store_seconds 0.002',
      'faultline_requests_shed_total{reason="memory"} 1',
      'faultline_breaker_open{channel="sms"} 1',
      'faultline_breaker_opened_total{channel="sms"} 1',
      'faultline_seconds_without_owner 0',
      'faultline_clock_skew_seconds 0.04',
      'faultline_inbox_received_total{channel="sms"} 1',
      'faultline_sends_total{channel="sms",result="refused"} 2',
      'faultline_alarm_lateness_seconds_bucket{le="0.25"} 0',
      'faultline_alarm_lateness_seconds_bucket{le="0.5"} 1',
      'faultline_gather_ok 1',
    ])
      expect(text.split('\n')).toContain(line);
  });

  // Left at 0, the alert "no hub audits" would never ring where none ever did.
  it('count since this hub began where no pass of the audit came to its end', async () => {
    const { findings } = counts.audit;
    const text = await createMetrics().text(async () => ({ ...counts, audit: { findings } }));
    for (const name of ['pass', 'sweep'])
      expect(
        Number(new RegExp(`^faultline_audit_${name}_age_seconds (.*)$`, 'm').exec(text)?.[1]),
      ).toBeGreaterThan(0);
  });

  it('forget a state that no ticket is in any more', async () => {
    const metrics = createMetrics();
    await metrics.text(async () => counts);
    expect(await metrics.text(async () => ({ ...counts, ticketsByState: { open: 4 } }))).not.toContain(
      'state="fixed"',
    );
  });

  it('are still told when the store is away, and say so', async () => {
    const text = await createMetrics().text(() => Promise.reject(new Error('away')));
    expect(text).toContain('faultline_gather_ok 0');
  });

  it('of two hubs in one process stay apart', async () => {
    const [one, two] = [createMetrics(), createMetrics()];
    one.received('sms');
    expect(await two.text(async () => counts)).not.toContain('faultline_inbox_received_total{');
  });
});
