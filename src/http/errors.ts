import { AppError } from '../lib/errors.ts';

export class PortInUse extends AppError {
  readonly code = 'port-in-use';

  constructor(port: number, options: { cause: unknown }) {
    super(`port ${port} is in use: stop the other program or set PORT`, options);
  }
}

export class CannotListen extends AppError {
  readonly code = 'cannot-listen';

  constructor(host: string, port: number, reason: string, options: { cause: unknown }) {
    super(`cannot listen on ${host}:${port} (${reason}): check HOST and PORT`, options);
  }
}
