import { describe, expect, it } from 'vitest';
import { cardFiles } from '../../src/app/card-files.ts';
import { later, opened, report, service, ten } from '../domain/ticket/given.ts';

const card = 'slack:C0FAULTS' as const;
const file = { name: 'photo.png', type: 'image/png', kept: '4821/k' } as const;

describe('a picture that the card can not show itself', () => {
  const ticket = opened({ reports: [report({ id: 'sms:SM1', files: [file as never] })] });
  const fetched = { type: 'FilesFetched', report: 'sms:SM1', files: [{ at: 0, ...file }], at: ten } as never;
  const given = { version: 3, lane: card, now: later(5000) };

  it('is owed as of when that is written, behind what was written before', () => {
    const rows = cardFiles(ticket, [fetched], given, { service: () => service, draws: () => false });
    expect(rows).toMatchObject([
      { _id: '4821/3/card-file/1', lane: card, at: later(5000), nextAt: later(5000) },
    ]);
  });

  it('is not handed over where it is drawn', () => {
    expect(cardFiles(ticket, [fetched], given, { service: () => service, draws: () => true })).toEqual([]);
  });
});
