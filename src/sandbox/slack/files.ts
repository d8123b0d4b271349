import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Media, MediaStore } from '../media.ts';
import { type Method, needed, SlackSays } from './method.ts';
import { type SlackFile, team } from './records.ts';
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

  return {
    methods: { 'files.info': info } satisfies Record<string, Method>,

    /** Keeps what somebody sends along with a message, and answers what the message says of it. */
    upload(user: string, given: Media): Record<string, unknown> {
      const { id: where, name, type, size } = media.keep(given);
      const id = state.nextId('F');
      const path = encodeURIComponent(name === '' ? id : name);
      const file: SlackFile = {
        id,
        name: name === '' ? id : name,
        mimetype: type,
        size,
        url_private: `${origin()}/files-pri/${team.id}-${id}/${path}`,
        user,
        media: where,
      };
      all().push(file);
      return described(file);
    },

    /** False: this is about something else. */
    serve(req: IncomingMessage, res: ServerResponse): boolean {
      const { pathname } = new URL(req.url ?? '/', 'http://slack');
      if (pathname === '/login') {
        res.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>');
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
export type Files = ReturnType<typeof createFiles>;
