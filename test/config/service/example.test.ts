import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { serviceJsonSchema } from '../../../src/config/service/json-schema.ts';
import { readServiceFile } from '../../../src/config/service/read-service-file.ts';

const root = new URL('../../../', import.meta.url);
const text = readFileSync(new URL('service.example.yaml', root), 'utf8');
const answer = readServiceFile(text, {
  file: 'service.example.yaml',
  now: new Date('2026-03-05T08:00:00Z'),
  channels: ['slack', 'sms', 'email'],
  smsWord: () => ({ inbound: false, links: false }),
});
if (!answer.ok) throw new Error(JSON.stringify(answer.problems, null, 1));
const { service, warnings } = answer;
const contract = service.contracts[0];
const minutes = (clock: string) => {
  const found = contract?.promises.find((promised) => promised.clock === clock);
  return found && [found.withinMs / 60_000, found.targetMs && found.targetMs / 60_000];
};

describe('service.example.yaml', () => {
  it('warns only of what the commitment itself leaves open', () => {
    expect(warnings.map(({ message }) => /\((K\d+)\)/.exec(message)?.[1])).toEqual(['K15', 'K6']);
  });

  it.each([
    ['answer', [30, undefined]],
    ['onsite', [120, 30]],
    ['fix', [720, undefined]],
    ['spare', [720, 480]],
    ['complaint', [7 * 24 * 60, undefined]],
    // One working day of the office: 09:00-12:00 and 13:30-18:00.
    ['complaint-response', [7.5 * 60, undefined]],
  ])('promises %s within %j minutes (limit, target)', (clock, limits) => {
    expect(minutes(clock)).toEqual(limits);
  });

  it('gives the same limits to all three severities, as the commitment gives one set (K8)', () => {
    for (const { clock, severities, withinMs } of contract?.promises ?? []) {
      if (clock.startsWith('complaint')) continue;
      expect(severities).toEqual({ urgent: withinMs, severe: withinMs, general: withinMs });
    }
  });

  it('counts two years of warranty from acceptance and three of maintenance after it', () => {
    expect(contract).toMatchObject({
      accepted: '2026-03-01',
      warrantyEnds: '2028-03-01',
      maintenanceEnds: '2031-03-01',
      maintenanceFrom: 'warranty-end',
    });
  });

  it('covers reporters whom no customer claims', () => {
    expect(service.contracts.filter((one) => one.default)).toHaveLength(1);
  });

  it('names frontline engineers with its first two chat ids', () => {
    const ids = [...text.matchAll(/slack:(\w+)/g)].map(([, id]) => id);
    const engineers = service.people.filter(({ role, level }) => role === 'engineer' && level === 1);
    const rota = service.groups
      .find(({ id }) => id === 'frontline')
      ?.duty.flatMap(({ person, deputy }) => [person, deputy]);
    for (const id of ids.slice(0, 2)) {
      const person = engineers.find(({ reach }) => reach.includes(`slack:${id}`));
      expect(person).toBeDefined();
      expect(rota).toContain(person?.id);
    }
    expect(ids[0]).toBe('U0WANGLEI');
  });

  it('climbs from duty to deputy, leader and manager in 0, 3, 6 and 10 minutes, and at 50, 90 and 100 %', () => {
    expect(service.ladders[0]?.unclaimed.map(({ afterMs, page }) => [afterMs / 60_000, ...page])).toEqual([
      [0, 'duty'],
      [3, 'deputy'],
      [6, 'leader'],
      [10, 'leader', 'manager'],
    ]);
    expect(service.ladders[0]?.shares).toEqual([
      { percent: 50, tell: ['worker'], by: ['chat'], again: [] },
      { percent: 90, tell: ['owner', 'leader'], by: ['chat'], again: [] },
      {
        percent: 100,
        tell: ['owner', 'leader', 'manager'],
        by: ['chat', 'sms'],
        again: [1_800_000, 3_600_000, 7_200_000, 'daily'],
      },
    ]);
  });

  it('plans the four rhythms of the commitment (K3)', () => {
    expect(service.inspections.map(({ id, recurrence }) => [id, recurrence])).toEqual([
      ['half-year', { kind: 'months', every: 6, day: 10 }],
      ['monthly', { kind: 'months', every: 1, day: 15 }],
      ['technical', { kind: 'per-month', days: [5, 20] }],
      ['quarterly-visit', { kind: 'months', every: 3, day: 25 }],
    ]);
  });

  it('has every group on duty day and night, three levels deep (R45, R50)', () => {
    expect(service.groups.map(({ id, next }) => [id, next])).toEqual([
      ['frontline', 'experts'],
      ['experts', 'research'],
      ['research', undefined],
    ]);
  });

  it('gives every sentence a requirement that it keeps', () => {
    for (const { keeps } of [
      ...(contract?.promises ?? []),
      ...(contract?.clauses ?? []),
      ...service.inspections,
    ])
      expect(keeps).not.toEqual([]);
  });

  const commitment = new URL('../shared/reference/service-commitment.zh.txt', root);
  it.skipIf(!existsSync(commitment))(
    'quotes the commitment character for character (skipped where its text is not beside the checkout)',
    () => {
      const words = readFileSync(commitment, 'utf8');
      const quoted = [
        ...(contract?.promises ?? []),
        ...(contract?.clauses ?? []),
        ...service.inspections,
      ].map(({ clause }) => clause);
      expect(quoted.length).toBeGreaterThan(40);
      expect(quoted.filter((clause) => !words.includes(clause))).toEqual([]);
    },
  );
  const calendar = new URL('../shared/corpora/calendar/holiday-cn-2026.json', root);
  it.skipIf(!existsSync(calendar))(
    'lists the holidays and make-up days of 2026 (skipped where the calendar data is not beside the checkout)',
    () => {
      const { days } = JSON.parse(readFileSync(calendar, 'utf8')) as {
        days: { date: string; isOffDay: boolean }[];
      };
      const office = service.calendars.find(({ id }) => id === 'office');
      expect(office?.holidays).toEqual(days.filter(({ isOffDay }) => isOffDay).map(({ date }) => date));
      expect(office?.workdays).toEqual(days.filter(({ isOffDay }) => !isOffDay).map(({ date }) => date));
    },
  );
});

describe('service.schema.json', () => {
  const committed = readFileSync(new URL('service.schema.json', root), 'utf8');
  it('is what the schema says today (npm run -s schema)', () => {
    expect(committed).toBe(serviceJsonSchema());
  });
  it('is named in the first line of the example', () => {
    expect(text.split('\n')[0]).toBe('# yaml-language-server: $schema=./service.schema.json');
  });
  it('can be asked for from the command line', () => {
    const run = () =>
      execFileSync(process.execPath, ['--import', 'tsx', 'src/config/service/json-schema.ts', '--check'], {
        cwd: root,
        encoding: 'utf8',
      });
    expect(run()).toBe('');
  });

  // ESLint brings a JSON Schema validator along; the project itself depends on none.
  const validator: string = 'ajv';
  const require = createRequire(import.meta.url);
  interface Validator {
    validate(schema: unknown, data: unknown): boolean;
    errors?: unknown;
  }
  const found = () => {
    try {
      return require(validator) as new (
        options: object,
      ) => Validator;
    } catch (cause) {
      if ((cause as { code?: string }).code === 'MODULE_NOT_FOUND') return undefined;
      throw cause;
    }
  };
  const Ajv = found();
  it.skipIf(Ajv === undefined)(
    'accepts the example and refuses a slip in it (skipped without a JSON Schema validator)',
    () => {
      if (!Ajv) return;
      const ajv = new Ajv({ allErrors: true });
      const schema: unknown = JSON.parse(committed);
      const data = parse(text) as {
        organisation: Record<string, unknown>;
        contracts: { promises: object[] }[];
      };
      expect(ajv.validate(schema, data), JSON.stringify(ajv.errors)).toBe(true);
      expect(ajv.validate(schema, { ...data, organisation: { ...data.organisation, timezon: 'x' } })).toBe(
        false,
      );
      expect(
        ajv.validate(schema, {
          ...data,
          contracts: [{ ...data.contracts[0], promises: [{ clock: 'answer' }] }],
        }),
      ).toBe(false);
    },
  );
});
