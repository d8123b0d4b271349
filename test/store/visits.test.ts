import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInspections } from '../../schedules/open-inspections.ts';
import { fireInspections, relayInspections } from '../../src/app/inspections.ts';
import { withoutAbsent } from '../../src/domain/service/absent.ts';
import type { Service } from '../../src/domain/service/service.ts';
import { type Kernel, openKernel } from '../support/kernel.ts';
import { testDatabase } from '../support/mongo.ts';

const { uri } = testDatabase();
let kernel: Kernel;
let whole: Service;
let now = new Date();
const dayMs = 86_400_000;

beforeAll(async () => {
  kernel = await openKernel(uri);
  whole = kernel.ctx.service();
  kernel.ctx.clock = { now: () => now };
});
afterAll(() => kernel.store.close());

const inForce = (service: Service): void => {
  kernel.ctx.service = () => service;
};
async function visits(plan: string) {
  const all = await kernel.store.connection
    .collection('inspections')
    .find({ 'inspection.plan': plan })
    .toArray();
  return all.map((one) => ({ id: String(one._id), state: String(one['inspection'].state) }));
}
async function pass(): Promise<void> {
  await openInspections(now, kernel.ctx);
  while (await fireInspections(kernel.ctx));
  await relayInspections(kernel.ctx);
}
const told = async (id: string) => {
  const rows = await kernel.ctx.outbox.where({ _id: { $regex: `^inspection/${id}/` } }, 50);
  return rows.map(({ to }) => (to.kind === 'person' ? to.id : to.kind));
};

/** Days go by until a visit of some plan is open. */
async function opened(): Promise<{ plan: string; id: string }> {
  for (let days = 0; days < 400; days++) {
    await pass();
    for (const { id: plan } of whole.inspections) {
      const [visit] = (await visits(plan)).filter(({ state }) => state === 'planned');
      if (visit) return { plan, id: visit.id };
    }
    now = new Date(now.getTime() + dayMs);
  }
  throw new Error('no plan of the example opened a visit in a year');
}

describe('a visit whose plan left the service file', () => {
  it('reminds nobody any more, and is opened anew when the plan is back', async () => {
    const { plan, id } = await opened();
    inForce({ ...whole, inspections: whole.inspections.filter((one) => one.id !== plan) });
    const before = await told(id);
    for (let days = 0; days < 12; days++) {
      now = new Date(now.getTime() + dayMs);
      await pass();
    }
    expect((await visits(plan)).find((one) => one.id === id)?.state).toBe('dropped');
    expect(await told(id)).toEqual(before);
    now = new Date(now.getTime() - 11 * dayMs);
    inForce(whole);
    await pass();
    expect((await visits(plan)).find((one) => one.id === id)?.state).toBe('planned');
  });
});

describe('a visit whose assignee left the service file', () => {
  it('reminds somebody who is there', async () => {
    const { id } = await opened();
    const stored = await kernel.ctx.inspections.find(id);
    const { assignee, leader } = stored?.inspection ?? { assignee: '', leader: '' };
    const gone = new Set([assignee, leader]);
    inForce({ ...whole, people: whole.people.filter((person) => !gone.has(person.id)) });
    const before = (await told(id)).length;
    for (let days = 0; days < 12; days++) {
      now = new Date(now.getTime() + dayMs);
      await pass();
    }
    const heard = (await told(id)).slice(before);
    expect(heard.length).toBeGreaterThan(0);
    for (const person of heard) expect(gone.has(person)).toBe(false);
    inForce(whole);
  });
});

describe('a visit that is opened while somebody is out', () => {
  it('is theirs where it is due after they are back', async () => {
    const { ctx } = kernel;
    const plan = whole.inspections.find(({ assignee }) => whole.groups.some(({ id }) => id === assignee));
    const group = whole.groups.find(({ id }) => id === plan?.assignee);
    if (!plan || !group) throw new Error('the example has no plan of a group');
    const out = [...new Set(group.duty.flatMap(({ person, deputy }) => [person, deputy ?? person]))];
    const opens = async (slot: string): Promise<string> => {
      inForce(whole);
      const again = { ...plan, id: `${plan.id}-${slot}` };
      ctx.service = (at) => {
        const then = withoutAbsent(
          whole,
          Object.fromEntries(out.map((id) => [id, new Date(now.getTime() + dayMs)])),
          at ?? now,
        );
        return { ...then, inspections: [again] };
      };
      for (let days = 0; days < 400; days++) {
        await openInspections(now, ctx);
        const [visit] = await visits(again.id);
        if (visit) return String((await ctx.inspections.find(visit.id))?.inspection.assignee);
        now = new Date(now.getTime() + dayMs);
      }
      throw new Error('no visit was opened in a year');
    };
    expect(out).toContain(await opens('a'));
    inForce(whole);
  });
});
