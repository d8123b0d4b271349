import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type Locale, locales } from '../domain/locale.ts';
import { readForm } from '../lib/read-body.ts';
import { html, type Markup, text as words } from './markup.ts';
import { type PageAction, type PageState, pageActions } from './page-state.ts';
import { pageCsp, pageCss } from './page-style.ts';
import { renderLost, renderTicket, renderTrouble } from './reporter-view.ts';

export interface ReporterPageOptions {
  log: Logger;
  /** Sets `Secure` on the cookie that carries the answer over the redirect. */
  https: boolean;
  /** Undefined for an unknown or expired token. */
  show(token: string): Promise<PageState | undefined>;
  /**
   * Does what the reporter asked; `say` is shown on the page that follows. `text` is the reason of a
   * denial, the added line, or `1`–`5` for a rating; at most 2000 characters. `once` names the form that was
   * filled: sent twice, it counts once. `shownIn`: the language that its reader chose.
   */
  act(
    token: string,
    action: PageAction,
    text?: string,
    how?: { once?: string | undefined; shownIn?: Locale | undefined },
  ): Promise<{ say: string }>;
}

const bodyLimitBytes = 16 * 1024;
const textLimit = 2000;
const cookieName = 'said';

/** `GET|POST /t/<token>`: mount it at `/t`. A GET never changes anything, so link scanners do no harm. */
export function createReporterPage(options: ReporterPageOptions): RequestHandler {
  const { log, show, act, https } = options;
  const router = express.Router();

  router.get('/:token', async (req, res) => {
    const state = await show(req.params.token);
    if (!state) return page(res, 404, renderLost(localeOf(req) ?? 'zh-CN'));
    const locale = localeOf(req) ?? state.locale;
    const said = saidIn(req);
    if (said !== undefined) res.setHeader('Set-Cookie', cookie(req.params.token, '', 0, https));
    page(res, 200, renderTicket({ ...state, locale }, said));
  });

  router.post('/:token', async (req, res) => {
    const form = await readForm(req, bodyLimitBytes);
    const action = pageActions.find((known) => known === form.get('action'));
    const state = await show(req.params.token);
    if (!state) return page(res, 404, renderLost(localeOf(req) ?? 'zh-CN'));
    const typed = words(form.get(action === 'rate' ? 'score' : 'text') ?? '', textLimit);
    if (!action || !isFilled(action, typed))
      return page(res, 400, renderTicket({ ...state, locale: localeOf(req) ?? state.locale }));
    const once = /^[\w-]{8,40}$/.exec(form.get('once') ?? '')?.[0];
    const lang = localeOf(req);
    const how = { once, shownIn: lang };
    const { say } = await act(req.params.token, action, typed === '' ? undefined : typed, how);
    res.setHeader('Set-Cookie', cookie(req.params.token, say, 60, https));
    // Relative to the page itself: no host of the request is ever repeated.
    res.writeHead(303, {
      Location: `/t/${encodeURIComponent(req.params.token)}${lang ? `?lang=${lang}` : ''}`,
      ...privately,
    });
    res.end();
  });

  const trouble: express.ErrorRequestHandler = (error: unknown, req, res, next) => {
    const status =
      typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 503;
    if (res.headersSent || (status >= 400 && status < 500)) return next(error);
    log.error({ err: error }, 'the reporter page failed');
    page(res, 503, renderTrouble(localeOf(req) ?? 'zh-CN'));
  };
  router.use(trouble);
  return router;
}

/** What no browser sends from our forms: a grade that is none, words without a letter. */
const isFilled = (action: PageAction, typed: string): boolean =>
  action === 'rate' ? /^[1-5]$/.test(typed) : action !== 'add' || typed.trim() !== '';

const privately = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
};

function page(
  res: ServerResponse,
  status: number,
  body: { title: string; locale: Locale; main: Markup },
): void {
  const document = html`<!doctype html>
<html lang="${body.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${body.title}</title><style>${pageCss}</style></head>
<body><main>${body.main}</main></body></html>`;
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': pageCsp,
    'X-Content-Type-Options': 'nosniff',
    ...privately,
  });
  res.end(document.markup);
}

function localeOf(req: IncomingMessage): Locale | undefined {
  const lang = new URL(req.url ?? '/', 'http://page').searchParams.get('lang');
  return locales.find((locale) => locale === lang);
}

/** Carries the answer to the next page; only that token's page gets to see it. */
function cookie(token: string, say: string, maxAgeSeconds: number, https: boolean): string {
  const value = Buffer.from(say.slice(0, 600), 'utf8').toString('base64url');
  const parts = [
    `${cookieName}=${value}`,
    `Path=/t/${encodeURIComponent(token)}`,
    `Max-Age=${maxAgeSeconds}`,
  ];
  return [...parts, 'HttpOnly', 'SameSite=Lax', ...(https ? ['Secure'] : [])].join('; ');
}

function saidIn(req: IncomingMessage): string | undefined {
  const found = /(?:^|;\s*)said=([\w-]+)/.exec(req.headers.cookie ?? '');
  return found?.[1] ? words(Buffer.from(found[1], 'base64url').toString('utf8'), 600) : undefined;
}
