import { fileURLToPath } from 'node:url';
import express, { type Response, type Router } from 'express';
import { pictureType } from '../../lib/picture-type.ts';
import type { Backend } from '../backend.ts';
import { SandboxRefused } from '../refused.ts';

const assets = fileURLToPath(new URL('./assets/', import.meta.url));

/** Our own files and addresses alone; no inline script, no other place. Pictures that are about to be sent are blobs. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A mail's HTML may look like something and be clicked; it runs, loads and sends nothing. */
const mailPolicy = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Links of a mail open beside the page, not inside the mail. */
const opened = (html: string): string => {
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
};

/** The page, its files, and the mails that it frames. */
export function servePage(router: Router, backend: () => Pick<Backend, 'mailHtml' | 'media'>): void {
  router.use('/assets', express.static(assets, { cacheControl: false, index: false, redirect: false }));
  router.get('/', (_req, res: Response) => {
    res.set('Content-Security-Policy', pagePolicy);
    res.sendFile('index.html', { root: assets, cacheControl: false });
  });
  router.get('/media/:id', (req, res: Response) => {
    const bytes = backend().media(req.params.id);
    if (!bytes) throw new SandboxRefused(404, 'there is no such picture');
    const picture = pictureType(bytes);
    res.set('Content-Security-Policy', "default-src 'none'; sandbox");
    res.set('Content-Disposition', picture ? 'inline' : 'attachment');
    res.type(picture ?? 'application/octet-stream').send(Buffer.from(bytes));
  });
  router.get('/mails/:id', (req, res: Response) => {
    const html = backend().mailHtml(req.params.id);
    if (html === undefined) throw new SandboxRefused(404, 'there is no such mail');
    // A sandboxed frame has no origin to key an agent cluster by; browsers complain about the wish.
    res.removeHeader('Origin-Agent-Cluster');
    res.set('Content-Security-Policy', mailPolicy).type('html').send(opened(html));
  });
}
