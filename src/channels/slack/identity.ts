import type { webApi } from '@slack/bolt';

/** Who the token says we are. */
export interface Identity {
  team: string;
  /** The bot's user id, as mentions name it. */
  user: string;
  bot?: string;
}

export interface IdentityHolder {
  /** What is known so far; never asks. */
  known(): Identity | undefined;
  /** Asks Slack once more. Rejects as the client does. */
  ask(): Promise<Identity>;
}

/**
 * Remembers `auth.test`. Nothing waits for it: a hub that starts while Slack is away still takes in what
 * arrives, and learns its own name later.
 */
export function createIdentity(client: webApi.WebClient): IdentityHolder {
  let identity: Identity | undefined;
  return {
    known: () => identity,
    async ask() {
      const answer = await client.auth.test();
      identity = {
        team: answer.team_id ?? '',
        user: answer.user_id ?? '',
        ...(answer.bot_id && { bot: answer.bot_id }),
      };
      return identity;
    },
  };
}
