import { AppError } from '../lib/errors.ts';

/** The store can't be reached or didn't answer in time. Intake must not acknowledge. */
export class StoreUnavailable extends AppError {
  readonly code = 'store-unavailable';
}

/** One document of many can't be written; its neighbours can, each alone. */
export class StoreRefused extends AppError {
  readonly code = 'store-refused';
}

/** Written by a newer version of the hub: left to it, not read by halves. */
export class NewerDocument extends AppError {
  readonly code = 'newer-document';
}

/** Whoever held this stood still for too long: somebody else goes on with it, and this one must let it be. */
export class TakenOver extends AppError {
  readonly code = 'taken-over';
}

/** An index that correctness rests on is missing or differs. */
export class IndexMissing extends AppError {
  readonly code = 'index-missing';
}

const transient = [
  'MongoNetworkError',
  'MongoServerSelectionError',
  'MongoNotConnectedError',
  'MongoOperationTimeoutError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'MongoWaitQueueTimeoutError',
  'MongoTopologyClosedError',
  'MongoExpiredSessionError',
];

/** Is this the store being away, rather than a mistake of ours? */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof StoreUnavailable || transient.includes(error.name)) return true;
  const labels = (error as { hasErrorLabel?: (label: string) => boolean }).hasErrorLabel;
  return (
    labels?.call(error, 'RetryableWriteError') === true || labels?.call(error, 'RetryableError') === true
  );
}

export const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: unknown }).code === 11000;
