import type { Draft } from '../draft.ts';
import { type Finding, warning } from '../problem.ts';
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
  for (const { days, hours } of duty) {
    const from = minutes(hours.from);
    const span = (minutes(hours.to) - from + 1440) % 1440 || 1440;
    for (const day of days) {
      const start = weekdays.indexOf(day) * 1440 + from;
      for (let at = start; at < start + span; at++) covered[at % week] = 1;
    }
  }
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
    const gaps = rotaGaps(value.duty);
    if (gaps.length === 0) return [];
    const shown = gaps.slice(0, 4).map(([from, to]) => `${moment(from)} to ${moment(to)}`);
    const more = gaps.length > shown.length ? ` and ${gaps.length - shown.length} more` : '';
    return [
      warning(
        [...path, 'duty'],
        `nobody of "${value.id}" is on duty ${shown.join(', ')}${more}, and the commitment promises 7×24 (R1, R46); ${holder}`,
      ),
    ];
  });
}
