import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { BodyRefused } from '../lib/read-body.ts';
import type { Backend } from './backend.ts';
import { onlyFromHere } from './loopback.ts';
import { servePage } from './page/serve.ts';
import { checked, readJson } from './read-json.ts';
import { SandboxRefused } from './refused.ts';
import * as requests from './requests.ts';

/** Answers with one sentence in JSON; what the sandbox didn't foresee is logged. */
const answerProblems =
  (log: Logger): ErrorRequestHandler =>
  (error: unknown, req, res, _next) => {
    const known = error instanceof SandboxRefused || error instanceof BodyRefused;
    if (!known) log.error({ err: error, path: req.path }, 'the sandbox failed');
    if (res.headersSent) return void res.destroy();
    // The rest of a body that was refused is not worth reading on this connection.
    if (known && error.status !== 400) res.set('Connection', 'close');
    res
      .status(known ? error.status : 500)
      .json({ error: known ? error.message : 'the sandbox failed; the log says why' });
  };

const ticketOfPath = (req: Request): number => {
  const given = String(req.params['number']);
  const number = /^\d{1,9}$/.test(given) ? Number(given) : undefined;
  if (number === undefined) throw new SandboxRefused(400, 'the ticket number must be digits, like 1001');
  return number;
};

/** The addresses under `/sandbox`. */
export function createRoutes(backend: () => Backend, log: Logger): RequestHandler {
  const router = Router();
  router.use((req, res, next) => {
    onlyFromHere(req);
    res.set('Cache-Control', 'no-store');
    next();
  });

  /** A POST: checked before its turn comes, answered after it. */
  function post<T>(path: string, schema: z.ZodType<T>, act: (request: T) => Promise<object>): void {
    router.post(path, async (req: Request, res: Response) => {
      const request = await readJson(req, schema);
      const { answer, turn } = await backend().inTurn(() => act(request));
      res.set('X-Sandbox-Turn', String(turn)).json(answer);
    });
  }
  post('/sms', requests.SmsRequest, (request) => backend().sms(request));
  post('/mail', requests.MailRequest, (request) => backend().mail(request));
  post('/chat', requests.ChatRequest, (request) => backend().chat(request));
  post('/tap', requests.TapRequest, (request) => backend().tap(request));
  post('/submit', requests.SubmitRequest, (request) => backend().submit(request));
  post('/home', requests.HomeRequest, (request) => backend().home(request));
  post('/clock', requests.ClockRequest, (request) => backend().moveClock(request));
  post('/language', requests.LanguageRequest, (request) => backend().speak(request));
  post('/fail', requests.FailRequest, (request) => backend().fail(request));

  router.get('/messages', async (req, res) => {
    const wanted = checked(requests.MessagesQuery, req.query);
    res.json(await backend().messages(wanted));
  });
  router.get('/tickets', async (_req, res) => void res.json(await backend().tickets()));
  router.get('/tickets/:number', async (req, res) => {
    const number = ticketOfPath(req);
    const ticket = await backend().ticket(number);
    if (ticket === undefined) throw new SandboxRefused(404, `there is no ticket ${number}`);
    res.json(ticket);
  });
  router.get('/clock', (_req, res) => void res.json(backend().clock()));
  router.get('/upcoming', async (_req, res) => void res.json(await backend().upcoming()));
  router.get('/events', async (_req, res) => backend().watchPage(res));
  servePage(router, backend);

  router.use((req) => {
    const taken = router.stack.flatMap(({ route }) =>
      route?.path === req.path ? route.stack.map(({ method }) => method.toUpperCase()) : [],
    );
    throw taken.length > 0
      ? new SandboxRefused(405, `${req.path} takes ${[...new Set(taken)].join(' and ')}`)
      : new SandboxRefused(404, 'the sandbox has no such address');
  });
  router.use(answerProblems(log));
  return router;
}
