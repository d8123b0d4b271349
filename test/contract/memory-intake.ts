import type { Intake, Raw } from '../../src/domain/channel.ts';
import { AppError } from '../../src/lib/errors.ts';

class StoreUnavailable extends AppError {
  readonly code = 'store-unavailable';
}

/** An inbox that keeps the kernel's promise (a resend is a no-op) and can be taken away. */
export function createMemoryIntake() {
  const rows = new Map<string, Raw>();
  const handed: ('new' | 'known')[] = [];
  let away = false;
  const intake: Intake = {
    async accept(raw) {
      if (away) throw new StoreUnavailable('the store is away');
      const fresh = !rows.has(raw.id);
      // What is kept went through JSON, as it does in the store.
      if (fresh) rows.set(raw.id, { ...raw, payload: JSON.parse(JSON.stringify(raw.payload)) });
      handed.push(fresh ? 'new' : 'known');
      return { fresh };
    },
    acceptAll: (raws) => Promise.allSettled(raws.map(intake.accept)),
  };
  return {
    ...intake,
    rows: (): Raw[] => [...rows.values()],
    /** What became of each that was handed over, in turn; what comes twice adds no row and shows here alone. */
    handed: (): string[] => [...handed],
    goAway: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
  };
}

export type MemoryIntake = ReturnType<typeof createMemoryIntake>;
