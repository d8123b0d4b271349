import type { State } from './state.ts';

const liveMs = 3_000;

/** Trigger ids: good for three seconds and one view. */
export interface Triggers {
  issue(user: string): string;
  /** The user it was issued to, or the word Slack says. */
  use(trigger: string): { user: string } | { error: string };
  /** Makes every trigger that is out expire now. */
  expire(): void;
}

export function createTriggers(state: State): Triggers {
  const issued = new Map<string, { user: string; at: number; used: boolean }>();
  return {
    issue(user) {
      const trigger = `${state.nextId('1')}.${state.nextTs().replace('.', '')}.sandbox`;
      issued.set(trigger, { user, at: performance.now(), used: false });
      return trigger;
    },
    use(trigger) {
      const one = issued.get(trigger);
      if (!one) return { error: 'invalid_trigger_id' };
      if (one.used) return { error: 'exchanged_trigger_id' };
      if (performance.now() - one.at > liveMs) return { error: 'expired_trigger_id' };
      one.used = true;
      return { user: one.user };
    },
    expire() {
      for (const one of issued.values()) one.at = Number.NEGATIVE_INFINITY;
    },
  };
}
