import type { Part } from '../mime/parts.ts';

const placeholder =
  /(?:does(?: no|n['’])t (?:support|display|show)|unable to (?:display|show|view)|cannot (?:display|read)|(?:view|read|open|see) (?:this|the) (?:message|e-?mail) in|please (?:use|enable)|capable of).{0,60}\bhtml\b|\bhtml\b.{0,60}(?:compatible|capable|enabled|viewer|only e-?mail)|^\W*[本此]?邮件[是为].{0,6}html|(?:不支持|请使用|请用|请以).{0,20}html/is;
/** A picture's place in the plain form of a mail. */
const picture = /\[cid:[^\]\s]{1,200}\]/g;
const clearSigned =
  /^-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:[\w-]{1,40}: .*\r?\n){0,10}\r?\n([\s\S]*?)\r?\n-----BEGIN PGP SIGNATURE-----[\s\S]*?(?:-----END PGP SIGNATURE-----|$)/;

/** A plain part as its writer saw it: unwrapped, without armour and places of pictures. */
export function plainText(part: Part): string {
  const flowed = part.params.get('format')?.toLowerCase() === 'flowed';
  const text = flowed
    ? unflowed(part.text(), part.params.get('delsp')?.toLowerCase() === 'yes')
    : part.text();
  return withoutArmour(text).replace(picture, '');
}

/** Says only that the mail is meant to be read as HTML. */
export const isPlaceholder = (text: string): boolean =>
  text.trim() === '' || (text.trim().length < 300 && placeholder.test(text));

function withoutArmour(text: string): string {
  const signed = clearSigned.exec(text.slice(0, 200_000).trimStart());
  return signed ? (signed[1] ?? '').replace(/^- /gm, '') : text;
}

/**
 * RFC 3676: a line that ends in a space goes on in the next one of the same quote depth. The space itself goes
 * with `delsp`, as in scripts without spaces.
 */
function unflowed(text: string, deleteSpace: boolean): string {
  const out: string[] = [];
  let open = false;
  let depth = 0;
  for (const line of text.split(/\r?\n/)) {
    const quote = /^>*/.exec(line)?.[0] ?? '';
    const words = line.slice(quote.length).replace(/^ /, '');
    const soft = words.endsWith(' ') && words !== '-- ';
    const body = soft && deleteSpace ? words.slice(0, -1) : words;
    if (open && quote.length === depth && words !== '-- ') out[out.length - 1] += body;
    else out.push(quote === '' ? body : `${quote} ${body}`);
    open = soft;
    depth = quote.length;
  }
  return out.join('\n');
}
