import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { MediaStore } from '../media.ts';
import type { Failures } from './failures.ts';
import type { KeptText } from './state.ts';
import { apiVersion, errorBody } from './wire.ts';

export interface MediaDeps {
  accountSid: string;
  texts: () => readonly KeptText[];
  media: MediaStore;
  failures: Failures;
  authorized(req: IncomingMessage): boolean;
}

const mediaPath = '/media-host/';
const goodForMs = 4 * 3_600_000;

/**
 * Pictures as Twilio hands them out: the API asks for the account and sends on to a signed address of another
 * host, which refuses whoever brings the account's password along.
 */
export function createMediaHost({ accountSid, texts, media, failures, authorized }: MediaDeps) {
  const messages = `/${apiVersion}/Accounts/${accountSid}/Messages`;
  const tickets = new Map<string, { id: string; type: string; until: number }>();

  const say = (res: ServerResponse, { status, body }: { status: number; body: unknown }): void => {
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };

  function list(res: ServerResponse, text: KeptText): void {
    const rows = text.media.map(({ sid, type }) => ({
      sid,
      parent_sid: text.sid,
      account_sid: accountSid,
      content_type: type,
      uri: `${messages}/${text.sid}/Media/${sid}.json`,
    }));
    const uri = `${messages}/${text.sid}/Media.json`;
    say(res, { status: 200, body: { media_list: rows, uri, page: 0, next_page_uri: null } });
  }

  function sendOn(req: IncomingMessage, res: ServerResponse, found: { id: string; type: string }): void {
    const failure = failures.takeMedia();
    if (failure?.hang) return;
    if (failure?.redirect !== undefined) return void res.writeHead(307, { Location: failure.redirect }).end();
    if (failure) {
      say(res, errorBody(failure.code ?? 20404, failure.status));
      return;
    }
    const name = randomBytes(12).toString('hex');
    tickets.set(name, { ...found, until: Date.now() + goodForMs });
    const port = req.socket.localPort;
    res.writeHead(307, { Location: `http://localhost:${port}${mediaPath}${name}?Signature=${name}` }).end();
  }

  function handOut(req: IncomingMessage, res: ServerResponse, url: URL): void {
    // As the real host of these has it: one way of signing, not two.
    if (req.headers.authorization !== undefined) return void res.writeHead(400).end('one way of signing');
    const ticket = tickets.get(url.pathname.slice(mediaPath.length));
    const signed = url.searchParams.get('Signature') === url.pathname.slice(mediaPath.length);
    const bytes = ticket && signed && ticket.until > Date.now() ? media.bytes(ticket.id) : undefined;
    if (!ticket || !bytes) return void res.writeHead(403).end('no access');
    res.writeHead(200, { 'Content-Type': ticket.type, 'Content-Length': bytes.byteLength }).end(bytes);
  }

  /** False: this is about something else. */
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    const url = new URL(req.url ?? '/', 'http://twilio');
    if (url.pathname.startsWith(mediaPath)) {
      handOut(req, res, url);
      return true;
    }
    const [, sid, , one] = /\/Messages\/(\w+)\/Media(\.json|\/(\w+))$/.exec(url.pathname) ?? [];
    if (sid === undefined || !url.pathname.startsWith(messages)) return false;
    const text = texts().find((each) => each.sid === sid);
    const found = text?.media.find((each) => each.sid === one);
    if (!authorized(req)) say(res, errorBody(20003));
    else if (!text || (one !== undefined && found?.id === undefined)) say(res, errorBody(20404));
    else if (found?.id === undefined) list(res, text);
    else sendOn(req, res, { id: found.id, type: found.type });
    return true;
  };
}
