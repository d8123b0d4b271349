import type { webApi } from '@slack/bolt';
import type { FileResult, WantedFile } from '../../domain/channel.ts';
import { fetchFile, type Leave } from '../../lib/fetch-file.ts';
import type { SlackSettings } from './settings.ts';
import { slackFailure } from './slack-error.ts';

type Account = Pick<SlackSettings, 'botToken' | 'apiUrl'>;

/** `slack.com`, or that of another of Slack's installations; a local stand-in has its own. */
const homeOf = (apiUrl: string): string => new URL(apiUrl).hostname.replace(/^www\./, '');

/** May this address be asked for a file, and is our token shown to it? */
export function fileLeave(url: URL, { botToken, apiUrl }: Account): Leave | 'login' | undefined {
  const headers = { authorization: `Bearer ${botToken}` };
  const api = new URL(apiUrl);
  const home = homeOf(apiUrl);
  if (api.protocol === 'http:' && url.origin === api.origin)
    return url.pathname.startsWith('/files-pri/') ? { headers, inside: true } : 'login';
  if (url.protocol !== 'https:' || url.port !== '') return undefined;
  if (url.hostname === `files.${home}`) return { headers };
  if (url.hostname === `files-origin.${home}`) return {};
  // Whoever is not let in is sent to a page of the workspace.
  return url.hostname === home || url.hostname.endsWith(`.${home}`) ? 'login' : undefined;
}

/** Of files of other workspaces, and of very new ones, a message tells the id alone. */
async function addressOf(client: webApi.WebClient, id: string): Promise<string | FileResult> {
  try {
    const { file } = await client.files.info({ file: id });
    return file?.url_private ?? { kind: 'lost', why: 'gone' };
  } catch (error) {
    const failure = slackFailure(error);
    if (failure.kind === 'rate-limited')
      return { kind: 'try-later', reason: 'rate-limited', afterMs: failure.afterMs };
    if (failure.kind !== 'said-no') return { kind: 'try-later', reason: failure.reason };
    if (gone.has(failure.error)) return { kind: 'lost', why: 'gone' };
    return { kind: 'try-later', reason: failure.error, otherwise: 'refused' };
  }
}
const gone = new Set(['file_not_found', 'file_deleted', 'files_not_found']);

/** A file of a message, from Slack alone. */
export async function fetchSlackFile(
  { ref, type, mostBytes, signal }: WantedFile,
  settings: Account & Pick<SlackSettings, 'proxy'>,
  client: webApi.WebClient,
): Promise<FileResult> {
  const address = /^F[A-Z0-9]+$/.test(ref) ? await addressOf(client, ref) : ref;
  if (typeof address !== 'string') return address;
  const { proxy } = settings;
  const result = await fetchFile(address, {
    allow: (url) => fileLeave(url, settings),
    mostBytes,
    signal,
    proxy,
  });
  // A login page comes with a 200 as well.
  const page = result.kind === 'here' && /^text\/html\b/i.test(result.type) && !/^text\/html\b/i.test(type);
  return page ? { kind: 'try-later', reason: 'Slack shows a page instead', otherwise: 'refused' } : result;
}
