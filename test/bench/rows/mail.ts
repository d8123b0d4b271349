import { missingDovecot, startDovecot } from '../../support/dovecot.ts';
import type { Bench, Line, Row, Skipped } from '../row.ts';
import { withChild } from '../support/child.ts';
import { inTurns, medianOf, perSecond, ratioOf } from '../support/numbers.ts';
import { startSlowWire } from '../support/slow-wire.ts';

const durability = 'mail: both store each mail majority + journal before it is flagged seen';

async function at(
  { mongod, sizes, say }: Bench,
  dovecot: { imapPort: number; lmtpPort: number },
  roundTripMs: number,
  many: number,
): Promise<{ hub: number[]; loop: number[] }> {
  const { imapPort, lmtpPort } = dovecot;
  const wire = await startSlowWire(imapPort, roundTripMs);
  const user = `desk${roundTripMs}@hub.test`;
  try {
    return await withChild('mail', async (child) => {
      say(`${many} mails are delivered`);
      await child.ask('deposit', { lmtpPort, user, many });
      const read = (how: 'hub' | 'loop') => async (): Promise<number> => {
        const database = mongod.database();
        await child.ask('again', { imapPort, user });
        say(`${many} mails at ${roundTripMs} ms, ${how === 'hub' ? 'the hub' : 'one at a time'}`);
        const ms = await child.ask<number>(how, {
          uri: database.uri,
          port: roundTripMs === 0 ? imapPort : wire.port,
          imapPort,
          user,
          many,
        });
        await database.drop();
        return (many / ms) * 1000;
      };
      const turns = { rounds: sizes.rounds, budgetSeconds: 40 };
      return inTurns(turns, { hub: read('hub'), loop: read('loop') });
    });
  } finally {
    await wire.close();
  }
}

async function run(bench: Bench): Promise<(Line | Skipped)[]> {
  if (missingDovecot)
    return [{ what: 'mails beside a one-at-a-time loop', because: `${missingDovecot} is missing` }];
  const dovecot = await startDovecot();
  try {
    const { near, far } = bench.sizes.mails;
    return [
      line(await at(bench, dovecot, 0, near), 0, 3),
      line(await at(bench, dovecot, 20, far), 20, 10, 15),
    ];
  } finally {
    await dovecot.remove();
  }
}

function line(
  rates: { hub: number[]; loop: number[] },
  roundTripMs: number,
  must: number,
  stretch?: number,
): Line {
  const same = (rate: number): number => rate;
  return {
    what: `mails/s : one at a time, ${roundTripMs} ms round trip`,
    value: ratioOf(rates.hub, rates.loop, same, same),
    unit: '×',
    better: 'more',
    must,
    ...(stretch !== undefined && { stretch }),
    turns: rates.hub.length,
    ours: perSecond(medianOf(rates.hub, same)),
    beside: perSecond(medianOf(rates.loop, same)),
    durability,
  };
}

export const mail: Row = { name: 'mail', title: 'Mail intake', run };
