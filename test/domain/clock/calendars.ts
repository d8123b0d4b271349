import type { Calendar, Promised } from '../../../src/domain/service/service.ts';

/** Shapes that tests of clocks and ladders share. Not a mock: calendars are data. */
export const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];

export const always = (timezone = 'Asia/Shanghai'): Calendar => ({
  id: 'always',
  timezone,
  holidays: [],
  workdays: [],
  years: [],
});

export const office = (timezone = 'Asia/Shanghai', over: Partial<Calendar> = {}): Calendar => ({
  id: 'office',
  timezone,
  hours: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '12:00' },
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '13:30', to: '18:00' },
  ],
  holidays: [],
  workdays: [],
  years: [2026],
  ...over,
});

export const night = (timezone = 'Asia/Shanghai', over: Partial<Calendar> = {}): Calendar => ({
  ...office(timezone),
  id: 'night',
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '22:00', to: '06:00' }],
  ...over,
});

export const minute = 60_000;
export const hour = 60 * minute;

export const promised = (over: Partial<Promised> = {}): Promised => ({
  clock: 'answer',
  applies: 'always',
  withinMs: 30 * minute,
  from: 'report',
  calendar: 'always',
  clause: '在出现设备故障的 0.5 小时内给予问题的解答',
  keeps: ['R2'],
  ...over,
});
