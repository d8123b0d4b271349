import type { Draft } from '../draft.ts';
import { type Finding, type Path, warning } from '../problem.ts';
import { weekdays } from '../schema/when.ts';

type Slot = Draft['groups'][number]['value']['duty'][number];

const week = 7 * 1440;
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const moment = (minute: number) => {
  const at = minute % week;
  return `${dayNames[Math.floor(at / 1440)]} ${String(Math.floor(at / 60) % 24).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
};

/** Minutes of the week with nobody on duty, as [from, to) counted from Monday 00:00; the last may run past Sunday. */
export function rotaGaps(duty: Slot[]): [number, number][] {
  const covered = new Uint8Array(week);
  for (const { days, hours } of duty) for (const at of minutesIn(days, hours)) covered[at] = 1;
  const gaps: [number, number][] = [];
  for (let at = 0; at < week; at++) {
    if (covered[at]) continue;
    const from = at;
    while (at < week && !covered[at]) at++;
    gaps.push([from, at]);
  }
  // A gap over the turn of the week is one gap.
  const first = gaps[0];
  const last = gaps.at(-1);
  if (gaps.length > 1 && first?.[0] === 0 && last?.[1] === week) {
    gaps.shift();
    last[1] = week + first[1];
  }
  return gaps;
}

/** Slots that hold a minute which an earlier slot holds already, with the first such minute. */
export function rotaOverlaps(duty: Slot[]): { slot: number; with: number; at: number }[] {
  const taken = new Map<number, number>();
  const overlaps: { slot: number; with: number; at: number }[] = [];
  for (const [slot, { days, hours }] of duty.entries()) {
    const minutesOfIt = minutesIn(days, hours);
    const at = minutesOfIt.find((minute) => taken.has(minute));
    if (at !== undefined) overlaps.push({ slot, with: taken.get(at) ?? 0, at });
    for (const minute of minutesOfIt) if (!taken.has(minute)) taken.set(minute, slot);
  }
  return overlaps;
}

function minutesIn(days: Slot['days'], hours: Slot['hours']): number[] {
  const from = minutes(hours.from);
  const span = (minutes(hours.to) - from + 1440) % 1440 || 1440;
  return days.flatMap((day) => {
    const start = weekdays.indexOf(day) * 1440 + from;
    return Array.from({ length: span }, (_, at) => (start + at) % week);
  });
}

/** Nobody is paged twice: who stands first in the file has the duty. */
const overlapFindings = (path: Path, duty: Slot[]): Finding[] =>
  rotaOverlaps(duty).map(({ slot, with: first, at }) =>
    warning(
      [...path, 'duty', slot],
      `from ${moment(at)} ${duty[first]?.person} is on duty already (slot ${first + 1}); the earlier slot is the one that is called`,
    ),
  );

/** R1, R46: intake and duty never close. A gap is no error, but somebody must know who holds tickets then. */
export function rotaFindings(draft: Draft): Finding[] {
  const names = new Map(draft.people.map(({ value }) => [value.id, value.name]));
  const serving = new Set(draft.contracts.map(({ value }) => value.group));
  return draft.groups.flatMap(({ path, value }) => {
    const holder = `${names.get(value.leader) ?? value.leader} (leader) holds the tickets and the pages then`;
    if (value.duty.length === 0) {
      if (!serving.has(value.id)) return [];
      return [
        warning(
          [...path],
          `"${value.id}" has no rota, and the commitment promises 7×24 (R1, R46); ${holder}`,
        ),
      ];
    }
    const overlaps = overlapFindings([...path], value.duty);
    const gaps = rotaGaps(value.duty);
    if (gaps.length === 0) return overlaps;
    const shown = gaps.slice(0, 4).map(([from, to]) => `${moment(from)} to ${moment(to)}`);
    const more = gaps.length > shown.length ? ` and ${gaps.length - shown.length} more` : '';
    return [
      ...overlaps,
      warning(
        [...path, 'duty'],
        `nobody of "${value.id}" is on duty ${shown.join(', ')}${more}, and the commitment promises 7×24 (R1, R46); ${holder}`,
      ),
    ];
  });
}
