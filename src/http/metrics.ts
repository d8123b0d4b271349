import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Route } from '../lib/route.ts';

/** What is counted in the store at the moment of asking. Counts only, never a name or a number. */
export interface Counts {
  ticketsByState: Readonly<Record<string, number>>;
  clocks: { due: number; broken: number };
  queueDepth: Readonly<Record<string, number>>;
  /** For how long the first that is due has waited, by queue. */
  waitedSeconds: Readonly<Record<string, number>>;
  /** The same by channel, for what is to be sent. */
  sending: Readonly<Record<string, { depth: number; waitedSeconds: number }>>;
  /** Named leases that somebody holds now. */
  leases: number;
  /** What a small question to the store took. */
  storeSeconds: number;
  /** Must be 0. */
  secondsWithoutOwner: number;
  /** Hub clock minus store clock. */
  skewMs: number;
  audit: {
    findings: Readonly<Record<'open' | 'repaired', number>>;
    /** Since the last pass, and since everything open was replayed; absent: not yet. */
    passAgeSeconds?: number;
    sweepAgeSeconds?: number;
  };
}

export interface Metrics {
  received(channel: string): void;
  sent(channel: string, result: 'sent' | 'try-later' | 'refused' | 'unknown'): void;
  /** How late an alarm fired after it fell due. */
  firedLate(seconds: number): void;
  /** A provider's breaker opened or closed. */
  breaker(channel: string, open: boolean): void;
  /** A request was told to come again. */
  shed(why: 'in-flight' | 'memory'): void;
  /** Prometheus text. `gather` fills the gauges; without its answer within 2 s the old values stand. */
  text(gather: () => Promise<Counts>): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge<L>({ name: `faultline_${name}`, help, labelNames, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name: `faultline_${name}`, help, labelNames, registers });

  const tickets = gauge('tickets', 'Tickets by state', ['state']);
  const due = gauge('clocks_due', 'Running clocks whose next step is due now');
  const broken = gauge('clocks_broken', 'Clocks of tickets that are not closed, past their promise');
  const depth = gauge('queue_depth', 'Rows that wait in each durable queue', ['queue']);
  const ownerless = gauge('seconds_without_owner', 'Tickets that have no owner now: must be 0');
  const skew = gauge('clock_skew_seconds', 'Clock of the hub minus clock of the store');
  const waited = gauge('queue_waited_seconds', 'For how long the first that is due has waited', ['queue']);
  const outbox = gauge('outbox_depth', 'Messages that wait to be sent', ['channel']);
  const outboxWaited = gauge('outbox_waited_seconds', 'For how long the first that is due has waited', [
    'channel',
  ]);
  const leases = gauge('leases_held', 'Named leases that some hub holds');
  const store = gauge('store_seconds', 'What a small question to the store took');
  const findings = gauge('audit_findings', 'What the audit found: open must be 0', ['state']);
  const passAge = gauge('audit_pass_age_seconds', 'Since the last pass of the audit');
  const sweepAge = gauge('audit_sweep_age_seconds', 'Since the audit had replayed every open ticket');
  const gathered = gauge('gather_ok', '1 when the gauges above are fresh, 0 when the store did not answer');
  const received = counter('inbox_received_total', 'Messages taken in for the first time', ['channel']);
  const sends = counter('sends_total', 'Attempts to send by channel and result', ['channel', 'result']);
  const breakers = gauge('breaker_open', '1 while a provider is in trouble and rests', ['channel']);
  const trips = counter('breaker_opened_total', 'How often a provider was found in trouble', ['channel']);
  const sheds = counter('requests_shed_total', 'Requests that were answered 503: too much at once', [
    'reason',
  ]);
  // There from the start: what appears with its first count looks like no rise to who asks for one.
  for (const reason of ['in-flight', 'memory']) sheds.inc({ reason }, 0);
  const lateness = new Histogram({
    name: 'faultline_alarm_lateness_seconds',
    help: 'How late alarms fired after they fell due',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300],
    registers,
  });

  function show(counts: Counts): void {
    // A state or queue that is empty now must not keep its last number.
    tickets.reset();
    depth.reset();
    for (const [state, n] of Object.entries(counts.ticketsByState)) tickets.set({ state }, n);
    for (const [queue, n] of Object.entries(counts.queueDepth)) depth.set({ queue }, n);
    for (const [queue, seconds] of Object.entries(counts.waitedSeconds)) waited.set({ queue }, seconds);
    for (const [channel, { depth: n, waitedSeconds }] of Object.entries(counts.sending)) {
      outbox.set({ channel }, n);
      outboxWaited.set({ channel }, waitedSeconds);
    }
    leases.set(counts.leases);
    store.set(counts.storeSeconds);
    due.set(counts.clocks.due);
    broken.set(counts.clocks.broken);
    ownerless.set(counts.secondsWithoutOwner);
    skew.set(counts.skewMs / 1000);
    for (const [state, n] of Object.entries(counts.audit.findings)) findings.set({ state }, n);
    // One that never came to its end is as old as this hub is: at 0 the alert would wait for ever.
    passAge.set(counts.audit.passAgeSeconds ?? process.uptime());
    sweepAge.set(counts.audit.sweepAgeSeconds ?? process.uptime());
  }

  return {
    contentType: registry.contentType,
    received: (channel) => received.inc({ channel }),
    sent: (channel, result) => sends.inc({ channel, result }),
    firedLate: (seconds) => lateness.observe(Math.max(0, seconds)),
    breaker(channel, open) {
      breakers.set({ channel }, open ? 1 : 0);
      if (open) trips.inc({ channel });
    },
    shed: (reason) => sheds.inc({ reason }),
    async text(gather) {
      const counts = await orUndefined(gather, 2000);
      if (counts) show(counts);
      gathered.set(counts ? 1 : 0);
      return registry.metrics();
    },
  };
}

/** `/metrics`; many askers at once cost the store one question. */
export function createMetricsRoute(metrics: Metrics, gather: () => Promise<Counts>): Route {
  let running: Promise<string> | undefined;
  return {
    method: 'GET',
    path: '/metrics',
    async handler(_req, res) {
      running ??= metrics.text(gather).finally(() => {
        running = undefined;
      });
      const text = await running;
      res.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' });
      res.end(text);
    },
  };
}

async function orUndefined<T>(ask: () => Promise<T>, limitMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  // A store that is away shows as `gather_ok 0`; the counters are still worth reading.
  const asked = ask().catch(() => undefined);
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
