import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createMetrics } from '../../src/http/metrics.ts';

const folder = 'docs/monitoring';
const textOf = (name: string): string => readFileSync(name, 'utf8');

const Rule = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.object({ severity: z.enum(['page', 'warn']) }),
  annotations: z.object({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
});
const rules = z
  .object({ groups: z.array(z.object({ rules: z.array(Rule) })) })
  .parse(parse(textOf(`${folder}/alerts.yml`)))
  .groups.flatMap((group) => group.rules);

const Dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) })),
});
const { panels } = Dashboard.parse(JSON.parse(textOf(`${folder}/grafana.json`)));
const runbook = textOf('docs/runbook.md');

/** Names of metrics are what is no function, no label and no word of the language. */
const named = (text: string): string[] => text.match(/\b(?:faultline|nodejs|process)_\w+|\bup\b/g) ?? [];
const withoutSuffix = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');

let known: Set<string>;
beforeAll(async () => {
  const text = await createMetrics().text(() => Promise.reject(new Error('no store here')));
  // Prometheus itself adds `up`.
  known = new Set(['up', ...[...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name ?? '')]);
});

describe('what watches the hub', () => {
  it.each([
    ...rules.map(({ alert, expr }) => [`the alert ${alert}`, expr] as const),
    ...panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }) => [`the panel "${title}"`, expr] as const),
    ),
  ])('%s asks for metrics that there are', (_what, expr) => {
    expect(named(expr).length).toBeGreaterThan(0);
    expect(named(expr).filter((name) => !known.has(withoutSuffix(name)))).toEqual([]);
  });

  it('has every metric of the hub in the runbook, and none that is not there', () => {
    const ours = [...known].filter((name) => name.startsWith('faultline_'));
    expect(ours.filter((name) => !runbook.includes(`| \`${name}`))).toEqual([]);
    expect(named(runbook).filter((name) => !known.has(withoutSuffix(name)))).toEqual([]);
  });

  it.each(
    rules.map(({ alert, annotations, labels }) => [alert, annotations.runbook_url, labels.severity] as const),
  )(
    'says of %s in the runbook what it means, where to look, what to do, and when it is over',
    (alert, url, severity) => {
      expect(url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
      const page = runbook.split(/^## /m).find((part) => part.startsWith(`${alert}\n`)) ?? '';
      expect(page).toContain(`\`${severity}\`.`);
      for (const part of ['**Look at.**', '**Do.**', '**Over when.**']) expect(page).toContain(part);
    },
  );

  it('has no page in the runbook for an alert that is gone', () => {
    const headings = [...runbook.matchAll(/^## (Faultline\w+)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(rules.map(({ alert }) => alert));
  });
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

/** The Debian package `prometheus` has it; without it these are skipped, and the run says so. */
describe.skipIf(!hasPromtool)('promtool', () => {
  const promtool = (...args: string[]): string =>
    execFileSync('promtool', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });

  it('finds the alert rules well formed', () => {
    expect(promtool('check', 'rules', 'alerts.yml')).toContain('SUCCESS');
  });
  it('sees the important ones fire, and be over, when they should', () => {
    expect(promtool('test', 'rules', 'alerts.test.yml')).toContain('SUCCESS');
  });
});
