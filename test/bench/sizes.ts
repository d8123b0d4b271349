/** How much of everything. `quick` only tries the bench itself out: its figures mean nothing. */
export interface Sizes {
  rounds: number;
  intakeSeconds: number;
  mails: { near: number; far: number };
  burst: number;
  agendaBurst: number;
  /** Firings before those that are measured: engines run for weeks, and code that has just started is slow. */
  runIn: number;
  steady: number;
  idle: readonly number[];
  overdue: number;
  overdueLimitSeconds: number;
  sickSeconds: number;
  hubsBurst: number;
  claimRounds: number;
  hostileRounds: number;
  recoveryLimitSeconds: number;
}

export const full: Sizes = {
  rounds: 3,
  intakeSeconds: 5,
  mails: { near: 300, far: 150 },
  burst: 10_000,
  agendaBurst: 3_000,
  runIn: 2_000,
  steady: 400,
  idle: [10_000, 100_000, 1_000_000],
  overdue: 100_000,
  overdueLimitSeconds: 60,
  sickSeconds: 6,
  hubsBurst: 10_000,
  claimRounds: 10,
  hostileRounds: 3,
  recoveryLimitSeconds: 720,
};

export const quick: Sizes = {
  rounds: 1,
  intakeSeconds: 1,
  mails: { near: 60, far: 20 },
  burst: 300,
  agendaBurst: 100,
  runIn: 50,
  steady: 50,
  idle: [100, 1_000],
  overdue: 500,
  overdueLimitSeconds: 20,
  sickSeconds: 2,
  hubsBurst: 300,
  claimRounds: 2,
  hostileRounds: 1,
  recoveryLimitSeconds: 20,
};
