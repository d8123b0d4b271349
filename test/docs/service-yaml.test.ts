import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readServiceFile } from '../../src/config/service/read-service-file.ts';
import { fenced } from './fenced.ts';

const page = readFileSync('docs/service-yaml.md', 'utf8');
const example = readFileSync('service.example.yaml', 'utf8');
const snippets = fenced(page, 'yaml');
const now = new Date('2026-03-02T00:00:00Z');
const channels = ['slack', 'sms', 'email'];

type Item = { id?: string; country?: string };
const isList = (value: unknown): value is Item[] => Array.isArray(value);

/** Items of the same id replace, others come beside; named entries are set. */
function merged(base: Record<string, unknown>, snippet: Record<string, unknown>): Record<string, unknown> {
  const all = { ...base };
  for (const [section, value] of Object.entries(snippet)) {
    const known = base[section];
    if (isList(value) && isList(known)) {
      const nameOf = (item: Item) => item.id ?? item.country;
      const names = new Set(value.map(nameOf));
      all[section] = [...known.filter((item) => !names.has(nameOf(item))), ...value];
    } else all[section] = { ...(known as object), ...(value as object) };
  }
  return all;
}

const problemsOf = (text: string) => {
  const read = readServiceFile(text, { file: 'service.yaml', now, channels });
  return read.ok ? [] : read.problems.map(({ message }) => message);
};

describe('docs/service-yaml.md', () => {
  it('has a snippet for every section', () => {
    const sections = new Set(snippets.flatMap((text) => Object.keys(parse(text) as object)));
    const schema = JSON.parse(readFileSync('service.schema.json', 'utf8')) as { properties: object };
    expect([...sections].sort()).toEqual(Object.keys(schema.properties).sort());
  });

  it.each(snippets.map((text) => [text.split('\n')[0], text]))(
    'gives a snippet for "%s" that checks fine when merged into the example',
    (_first, text) => {
      const whole = merged(parse(example) as Record<string, unknown>, parse(text) as Record<string, unknown>);
      expect(problemsOf(stringify(whole))).toEqual([]);
    },
  );

  it('names every key that the schema knows', () => {
    const keys = new Set<string>();
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties') for (const name of Object.keys(value as object)) keys.add(name);
        walk(value);
      }
    };
    walk(JSON.parse(readFileSync('service.schema.json', 'utf8')));
    const missing = [...keys].filter((name) => !new RegExp(`(?<![\\w-])${name}(?![\\w-])`).test(page));
    expect(missing).toEqual([]);
  });
});
