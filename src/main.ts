import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { handle } from '../handlers/index.ts';
import { schedules } from '../schedules/index.ts';
import { createTimetable } from '../schedules/timetable.ts';
import { startAudit } from './app/audit/start.ts';
import { createBusinessClock } from './app/business-clock.ts';
import type { Context } from './app/context.ts';
import { type Hub, startHub } from './app/hub.ts';
import { walkTo } from './app/walk.ts';
import { type ChannelSettings, openChannels, settingsOf } from './channels/index.ts';
import type { Channel } from './domain/channel.ts';
import { createFilesRoute } from './http/files.ts';
import { createHealthRoutes } from './http/health.ts';
import { createMetrics, createMetricsRoute } from './http/metrics.ts';
import { createReporterPage } from './http/reporter-page.ts';
import { createServer } from './http/server.ts';
import { fileOf } from './lib/file-link.ts';
import { createLogger } from './lib/logger.ts';
import { createMemoryWatch } from './lib/memory.ts';
import type { Env } from './lib/optional-group.ts';
import { listenForStrays } from './lib/strays.ts';
import { freePort } from './store/embedded/free-port.ts';
import { applyAtStart, loadService } from './wiring/apply-service.ts';
import { createContext, createDirectory } from './wiring/context.ts';
import { gatherCounts } from './wiring/counts.ts';
import { startHeartbeat } from './wiring/heartbeat.ts';
import { createIntake } from './wiring/intake.ts';
import { startMinutes } from './wiring/minutes.ts';
import { openStore } from './wiring/open-store.ts';
import { patiently } from './wiring/patiently.ts';
import { createPage } from './wiring/reporter-page.ts';
import { castOf, mailSettings } from './wiring/sandbox-cast.ts';
import { createReads, createWatch } from './wiring/sandbox-reads.ts';
import { readSettings, secretsIn } from './wiring/settings.ts';

export interface RunningHub {
  /** Where it answers, for people on this machine. */
  url: string;
  sandbox: boolean;
  /** Hands back or finishes what is under way, within 10 s. */
  stop(): Promise<void>;
}

const deskAddress = 'desk@faultline.test';

/** What touches the world; whoever builds a hub of another make hands in their own. */
export interface Parts {
  openStore: typeof openStore;
  openChannels: typeof openChannels;
}

/**
 * Builds everything from the environment and starts it.
 * @param stopped nobody waits for the store any longer
 * @throws AppError with one sentence for people when something it needs is missing.
 */
export async function start(
  env: Env,
  say: (line: string) => void,
  parts: Parts = { openStore, openChannels },
  stopped?: AbortSignal,
): Promise<RunningHub> {
  const { config, channels: given } = readSettings(env);
  const log: Logger = createLogger({ level: config.logLevel, secrets: secretsIn(env) });
  const { service: file, warnings } = await loadService(config.serviceFile, {
    realSms: given.sms !== undefined,
  });
  if (warnings) say(warnings);

  const store = await patiently(() => parts.openStore(config, { env, say, log }), say, { stop: stopped });
  const deaf = listenForStrays(log);
  // Leases are given back when nothing is under way any more, so that no two hubs do the same.
  const closers: (() => Promise<void>)[] = [deaf, () => store.close(), () => store.leases.freeAll()];
  const stop = async (): Promise<void> => {
    for (const close of closers.reverse())
      await close().catch((error: unknown) => log.warn({ err: error }, 'stopping went on'));
    closers.length = 0;
  };
  try {
    const clock = createBusinessClock(store.meta);
    await clock.refresh();
    // A machine whose clock is wrong must not ring a single alarm by it.
    await clock.checkSkew();
    if (await applyAtStart(file, store, clock.now())) say(`applied ${config.serviceFile}`);
    const secrets =
      config.secrets.length > 0
        ? config.secrets
        : [await store.meta.secret(() => randomBytes(32).toString('hex'))];
    const directory = await createDirectory(store.meta, clock);

    let listening = { host: config.host, port: config.port };
    const localUrl = (): string =>
      `http://${listening.host.includes(':') ? `[${listening.host}]` : listening.host === '0.0.0.0' ? '127.0.0.1' : listening.host}:${listening.port}`;
    const publicUrl = (): string => config.publicUrl ?? localUrl();

    const watch = createWatch();
    const reads: { current?: ReturnType<typeof createReads> } = {};
    const sandbox = config.sandbox ? await openSandbox() : undefined;
    const channels = parts.openChannels(settingsOf(given, sandbox?.settings), {
      log,
      secrets,
      clock,
      publicUrl,
      proxy: config.httpsProxy,
      countries: directory.service().smsCountries,
    });

    let hub: Hub | undefined;
    const metrics = createMetrics();
    const phone = {
      twoWay: (address: `${string}:${string}`, seen: { seenInbound: boolean }) =>
        sandbox !== undefined || channels.countries.twoWay(address, seen),
      dailyCap: (address: `${string}:${string}`) =>
        sandbox ? undefined : channels.countries.can(address)?.dailyCap,
      listed: (address: `${string}:${string}`) => channels.countries.listed(address),
    };
    const ctx: Context = createContext({
      store,
      directory,
      clock,
      channels: channels.all,
      secrets,
      publicUrl,
      metrics,
      phone,
      log,
      poke: (loop, ticket) => hub?.poke(loop, ticket),
    });

    let skewMs = 0;
    const page = createPage(ctx, secrets);
    const healthOf = (channel: Channel) => async () => ({
      ...(await channel.health()),
      degraded: ctx.breakers.of(channel.name).open(),
    });
    const openFile = async (token: string) => {
      const file = fileOf(secrets, token, new Date());
      return file === undefined ? undefined : ctx.files.find(file);
    };
    const http = createServer({
      log,
      host: config.host,
      port: config.port,
      graceMs: 2000,
      onShed: metrics.shed,
      routes: [
        ...createHealthRoutes({
          log,
          checks: {
            store: async () => ({ ok: Boolean(await store.meta.serviceHash()), say: 'the store answers' }),
          },
          channels: Object.fromEntries(channels.all.map((channel) => [channel.name, healthOf(channel)])),
        }),
        createMetricsRoute(metrics, () => gatherCounts(ctx, () => skewMs)),
        ...channels.routes,
      ],
      mounts: [
        ...(channels.router ? [{ path: '/', router: channels.router }] : []),
        { path: '/t', router: createReporterPage({ log, https: publicUrl().startsWith('https:'), ...page }) },
        { path: '/f', router: createFilesRoute({ log, open: openFile }) },
        ...(sandbox ? [{ path: '/sandbox', router: sandbox.router }] : []),
      ],
    });
    listening = await http.listen();
    closers.push(() => http.close());
    // Pages that listen would keep the server waiting.
    if (sandbox) closers.push(async () => sandbox.hangUp());

    hub = startHub(handle, ctx);
    closers.push(() => hub?.stop() ?? Promise.resolve());
    const running = hub;
    const timetable = createTimetable(schedules, ctx);
    reads.current = createReads({
      ctx,
      hub,
      watch,
      moveTo: (at) => walkTo(at, { clock, hub: running, timetable }),
    });

    const intake = createIntake({
      inbox: ctx.inbox,
      clock,
      log,
      shortOfMemory: createMemoryWatch(),
      taken({ id, receipt }, fresh) {
        watch.accepted(id);
        if (fresh) metrics.received(id.slice(0, id.indexOf(':')));
        running.poke(receipt ? 'receipts' : 'inbox');
      },
    });
    for (const channel of channels.all) {
      await channel.start(intake);
      closers.push(() => channel.stop());
    }

    // What fell due while nobody was here is caught up at once; a provider that hangs doesn't hold up the start.
    timetable.begin(clock.now());
    const minutes = startMinutes({
      clock,
      timetable,
      log,
      onSkew: (ms) => {
        skewMs = ms;
      },
    });
    closers.push(startAudit(secrets, ctx));
    const fresh = setInterval(
      () =>
        void Promise.all([clock.refresh(), directory.refresh()]).catch((error: unknown) =>
          log.warn({ err: error }, 'the service file was not refreshed'),
        ),
      1000,
    );
    closers.push(async () => {
      clearInterval(fresh);
      await minutes.stop();
    });
    if (config.heartbeatUrl)
      closers.push(startHeartbeat(config.heartbeatUrl, { log, proxy: config.httpsProxy }));
    log.info({ port: listening.port, channels: channels.all.map((c) => c.name) }, 'faultline is up');
    return { url: localUrl(), sandbox: sandbox !== undefined, stop };

    /** The local look-alikes, on this machine only; production never loads them. */
    async function openSandbox() {
      const { createSandbox } = await import('./sandbox/sandbox.ts');
      const mailListen = { host: '127.0.0.1', port: await freePort() };
      const late = () => {
        if (!reads.current) throw new Error('the hub is still starting');
        return reads.current;
      };
      const box = createSandbox({
        log,
        dataDir: config.dataDir,
        hubUrl: localUrl,
        mailListen,
        mailAddress: deskAddress,
        cast: () => castOf(directory.service()),
        reads: {
          settled: () => late().settled(),
          watch: () => late().watch(),
          ticket: (n) => late().ticket(n),
          tickets: () => late().tickets(),
          upcoming: () => late().upcoming(),
          speak: (locale) => directory.speak(locale),
          ticketOf: (channel, id) => late().ticketOf(channel, id),
          now: () => clock.now(),
          moveTo: (at) => late().moveTo(at),
        },
      });
      const { slack, twilio, mail } = await box.start();
      closers.push(() => box.stop());
      const settings: ChannelSettings = {
        slack: {
          botToken: slack.botToken,
          apiUrl: slack.apiUrl,
          intake: { mode: 'http', signingSecret: slack.signingSecret },
        },
        sms: {
          accountSid: twilio.accountSid,
          authToken: twilio.authToken,
          from: twilio.from,
          messagingServiceSid: undefined,
          apiUrl: twilio.apiUrl,
        },
        email: mailSettings(mail.smtpUrl, mail.from, mailListen),
      };
      return { settings, router: box.router, hangUp: box.hangUp };
    }
  } catch (error) {
    await stop();
    throw error;
  }
}
