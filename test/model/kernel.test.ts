import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../support/mongo.ts';
import { wrongIn } from './holds.ts';
import { story } from './moves.ts';
import { numRuns, replayed, timeout } from './runs.ts';
import { createWorld, type Lab, openLab } from './world.ts';

const { uri } = testDatabase();

let lab: Lab;
beforeAll(async () => {
  lab = await openLab(uri);
});
afterAll(() => lab.close());

describe('hubs side by side, in every order that chance finds', () => {
  it(
    'hold what they promise through deaths, standstills and repeats',
    async () => {
      await fc.assert(
        fc.asyncProperty(story, async (moves) => {
          const world = await createWorld(lab);
          for (const move of moves) await world.make(move);
          const rested = await world.rest();
          const wrong = await wrongIn(lab.store.connection, world);
          if (!rested) wrong.push('I8: it never came to rest');
          expect(
            wrong,
            `${wrong.join('\n')}\nWhat went on, the last 300:\n${world.turns.history.slice(-300).join('\n')}`,
          ).toEqual([]);
        }),
        { numRuns, includeErrorInReport: true, ...replayed },
      );
    },
    timeout,
  );
});
