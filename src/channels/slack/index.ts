import { App, LogLevel } from '@slack/bolt';
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Channel } from '../../domain/channel.ts';
import { AppError } from '../../lib/errors.ts';
import { isInsideHost } from '../../lib/public-address.ts';
import { boltLogger } from './bolt-logger.ts';
import { fetchSlackFile } from './file.ts';
import { findNotice } from './find-notice.ts';
import { modal } from './form.ts';
import { createHealth } from './health.ts';
import { createHttpReceiver } from './http-receiver.ts';
import { createIdentity } from './identity.ts';
import { createGate } from './intake-gate.ts';
import { readBody, registerListeners } from './listeners.ts';
import { createMissed } from './missed.ts';
import { cannotSay } from './send-result.ts';
import { createSender } from './sender.ts';
import type { SlackSettings } from './settings.ts';
import { slackFailure } from './slack-error.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { storedBody } from './stored-body.ts';
import { triage } from './triage.ts';
import { connectionsTo, createWebClient, fetchWith } from './web-client.ts';

export { readSlackSettings, type SlackSettings } from './settings.ts';

/** Slack is outside and fetches from outside; a stand-in on this machine fetches from here. */
const reaches = (url: string, apiUrl: string): boolean =>
  isInsideHost(new URL(apiUrl).hostname) || !isInsideHost(new URL(url).hostname);

const callWithinMs = 9_000;
/** A trigger lives three seconds; an answer after that opens nothing. */
const formWithinMs = 3_000;

export class SlackUnknown extends AppError {
  readonly code = 'slack-unknown';
}

export interface SlackDeps {
  log: Logger;
  /** The wall clock, which Slack signs with; never the hub's moved one. */
  now?: () => Date;
  /** How long Slack may take to answer one call; 9 s, so that a send ends within 10. */
  callWithinMs?: number;
}

/**
 * Slack as a channel, over webhooks or Socket Mode. With webhooks `router` takes `POST /slack/events` and must
 * be mounted before any body parser.
 */
export function createSlackChannel(settings: SlackSettings, deps: SlackDeps): Channel & { router?: Router } {
  const { log, now = () => new Date() } = deps;
  const dispatcher = connectionsTo(settings);
  const client = createWebClient(settings, { log, timeoutMs: deps.callWithinMs ?? callWithinMs, dispatcher });
  const formClient = createWebClient(settings, { log, timeoutMs: formWithinMs, dispatcher });
  const identity = createIdentity(client);
  const gate = createGate({ identity, log });
  const { intake } = settings;
  const http = intake.mode === 'http' ? createHttpReceiver(intake, { gate, log, now }) : undefined;
  const socket =
    intake.mode === 'socket'
      ? createSocketReceiver(
          { appToken: intake.appToken, apiUrl: settings.apiUrl },
          { gate, log, dispatcher },
        )
      : undefined;
  const { health, noticed } = createHealth({ identity, socketTrouble: () => socket?.trouble(), log });
  const draws = (url: string): boolean => reaches(url, settings.apiUrl);
  const sender = createSender({
    client,
    onFailure: noticed,
    onNotDrawn: (why) =>
      log.warn({ why }, 'pictures went out as links: can PUBLIC_URL/f/ be reached from outside?'),
    draws,
    ask: fetchWith(dispatcher),
  });

  const receiver = http?.receiver ?? socket?.receiver;
  const app = new App({
    ...(receiver && { receiver }),
    // Ours, so that a failed `auth.test` at start doesn't turn every event away until a restart.
    authorize: async () => ({ botToken: settings.botToken }),
    ignoreSelf: false,
    convoStore: false,
    logger: boltLogger(log),
    logLevel: LogLevel.INFO,
  });
  registerListeners(app, identity);
  const feedMissed = createMissed(client);

  return {
    name: 'slack',
    ...(http && { router: http.router }),
    async start(to) {
      gate.open(to);
      // Not waited for: what arrives meanwhile is taken in all the same.
      void health();
      await socket?.connect();
    },
    async stop() {
      gate.close();
      await socket?.disconnect();
    },
    async read({ payload }) {
      const body = storedBody(payload);
      if (!body || triage(body, identity.known()?.team).kind === 'foreign-team') return [];
      return readBody(app, body);
    },
    draws,
    send: sender.send,
    showHome: sender.showHome,
    find: async (outgoing, { since }) => {
      try {
        return await findNotice(client, outgoing, since, now());
      } catch (error) {
        return cannotSay(slackFailure(error));
      }
    },
    fetchFile: (wanted) => fetchSlackFile(wanted, settings, client),
    async openForm(trigger, form) {
      try {
        await formClient.views.open({ trigger_id: trigger, view: modal(form) });
        return true;
      } catch (error) {
        log.warn({ failure: slackFailure(error), verb: form.verb }, 'a form could not be opened');
        return false;
      }
    },
    health,
    async missed(gap, to) {
      const self = identity.known() ?? (await identity.ask());
      if (!self.user) throw new SlackUnknown('Slack does not say who we are');
      return feedMissed(gap, self, to);
    },
  };
}
