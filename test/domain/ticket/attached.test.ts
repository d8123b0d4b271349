import { describe, expect, it } from 'vitest';
import { attachedOf, type FetchedFile, mostFileBytes } from '../../../src/domain/ticket/attached.ts';
import type { TicketCommand } from '../../../src/domain/ticket/commands.ts';
import type { Ticket } from '../../../src/domain/ticket/ticket.ts';
import { later, minute, opened, outcome, report, states, told } from './given.ts';

const photo = { name: '现场.jpg', type: 'image/jpeg', bytes: 900, ref: 'part:1' };
const log = { name: 'switch.log', type: 'text/plain', bytes: 90, ref: 'part:2' };

describe('what came with a message', () => {
  it('waits to be fetched, as its sender describes it', () => {
    expect(attachedOf([photo, log])).toEqual([
      { ...photo, picture: true },
      { ...log, picture: false },
    ]);
  });

  it.each([
    ['not at the provider', { ...photo, ref: undefined }, 'not-allowed'],
    ['larger than 10 MB, as the provider says', { ...photo, bytes: mostFileBytes + 1 }, 'too-large'],
  ])('is lost at once when it is %s', (_why, { ref, ...rest }, lost) => {
    expect(attachedOf([{ ...rest, ...(ref !== undefined && { ref }) }])).toMatchObject([{ lost }]);
    expect(attachedOf([{ ...rest, ...(ref !== undefined && { ref }) }])[0]).not.toHaveProperty('ref');
  });

  it('is fetched up to the tenth, named up to the twentieth', () => {
    const many = attachedOf(Array.from({ length: 300 }, () => photo));
    expect(many).toHaveLength(20);
    expect(many.map(({ ref, lost }) => lost ?? ref)).toEqual([
      ...Array(10).fill('part:1'),
      ...Array(10).fill('too-many'),
    ]);
  });

  it('keeps the ending of a name that is too long', () => {
    const [file] = attachedOf([{ ...photo, name: `${'长'.repeat(500)}.jpeg` }]);
    expect(file?.name).toBe(`${'长'.repeat(100)}.jpeg`);
  });
});

describe('a file that was fetched', () => {
  const ticket = opened({ reports: [report({ files: attachedOf([photo, log]) })] });
  const keep = (files: FetchedFile[], id = 'sms:SM1'): TicketCommand => ({
    type: 'KeepFiles',
    report: id,
    files,
    now: later(minute),
  });
  const kept = { at: 0, kept: '4821/ab', type: 'image/png', bytes: 901, picture: true };
  const lost = { at: 1, lost: 'gone' } as const;
  const filesOf = ({ reports }: Ticket) => reports[0]?.files;

  it('is what its bytes say, under its sender’s name, and needs its address no more', () => {
    expect(filesOf(told(ticket, keep([kept])))).toEqual([
      { name: '现场.jpg', type: 'image/png', bytes: 901, picture: true, kept: '4821/ab' },
      { ...log, picture: false },
    ]);
    expect(filesOf(told(ticket, keep([lost])))?.[1]).toEqual({
      name: 'switch.log',
      type: 'text/plain',
      bytes: 90,
      picture: false,
      lost: 'gone',
    });
  });

  it('is said once: of two hubs, or after a crash, the first word stays', () => {
    const once = told(ticket, keep([kept, lost]));
    expect(
      outcome(
        once,
        keep([
          { ...kept, kept: '4821/other' },
          { at: 1, lost: 'refused' },
        ]),
      ),
    ).toEqual([]);
  });

  it.each<[string, TicketCommand]>([
    ['a place without a file', keep([{ at: 7, lost: 'gone' }])],
    ['a report that is not there', keep([kept], 'sms:SM9')],
  ])('changes nothing for %s', (_what, command) => {
    expect(outcome(ticket, command)).toEqual([]);
  });

  it('is kept on a ticket that was closed meanwhile, and changes nothing else of it', () => {
    const closed = { ...states.confirmed, reports: ticket.reports } as Ticket;
    const after = told(closed, keep([kept]));
    expect({ ...after, reports: [] }).toEqual({ ...closed, reports: [] });
  });
});
