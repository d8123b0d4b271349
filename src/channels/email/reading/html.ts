import { compile } from 'html-to-text';

const maxHtml = 2_000_000;

/** HTML as the text that a reader sees. Nothing is fetched; links keep their words, pictures their alt text. */
export function htmlToText(html: string): string {
  const source = html.slice(0, maxHtml);
  try {
    return convert(source).slice(0, maxHtml);
  } catch (error) {
    // A tree too deep for the converter still has words in it.
    if (error instanceof RangeError) return withoutTags(source);
    throw error;
  }
}

const convert = (html: string): string =>
  compile({
    wordwrap: false,
    limits: { maxInputLength: maxHtml, maxDepth: 200, maxChildNodes: 20_000, ellipsis: '…' },
    selectors: [
      { selector: 'table', format: 'dataTable' },
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'head', format: 'skip' },
      { selector: 'style', format: 'skip' },
      { selector: 'script', format: 'skip' },
      { selector: '[style*="display:none"]', format: 'skip' },
      { selector: '[style*="display: none"]', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  })(html);

function withoutTags(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/div|\/tr|\/li)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ');
}
