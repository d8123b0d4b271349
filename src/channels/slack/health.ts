import type { Logger } from 'pino';
import type { IdentityHolder } from './identity.ts';
import { tokenTrouble } from './send-result.ts';
import { type SlackFailure, slackFailure } from './slack-error.ts';

type Health = { ok: boolean; say: string };

const askEveryMs = 60_000;

const advice = (error: string) =>
  `Slack refuses our token (${error}): install the app again and set SLACK_BOT_TOKEN to its new bot token.`;

function sayOf(failure: SlackFailure): string {
  switch (failure.kind) {
    case 'said-no':
      return tokenTrouble.has(failure.error) ? advice(failure.error) : `Slack answers "${failure.error}".`;
    case 'rate-limited':
      return 'Slack asks us to slow down.';
    case 'unwell':
      return `Slack is unwell (${failure.reason}); it will be tried again.`;
    case 'not-ours':
      return 'A call was dropped: this hub stood still.';
    case 'unreachable':
    case 'no-answer':
      return `Slack can't be reached (${failure.reason}): check the network, HTTPS_PROXY and SLACK_API_URL.`;
  }
}

export interface SlackHealth {
  health(): Promise<Health>;
  /** A send failed: a refused token shows at once, not at the next asking. */
  noticed(failure: SlackFailure): void;
}

/** Asks `auth.test` at most once a minute. `socketTrouble` says why a socket isn't connected. */
export function createHealth(deps: {
  identity: IdentityHolder;
  socketTrouble: () => string | undefined;
  log: Logger;
}): SlackHealth {
  let last: { at: number; health: Promise<Health> } | undefined;

  async function ask(): Promise<Health> {
    try {
      const { team } = await deps.identity.ask();
      return { ok: true, say: `Slack answers (workspace ${team}).` };
    } catch (error) {
      return { ok: false, say: sayOf(slackFailure(error)) };
    }
  }

  return {
    async health() {
      const monotonicMs = performance.now();
      if (!last || monotonicMs - last.at >= askEveryMs) last = { at: monotonicMs, health: ask() };
      const answer = await last.health;
      const socket = deps.socketTrouble();
      return answer.ok && socket ? { ok: false, say: `Slack's socket is not connected: ${socket}.` } : answer;
    },
    noticed(failure) {
      if (failure.kind !== 'said-no' || !tokenTrouble.has(failure.error)) return;
      deps.log.error({ reason: failure.error }, 'Slack refuses our token');
      last = { at: performance.now(), health: Promise.resolve({ ok: false, say: advice(failure.error) }) };
    },
  };
}
