import { request } from 'node:http';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFilesRoute, type ServedFile } from '../../src/http/files.ts';
import { createServer } from '../../src/http/server.ts';
import { samples } from '../support/pictures.ts';

const log = pino({ level: 'silent' });
const files: Record<string, ServedFile> = {
  photo: { name: '现场.jpg', type: 'image/jpeg', bytes: samples.jpeg },
  page: { name: 'x.html', type: 'application/octet-stream', bytes: samples.html },
  // As an older or a broken hub might have written it.
  liar: { name: 'x.svg', type: 'image/svg+xml', bytes: samples.svg },
};
const server = createServer({
  log,
  host: '127.0.0.1',
  port: 0,
  routes: [],
  mounts: [
    {
      path: '/f',
      router: createFilesRoute({
        log,
        open: async (token) => {
          if (token === 'away') throw new Error('the store is away');
          return files[token];
        },
      }),
    },
  ],
});
let url = '';
beforeAll(async () => {
  url = `http://127.0.0.1:${(await server.listen()).port}`;
});
afterAll(() => server.close());

const careful = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};

describe('GET /f/<token>', () => {
  it.each([
    ['photo', 'image/jpeg', /^inline; filename="__\.jpg"/],
    ['page', 'application/octet-stream', /^attachment; filename="x\.html\.bin"/],
    ['liar', 'application/octet-stream', /^attachment; filename="x\.svg\.bin"/],
  ])('serves %s as %s, and nothing in it can run', async (token, type, disposition) => {
    const answer = await fetch(`${url}/f/${token}`);
    const headers = Object.fromEntries(answer.headers);
    expect(answer.status).toBe(200);
    expect(headers).toMatchObject({ ...careful, 'content-type': type });
    expect(headers['content-disposition']).toMatch(disposition);
    expect(headers['cache-control']).toContain('private');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(files[token]?.bytes);
  });

  it('tells a HEAD the same without the bytes', async () => {
    const answer = await fetch(`${url}/f/photo`, { method: 'HEAD' });
    expect(answer.headers.get('content-length')).toBe(`${samples.jpeg.length}`);
    expect((await answer.arrayBuffer()).byteLength).toBe(0);
  });

  it('says in both languages that a link has run out, and nothing else', async () => {
    for (const token of ['gone', '..%2f..%2fetc', 'a.b.c']) {
      const answer = await fetch(`${url}/f/${token}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await answer.text()).toMatch(/链接已失效[\s\S]*link has run out/);
    }
  });

  it('answers 503 while the store is away', async () => {
    expect((await fetch(`${url}/f/away`)).status).toBe(503);
  });

  it('can’t be asked for a path', async () => {
    const status = await new Promise((resolve) => {
      request(`${url}/f/../f/x/y`, (response) => resolve(response.resume().statusCode)).end();
    });
    expect(status).toBe(404);
  });
});
