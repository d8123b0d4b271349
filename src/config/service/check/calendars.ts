import type { Draft } from '../draft.ts';
import { type Finding, warning } from '../problem.ts';

/** Outside the listed years only weekdays are known: a fix on the eve of a holiday would expire in it. */
export function calendarFindings(draft: Draft, now: Date): Finding[] {
  const findings: Finding[] = [];
  for (const { path, value } of draft.calendars.values()) {
    const { years } = value.holidays;
    for (const year of years) {
      if (!value.holidays.dates.some((date) => date.startsWith(String(year)))) {
        findings.push(
          warning(
            [...path, 'holidays', String(year)],
            `${year} lists no day off at all; remove the line until its holidays are published`,
          ),
        );
      }
    }
    if (!value.hours) continue;
    const missing = wantedYears(now, value.timezone ?? draft.organisation?.value.timezone).filter(
      (year) => !years.includes(year),
    );
    for (const year of missing) {
      findings.push({
        ...warning(
          [...path, 'holidays'],
          `the holidays and make-up days (调休) of ${year} are not listed, so every weekday of ${year} counts as worked; take them from the State Council’s notice, usually published in November`,
        ),
        at: 'key',
      });
    }
    const strays = value.workdays.dates.filter((date) => !years.includes(Number(date.slice(0, 4))));
    if (strays[0])
      findings.push(
        warning(
          [...path, 'workdays'],
          `make-up days of ${strays[0].slice(0, 4)} are listed, but not its holidays`,
        ),
      );
  }
  return findings;
}

/** This year's; from December on also the next one's, because silence is already counted into it. */
function wantedYears(now: Date, timezone = 'Asia/Shanghai'): number[] {
  const [year = 0, month = 0] = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
  })
    .format(now)
    .split('-')
    .map(Number);
  return month === 12 ? [year, year + 1] : [year];
}
