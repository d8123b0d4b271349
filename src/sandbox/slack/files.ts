import type { IncomingMessage, ServerResponse } from 'node:http';
import { pictureType } from '../../lib/picture-type.ts';
import type { Media, MediaStore } from '../media.ts';
import { jsonArg, type Method, needed, SlackSays, textArg } from './method.ts';
import { bot, type SentFile, type SlackFile, type SlackMessage, team } from './records.ts';
import type { State } from './state.ts';

export interface FilesOptions {
  state: State;
  media: MediaStore;
  botToken: string;
  origin(): string;
}

/** What Slack tells of a file. */
const described = ({ media: _where, ...file }: SlackFile) => ({
  mode: 'hosted',
  is_external: false,
  ...file,
});

/** Files that people upload, and the host that hands them out to whoever has a token. */
export function createFiles({ state, media, botToken, origin }: FilesOptions) {
  const all = (): SlackFile[] => {
    state.data.files ??= [];
    return state.data.files;
  };
  const find = (id: string): SlackFile | undefined => all().find((file) => file.id === id);

  const info: Method = (args) => {
    const file = find(needed(args, 'file'));
    if (!file) throw new SlackSays('file_not_found');
    return { file: described(file) };
  };

  /** Places for files that the app has announced: the bytes follow, then the word that they are all. */
  const announced = new Map<string, { name: string; length: number; media?: string }>();

  const getUploadUrl: Method = (args) => {
    const [name, length] = [needed(args, 'filename'), Number(needed(args, 'length'))];
    if (!Number.isInteger(length) || length < 1) throw new SlackSays('invalid_arguments');
    const id = state.nextId('F');
    announced.set(id, { name, length });
    return { upload_url: `${origin()}/upload/${id}`, file_id: id };
  };

  const completeUpload: Method = (args, context) => {
    const given = jsonArg(args, 'files', 'invalid_arguments');
    const rows = Array.isArray(given) ? (given as { id?: string; title?: string }[]) : [];
    const files = rows.map(({ id = '', title }) => {
      const place = announced.get(id);
      const bytes = place?.media === undefined ? undefined : media.bytes(place.media);
      if (!place?.media || !bytes) throw new SlackSays('file_not_found');
      announced.delete(id);
      const type = pictureType(bytes) ?? 'application/octet-stream';
      return { ...keep(bot.user, id, { name: place.name, type, bytes }), title: title ?? place.name };
    });
    if (files.length === 0) throw new SlackSays('invalid_arguments');
    const where = textArg(args, 'channel_id');
    if (where === undefined) return { files };
    const conversation = state.conversation(where);
    if (!conversation) throw new SlackSays('channel_not_found');
    if (!state.isMember(conversation, bot.user)) throw new SlackSays('not_in_channel');
    const thread = textArg(args, 'thread_ts');
    if (thread !== undefined && !state.message(conversation, thread)) throw new SlackSays('thread_not_found');
    const message: SlackMessage = {
      ts: state.nextTs(),
      ...(thread && { thread_ts: thread }),
      user: bot.user,
      bot_id: bot.id,
      text: textArg(args, 'initial_comment') ?? '',
      files,
    };
    conversation.messages.push(message);
    const text = [message.text, ...files.map(({ title }) => title)].filter(Boolean).join('\n');
    const to = conversation.im ?? conversation.id;
    context.shown({ channel: conversation.id, to, text, blocks: [], kind: 'post', ts: message.ts });
    return { files };
  };

  function keep(user: string, id: string, given: Media) {
    const { id: where, name, type, size } = media.keep(given);
    const file: SlackFile = {
      id,
      name: name === '' ? id : name,
      mimetype: type,
      size,
      url_private: `${origin()}/files-pri/${team.id}-${id}/${encodeURIComponent(name === '' ? id : name)}`,
      user,
      media: where,
    };
    all().push(file);
    return described(file);
  }

  /** The bytes of an announced file, as long as was announced. */
  async function takeBytes(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const place = announced.get(id);
    if (!place || req.method !== 'POST' || bytes.length !== place.length) {
      res.writeHead(400).end('no');
      return;
    }
    place.media = media.keep({ name: place.name, type: '', bytes }).id;
    res.writeHead(200).end(`OK - ${bytes.length}`);
  }

  return {
    methods: {
      'files.info': info,
      'files.getUploadURLExternal': getUploadUrl,
      'files.completeUploadExternal': completeUpload,
    } satisfies Record<string, Method>,

    /** Keeps what somebody sends along with a message, and answers what the message says of it. */
    upload: (user: string, given: Media): SentFile => keep(user, state.nextId('F'), given),

    /** False: this is about something else. */
    serve(req: IncomingMessage, res: ServerResponse): boolean {
      const { pathname } = new URL(req.url ?? '/', 'http://slack');
      if (pathname === '/login') {
        res.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
        return true;
      }
      const place = /^\/upload\/(\w+)$/.exec(pathname)?.[1];
      if (place !== undefined) {
        takeBytes(req, res, place).catch(() => res.writeHead(500).end());
        return true;
      }
      const id = /^\/files-pri\/\w+-(\w+)\//.exec(pathname)?.[1];
      if (id === undefined) return false;
      const file = find(id);
      const bytes = file && media.bytes(file.media);
      if (req.headers.authorization !== `Bearer ${botToken}`)
        res.writeHead(302, { location: `${origin()}/login?redir=${encodeURIComponent(pathname)}` }).end();
      else if (!file || !bytes) res.writeHead(404).end();
      else res.writeHead(200, { 'content-type': file.mimetype }).end(bytes);
      return true;
    },
  };
}
