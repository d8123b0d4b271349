import type { Mutant } from './mutant.ts';
import { notAskedAgain } from './providers.ts';

const story = {
  test: 'test/model/kernel.test.ts',
  title: 'hold what they promise through deaths, standstills and repeats',
  says: 'to deeply equal []',
};

/** What the random stories must find within the 200 that CI plays. */
export const models: Mutant[] = [
  {
    rows: ['F12'],
    without: 'who held a lane before may not give it back',
    edits: [
      {
        file: 'src/store/lanes.ts',
        find: '{ _id: lane._id, fence: lane.fence, rev: lane.rev }',
        replace: '{ _id: lane._id, rev: lane.rev }',
      },
      {
        file: 'src/store/lanes.ts',
        find: '{ _id: lane._id, fence: lane.fence },\n        { $set: restUntil',
        replace: '{ _id: lane._id },\n        { $set: restUntil',
      },
      {
        file: 'src/store/lanes.ts',
        find: '{ _id: lane._id, fence: lane.fence }, [',
        replace: '{ _id: lane._id }, [',
      },
    ],
    ...story,
  },
  {
    rows: ['F4'],
    without: 'what is owed has an id made from what it is for',
    edits: [
      {
        file: 'src/store/outbox.ts',
        find: '({ ...notice, open: true })',
        replace: '({ ...notice, _id: `${notice._id}.${Math.random()}`, open: true })',
      },
    ],
    ...story,
  },
  {
    rows: ['F27'],
    without: 'a command is written onto the version that it was decided on',
    edits: [
      {
        file: 'src/store/tickets.ts',
        find: '_id: next.ticket.number, version: expected, causes:',
        replace: '_id: next.ticket.number, causes:',
      },
    ],
    ...story,
  },
  {
    ...notAskedAgain,
    ...story,
  },
  {
    rows: ['F29'],
    without: 'a version is written later than the one before it, whatever the hub’s clock says',
    edits: [
      {
        file: 'src/app/next-of.ts',
        find: 'const now = after(before?.writtenAt, looked);',
        replace: 'const now = looked;',
      },
    ],
    ...story,
  },
];
