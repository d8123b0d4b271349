import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createSlackChannel } from '../../src/channels/slack/index.ts';
import { limits } from '../../src/channels/slack/limits.ts';
import { isFresh } from '../../src/channels/slack/request-guard.ts';
import { toRaw } from '../../src/channels/slack/stored-body.ts';
import { blockProblems } from '../../src/sandbox/slack/block-kit.ts';
import { sign } from '../../src/sandbox/slack/delivery.ts';

const corpus = path.resolve(import.meta.dirname, '../../../shared/corpora/slack');
const here = existsSync(corpus);

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function load(folder: string): Promise<[name: string, body: Json][]> {
  const files = await readdir(path.join(corpus, folder), { recursive: true });
  const found = files.filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    found.map(
      async (name) =>
        [name, JSON.parse(await readFile(path.join(corpus, folder, name), 'utf8')) as Json] as [string, Json],
    ),
  );
}

const channel = createSlackChannel(
  { botToken: 'xoxb', apiUrl: 'http://127.0.0.1:1/api/', intake: { mode: 'http', signingSecret: 's' } },
  { log: pino({ level: 'silent' }) },
);
const read = (body: Json) => channel.read({ ...toRaw(body), receivedAt: new Date(0) });

/** What a payload means to us; every other one of the corpus is about something else and must mean nothing. */
const meanings: Record<string, object> = {
  'event_app_mention--app--app_mention_event_body.json': {
    kind: 'text',
    from: 'slack:W222',
    text: '@W111 Hi there!',
    mention: true,
    intent: 'fault',
    place: { conversation: 'C111' },
  },
  'event_app_mention--events_shared_channels--valid_event_body.json': { kind: 'text', mention: true },
};

describe.skipIf(!here)('real payloads of Slack (needs the corpora beside the checkout)', () => {
  it('are all read without an error, and none is taken for what it is not', async () => {
    const bodies = [
      ...(await load('payloads')),
      ...(await load('java-sdk-json-logs/events')),
      ...(await load('java-sdk-json-logs/app-backend')),
    ];
    const sockets = (await load('socket-mode')).map(
      ([name, one]) => [name, isJson(one['payload']) ? one['payload'] : one] as const,
    );
    expect(bodies.length).toBeGreaterThan(50);
    for (const [name, body] of [...bodies, ...sockets]) {
      const meaning = meanings[path.basename(name)];
      const expected = meaning ? [expect.objectContaining(meaning)] : [];
      expect([name, await read(body)]).toEqual([name, expected]);
    }
  }, 30_000);

  it('are stored under an id that stays the same when they come again', async () => {
    for (const [, body] of await load('payloads'))
      expect(toRaw(structuredClone(body)).id).toBe(toRaw(body).id);
  });

  it('carry signatures that we compute alike, and fresh timestamps only', async () => {
    const file = path.join(corpus, 'signature-vectors.json');
    const { signing_secret: secret, vectors } = JSON.parse(await readFile(file, 'utf8')) as {
      signing_secret: string;
      vectors: {
        name: string;
        timestamp: string;
        body: string;
        signature: string;
        now: number;
        valid: boolean;
      }[];
    };
    for (const one of vectors) {
      const right = sign(secret, one.timestamp, one.body) === one.signature;
      expect([one.name, right && isFresh(one.timestamp, new Date(one.now * 1000))]).toEqual([
        one.name,
        one.valid,
      ]);
    }
  });

  it('state limits that are ours too', async () => {
    const file = path.join(corpus, 'blockkit-spec/limits.json');
    const stated = JSON.parse(await readFile(file, 'utf8')) as Record<
      string,
      Record<string, Record<string, number>>
    >;
    expect(limits.header).toBe(stated['header']?.['text']?.['max_length']);
    expect(limits.buttonLabel).toBe(stated['button']?.['text']?.['max_length']);
    expect(limits.optionValue).toBe(stated['option']?.['value']?.['max_length']);
    expect(limits.overflowOptions).toBe(stated['overflow']?.['options']?.['max_items']);
    expect(limits.viewBlocks).toBe(stated['view']?.['blocks']?.['max_items']);
    expect(limits.privateMetadata).toBe(stated['view']?.['private_metadata']?.['max_length']);
    expect(limits.fieldsPerSection).toBe(stated['section']?.['fields']?.['max_items']);
  });

  it.each([
    'header_block_text_at_limit',
    'section_block_text_only',
    'section_block_fields',
    'context_block_text_only',
    'divider_block_only',
    'rich_text_block_basic',
  ])('show the look-alike’s checker no fault in %s', async (name) => {
    const fixtures = await load('blockkit-spec/fixtures/valid/blocks');
    const [, fixture] = fixtures.find(([file]) => file === `${name}.json`) ?? [];
    const block = fixture && ('type' in fixture ? fixture : (fixture['block'] ?? fixture['json'] ?? fixture));
    expect(blockProblems([block], 'message')).toEqual([]);
  });
});
