import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const Service = z.object({
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string()).default([]),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
});
const text = readFileSync('compose.yaml', 'utf8');
const { services, volumes } = z
  .object({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.unknown()) })
  .parse(parse(text, { merge: true }));
const named = (start: string) => Object.entries(services).filter(([name]) => name.startsWith(start));
const members = named('mongo-').map(([name]) => name);

describe('compose.yaml', () => {
  it('runs three hubs, each at a port of its own, on all three members of one replica set', () => {
    const hubs = named('hub-').map(([, hub]) => hub);
    expect(hubs).toHaveLength(3);
    expect(new Set(hubs.flatMap(({ ports }) => ports)).size).toBe(3);
    for (const { environment } of hubs) {
      const { hosts = '', set } =
        /^mongodb:\/\/(?<hosts>[^/]+)\/faultline\?replicaSet=(?<set>\w+)$/.exec(
          environment['MONGODB_URI'] ?? '',
        )?.groups ?? {};
      expect(hosts.split(',')).toEqual(members.map((name) => `${name}:27017`));
      expect(set).toBe('faultline');
    }
  });

  it('keeps what each member holds on a volume of its own', () => {
    expect(members).toHaveLength(3);
    const kept = named('mongo-').flatMap(([, member]) => member.volumes.map((one) => one.split(':')[0]));
    expect([...kept].sort()).toEqual(Object.keys(volumes).sort());
    expect(new Set(kept).size).toBe(3);
  });

  it('makes the replica set of exactly these members', () => {
    const script = services['mongo-1']?.healthcheck?.test.at(-1) ?? '';
    expect(() => new Script(script)).not.toThrow();
    expect([...script.matchAll(/'(mongo-\d)'/g)].map(([, name]) => name)).toEqual(members);
    expect(script).toContain("_id: 'faultline'");
  });

  it('waits for nobody who is not there, and has the environment filled in where it must be', () => {
    const awaited = Object.values(services).flatMap(({ depends_on }) =>
      Array.isArray(depends_on) ? depends_on : Object.keys(depends_on),
    );
    expect(Object.keys(services)).toEqual(expect.arrayContaining(awaited));
    // Compose replaces every other "$" as well, silently by nothing.
    for (const [dollar] of text.matchAll(/\$.{0,40}/g)) expect(dollar).toMatch(/^\$\{[A-Z_]+:\?/);
  });
});
