import type mongoose from 'mongoose';
import { percentile } from '../bench/support/numbers.ts';
import type { Broken } from './faults.ts';
import type { Sample } from './samples.ts';

export interface Percentiles {
  many: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export function percentiles(seconds: readonly number[]): Percentiles {
  const at = (p: number) => Number((percentile(seconds, p) || 0).toFixed(3));
  return { many: seconds.length, p50: at(50), p95: at(95), p99: at(99), max: at(100) };
}

/** A cause may be felt for so long after it ended (I8). */
const afterMs = 15_000;
const within = (broken: readonly Broken[], from: Date, to: Date): boolean =>
  broken.some((one) => from.getTime() <= one.to.getTime() + afterMs && to >= one.from);

/** Seconds from due to fired, of every step of every ladder: all, and those that no fault touched. */
export async function alarmsLate(
  db: mongoose.mongo.Db,
  broken: readonly Broken[],
): Promise<{ all: Percentiles; untouched: Percentiles }> {
  const fired = await db
    .collection('journal')
    .aggregate<{ at: Date; due: Date }>([
      // What rings with the opening itself is never late.
      { $match: { version: { $gt: 1 }, 'events.type': 'StepsFired' } },
      { $unwind: '$events' },
      { $match: { 'events.type': 'StepsFired' } },
      { $unwind: '$events.steps' },
      { $project: { _id: 0, at: '$events.at', due: '$events.steps.at' } },
    ])
    .toArray();
  const late = (all: typeof fired) =>
    percentiles(all.map(({ at, due }) => (Number(at) - Number(due)) / 1000));
  return { all: late(fired), untouched: late(fired.filter(({ at, due }) => !within(broken, due, at))) };
}

/**
 * Seconds from owed to handed to a provider for the first time. Receipts go to as many people as reported; all pages go
 * to the one on duty, one after the other.
 */
export async function noticesLate(
  db: mongoose.mongo.Db,
  broken: readonly Broken[],
  which: { name: 'receipt' } | { loud: 'page' },
): Promise<{ all: Percentiles; untouched: Percentiles }> {
  const gone = await db
    .collection('outbox')
    .aggregate<{ owed: Date; begun: Date }>([
      { $match: { kind: 'notice', 'attempts.0': { $exists: true }, ...which } },
      { $project: { _id: 0, owed: '$at', begun: { $first: '$attempts.at' } } },
    ])
    .toArray();
  const late = (all: typeof gone) =>
    percentiles(all.map(({ owed, begun }) => (Number(begun) - Number(owed)) / 1000));
  return { all: late(gone), untouched: late(gone.filter(({ owed, begun }) => !within(broken, owed, begun))) };
}

export interface Memory {
  /** Means of each quarter of the time. */
  rssMb: number[];
  heapMb: number[];
  handles: number[];
  descriptors: number[];
  /** Last quarter to second quarter. */
  ratios: { rss: number; heap: number; handles: number; descriptors: number };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of a hub that ran all the time: like is compared with like. */
export function memoryOf(samples: readonly Sample[], hub: number, minutes: number): Memory {
  const own = samples.filter((sample) => sample.hub === hub);
  const quarters = (of: (sample: Sample) => number): number[] =>
    [0, 1, 2, 3].map((quarter) =>
      Number(
        mean(
          own.filter(({ minute }) => Math.min(3, Math.floor((minute / minutes) * 4)) === quarter).map(of),
        ).toFixed(1),
      ),
    );
  const ratio = (means: number[]): number =>
    Number(((means[3] ?? Number.NaN) / (means[1] ?? Number.NaN)).toFixed(3));
  const rssMb = quarters((sample) => sample.rssMb);
  const heapMb = quarters((sample) => sample.heapMb);
  const handles = quarters((sample) => sample.handles);
  const descriptors = quarters((sample) => sample.descriptors);
  return {
    rssMb,
    heapMb,
    handles,
    descriptors,
    ratios: {
      rss: ratio(rssMb),
      heap: ratio(heapMb),
      handles: ratio(handles),
      descriptors: ratio(descriptors),
    },
  };
}
