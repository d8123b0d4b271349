import type {
  Contract,
  DutySlot,
  Group,
  Person,
  Service,
  Weekday,
} from '../../../src/domain/service/service.ts';
import { always, hour, minute, office, promised } from '../clock/calendars.ts';
import { standard } from '../ladder/walking.ts';

export const daily: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
export const weekdays: Weekday[] = daily.slice(0, 5);

export const person = (id: string, over: Partial<Person> = {}): Person => ({
  id,
  name: id,
  role: 'engineer',
  locale: 'zh-CN',
  reach: [],
  ...over,
});

export const people: Person[] = [
  person('wang.lei', { reach: ['slack:U0WANGLEI', 'sms:+8613800000001', 'email:wang.lei@example.com'] }),
  person('li.na'),
  person('zhao.min'),
  person('chen.jing', { role: 'leader' }),
  person('sun.yu', { role: 'leader' }),
  person('he.fang', { role: 'manager' }),
];

export const groupWith = (duty: DutySlot[], over: Partial<Group> = {}): Group => ({
  id: 'frontline',
  name: '一线',
  leader: 'chen.jing',
  manager: 'he.fang',
  duty,
  ...over,
});

export const contract = (over: Partial<Contract> = {}): Contract => ({
  id: 'commitment-2026',
  default: false,
  group: 'frontline',
  promises: [promised(), promised({ clock: 'fix', withinMs: 12 * hour, targetMs: 30 * minute })],
  ladder: 'standard',
  tellOnBreach: 'reporter',
  remindAfterDays: 1,
  closeAfterDays: 3,
  workingCalendar: 'office',
  ...over,
});

export const service = (over: Partial<Service> = {}): Service => ({
  hash: 'whole',
  organisation: {
    name: '恒信集成',
    nameEn: 'Hengxin',
    signature: { zh: '【恒信集成】', en: 'Hengxin: ' },
    timezone: 'Asia/Shanghai',
    locale: 'zh-CN',
    safety: { zh: '请先离开', en: 'Please leave first' },
  },
  people,
  groups: [groupWith([{ person: 'wang.lei', deputy: 'li.na', days: daily, from: '08:00', to: '20:00' }])],
  customers: [],
  sites: [],
  equipment: [],
  contracts: [contract(), contract({ id: 'basic', default: true })],
  ladders: [standard],
  calendars: [always(), office(), { ...always(), id: 'unused' }],
  inspections: [],
  smsCountries: [],
  ...over,
});
