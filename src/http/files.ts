import type { ServerResponse } from 'node:http';
import express, { type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pictureTypes } from '../lib/picture-type.ts';
import { downloadName } from './download-name.ts';

export interface ServedFile {
  name: string;
  /** As its bytes say. */
  type: string;
  bytes: Uint8Array;
}

export interface FilesOptions {
  log: Logger;
  /** Undefined for a token that is not ours, has run out, or whose file is gone. */
  open(token: string): Promise<ServedFile | undefined>;
}

/**
 * Whatever it is, it runs nothing, loads nothing and belongs to no origin; only a real picture is shown. Others'
 * pages may show one: Slack's do, and who has the address may see it anyway.
 */
const careful = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
};

const gone =
  '这个链接已失效。请打开工单卡片或最近一条消息里的链接。\nThis link has run out. Open the one on the ticket’s card or in the latest message.\n';

/** `GET /f/<token>`: mount it at `/f`. */
export function createFilesRoute({ log, open }: FilesOptions): RequestHandler {
  const router = express.Router();
  router.get('/:token', async (req, res) => {
    const file = await open(req.params.token);
    if (!file) return plain(res, 404, gone);
    const shown = pictureTypes.find((type) => type === file.type);
    res.writeHead(200, {
      ...careful,
      'Content-Type': shown ?? 'application/octet-stream',
      'Content-Length': file.bytes.byteLength,
      'Content-Disposition': `${shown ? 'inline' : 'attachment'}; ${downloadName(file.name, shown)}`,
      // The bytes behind an address never change; nobody on the way may keep them.
      'Cache-Control': 'private, max-age=3600, immutable',
    });
    if (req.method === 'HEAD') return void res.end();
    res.end(file.bytes);
  });
  const trouble: express.ErrorRequestHandler = (error: unknown, _req, res, next) => {
    if (res.headersSent) return next(error);
    log.error({ err: error }, 'a file could not be served');
    plain(res, 503, '暂时打不开，请稍后再试。\nNot available right now, please try again later.\n');
  };
  router.use(trouble);
  return router;
}

function plain(res: ServerResponse, status: number, text: string): void {
  res.writeHead(status, {
    ...careful,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    ...(status === 503 && { 'Retry-After': '5' }),
  });
  res.end(text);
}
