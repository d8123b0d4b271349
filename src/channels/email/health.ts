import type { Smtp } from './transport.ts';

interface Health {
  ok: boolean;
  say: string;
}

const freshMs = { ok: 60_000, notOk: 10_000 };

/** Says whether mail goes out and comes in; the server is asked once a minute at most. */
export function createHealth({
  smtp,
  incoming,
}: {
  smtp: Pick<Smtp, 'verify'>;
  incoming: () => string | undefined;
}): () => Promise<Health> {
  let last: { say: string | undefined; until: number } | undefined;
  return async () => {
    if (!last || performance.now() >= last.until) {
      const say = await outgoing(smtp);
      last = { say, until: performance.now() + (say === undefined ? freshMs.ok : freshMs.notOk) };
    }
    const trouble = last.say ?? incoming();
    return trouble === undefined
      ? { ok: true, say: 'mail goes out and comes in' }
      : { ok: false, say: trouble };
  };
}

async function outgoing(smtp: Pick<Smtp, 'verify'>): Promise<string | undefined> {
  try {
    await smtp.verify();
    return undefined;
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'EAUTH') return 'the SMTP server refuses the login: check the user and password of SMTP_URL';
    return `the SMTP server cannot be reached${typeof code === 'string' ? ` (${code})` : ''}: check SMTP_URL and the network`;
  }
}
