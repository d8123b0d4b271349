import { pictureType } from '../../lib/picture-type.ts';

const withinMs = 5_000;
const mostBytes = 20 * 1024 * 1024;

const addressesIn = (blocks: unknown): [place: number, url: string][] =>
  (Array.isArray(blocks) ? blocks : []).flatMap((block: unknown, at): [number, string][] => {
    const { type, image_url: url } = (block ?? {}) as { type?: unknown; image_url?: unknown };
    return type === 'image' && typeof url === 'string' ? [[at, url]] : [];
  });

/** WebP and whatever is no picture at all is not drawn. */
async function isDrawn(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const type = pictureType(bytes);
    return answer.ok && bytes.length <= mostBytes && type !== undefined && type !== 'image/webp';
  } catch {
    // Out of reach is as good as no picture to whoever posts.
    return false;
  }
}

/** Slack fetches the pictures of a message as it takes it, and refuses the message when it can't. */
export async function pictureProblems(blocks: unknown): Promise<string[]> {
  const checked = addressesIn(blocks).map(async ([at, url]) =>
    (await isDrawn(url)) ? [] : [`downloading image failed [json-pointer:/blocks/${at}/image_url]`],
  );
  return (await Promise.all(checked)).flat();
}
