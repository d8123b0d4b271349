import { AppError } from '../lib/errors.ts';

/** A request that is answered with `status` and one sentence. */
export class SandboxRefused extends AppError {
  readonly code = 'sandbox-refused';
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}
