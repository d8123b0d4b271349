import { formatDuration, parseDuration } from '../../domain/service/duration.ts';
import type {
  Calendar,
  Contract,
  Ladder,
  Promised,
  ShareStep,
  UnclaimedStep,
  Weekday,
} from '../../domain/service/service.ts';
import { given } from './given.ts';
import type { Within } from './schema/duration.ts';
import type { ServiceYaml } from './schema/service-file.ts';

type ContractYaml = ServiceYaml['contracts'][number];
type PromisedYaml = ContractYaml['promises'][number];

const dayMs = 86_400_000;
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const spanMs = ({ from, to }: { from: string; to: string }) =>
  ((minutes(to) - minutes(from) + 1440) % 1440 || 1440) * 60_000;

/** 7×24 is always there, written or not. */
export function toCalendars({
  calendars,
  organisation,
}: Pick<ServiceYaml, 'calendars' | 'organisation'>): Calendar[] {
  const written = Object.entries(calendars).map(([id, { timezone, hours, holidays, workdays }]) => ({
    id,
    timezone: timezone ?? organisation.timezone,
    ...given(
      'hours',
      hours?.map((row) => ({ days: row.days, ...row.hours })),
    ),
    holidays: holidays.dates,
    workdays: workdays.dates,
    years: holidays.years,
  }));
  if (written.some(({ id }) => id === '7x24')) return written;
  return [...written, { id: '7x24', timezone: organisation.timezone, holidays: [], workdays: [], years: [] }];
}

/** How much working time the calendar's fullest day holds: what "one working day" is worth on it. */
export function workingDayMs(calendar: Calendar | undefined): number {
  if (!calendar?.hours) return dayMs;
  const perDay = new Map<Weekday, number>();
  for (const row of calendar.hours)
    for (const day of row.days) perDay.set(day, (perDay.get(day) ?? 0) + spanMs(row));
  return Math.min(dayMs, Math.max(...perDay.values()));
}

const usual: Record<Promised['clock'], Pick<Promised, 'applies' | 'from'>> = {
  answer: { applies: 'always', from: 'report' },
  onsite: { applies: 'on-site-agreed', from: 'report' },
  fix: { applies: 'always', from: 'report' },
  spare: { applies: 'always', from: 'report' },
  complaint: { applies: 'complaint', from: 'complaint' },
  'complaint-response': { applies: 'complaint', from: 'complaint' },
};

function toPromised(said: PromisedYaml, calendars: Calendar[]): Promised {
  const calendar = calendars.find(({ id }) => id === said.calendar);
  const ms = (time: Within) => ('ms' in time ? time.ms : time.workingDays * workingDayMs(calendar));
  const { urgent, severe, general } = said.severities ?? {};
  const limits = {
    ...given('urgent', urgent && ms(urgent)),
    ...given('severe', severe && ms(severe)),
    ...given('general', general && ms(general)),
  };
  return {
    clock: said.clock,
    applies: said.applies ?? usual[said.clock].applies,
    withinMs: ms(said.within),
    ...given('targetMs', said.target && ms(said.target)),
    from: said.from ?? usual[said.clock].from,
    calendar: said.calendar,
    clause: said.clause,
    ...given('reading', said.reading),
    keeps: said.keeps,
    ...(said.severities && { severities: limits }),
  };
}

export function toContract(said: ContractYaml, calendars: Calendar[]): Contract {
  const { accepted, warranty, maintenance, maintenance_from: from = 'warranty-end' } = said;
  const warrantyEnds = accepted && warranty ? after(accepted, warranty) : undefined;
  const begins = from === 'acceptance' ? accepted : (warrantyEnds ?? accepted);
  return {
    id: said.id,
    default: said.default,
    ...given('accepted', accepted),
    ...given('warrantyMs', warranty),
    ...given('maintenanceMs', maintenance),
    ...(maintenance !== undefined && { maintenanceFrom: from }),
    ...given('warrantyEnds', warrantyEnds),
    ...given('maintenanceEnds', begins && maintenance ? after(begins, maintenance) : undefined),
    group: said.group,
    promises: said.promises.map((promised) => toPromised(promised, calendars)),
    clauses: said.clauses.map(({ id, clause, reading, keeps, measured_by }) => ({
      id,
      clause,
      ...given('reading', reading),
      keeps,
      ...given('measuredBy', measured_by),
    })),
    ladder: said.ladder,
    tellOnBreach: said.tell_on_breach,
    remindAfterDays: said.remind_after,
    closeAfterDays: said.close_after,
    workingCalendar: said.working_calendar,
  };
}

/** Two years after 2026-03-01 is 2028-03-01: whole years go by the calendar, the rest by days. */
function after(date: string, ms: number): string {
  const years = Number(/^(\d+)y/.exec(formatDuration(ms))?.[1] ?? 0);
  const rest = years === 0 ? ms : ms - (parsedYears(years) ?? 0);
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year + years, month, 0)).getUTCDate();
  const at = Date.UTC(year + years, month - 1, Math.min(day, lastOfMonth)) + rest;
  return new Date(at).toISOString().slice(0, 10);
}

function parsedYears(years: number): number | undefined {
  const read = parseDuration(`${years}y`);
  return read.ok ? read.value : undefined;
}

export function toLadder(id: string, steps: ServiceYaml['ladders'][string]): Ladder {
  const unclaimed: UnclaimedStep[] = [];
  const shares: ShareStep[] = [];
  for (const step of steps) {
    if ('unclaimed' in step) unclaimed.push({ afterMs: step.unclaimed, page: step.page });
    else shares.push({ percent: step.at, tell: step.tell, by: step.by, again: step.again });
  }
  return {
    id,
    unclaimed: unclaimed.toSorted((a, b) => a.afterMs - b.afterMs),
    shares: shares.toSorted((a, b) => a.percent - b.percent),
  };
}
