import { describe, expect, it } from 'vitest';
import { createPlaces } from '../../src/lib/places.ts';

const long = 60_000;

describe('places', () => {
  it('are given to as many as there are, and then to who stands in line, in turn', async () => {
    const places = createPlaces(2);
    const [first, second] = [await places.take(0), await places.take(0)];
    const order: string[] = [];
    const line = ['third', 'fourth'].map(async (who) => {
      const leave = await places.take(long);
      order.push(who);
      return leave;
    });
    first?.();
    const third = await line[0];
    expect(order).toEqual(['third']);
    third?.();
    await line[1];
    expect(order).toEqual(['third', 'fourth']);
    expect(second).toBeTypeOf('function');
  });

  it('are not waited for longer than was said; who left the line gets none', async () => {
    const places = createPlaces(1);
    const only = await places.take(0);
    expect(await places.take(5)).toBeUndefined();
    only?.();
    expect(await places.take(0)).toBeTypeOf('function');
  });

  it('are given back once, however often somebody says so', async () => {
    const places = createPlaces(1);
    const only = await places.take(0);
    only?.();
    only?.();
    expect(await places.take(0)).toBeTypeOf('function');
    expect(await places.take(5)).toBeUndefined();
  });
});
