import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from './errors.ts';

/** Nothing was handed over: while this process stood still somebody else may have taken over what it was about to send. */
export class NoLongerOurs extends AppError {
  readonly code = 'no-longer-ours';

  constructor() {
    super('this hub stood still, another one goes on with it');
  }
}

const looks = new AsyncLocalStorage<() => boolean>();

/**
 * Sends, while `ours` can still be asked by whoever writes the first byte: a call waits for its connection, and a
 * thread kept busy meanwhile would go on after its lease has ended.
 */
export const whileOurs = <T>(ours: () => boolean, send: () => Promise<T>): Promise<T> =>
  looks.run(ours, send);

/** To be taken when a call begins and asked right before its first byte; calls that send nothing are always ours. */
export const lastLook = (): (() => boolean) => looks.getStore() ?? (() => true);
