import { isSkipped, type Line } from '../row.ts';
import { loadLine } from '../support/machine.ts';
import type { Result } from './result.ts';
import { barShown, figureShown, verdictOf } from './verdict.ts';

/** Bars grow from the left edge to how many times better than its "must" a figure is; the must-line is at 1. */
const width = 980;
const bars = { left: 510, right: 810 };
const scale = { least: 1 / 8, most: 8 };
const rowHeight = 50;
const headHeight = 30;
const top = 118;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** How often the bar is passed: 2 is twice as good as it must be, 0.5 half as good. */
export function timesBetter({ value, better, must }: Line): number {
  if (must === undefined) return Number.NaN;
  if (better === 'more') return value / must;
  return value <= 0 ? Number.POSITIVE_INFINITY : must / value;
}

function placeOf(times: number): number {
  const span = Math.log(scale.most) - Math.log(scale.least);
  const kept = Math.min(scale.most, Math.max(scale.least, times));
  return bars.left + ((Math.log(kept) - Math.log(scale.least)) / span) * (bars.right - bars.left);
}

const style = `
  text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; fill: #1f2328 }
  .page { fill: #ffffff; stroke: #d1d9e0 }
  .title { font-size: 19px; font-weight: 600 }
  .head { font-size: 14px; font-weight: 600 }
  .small { font-size: 11px; fill: #59636e }
  .figure { font-weight: 600 }
  .track { fill: #eff2f5 }
  .grid { stroke: #d1d9e0 }
  .must { stroke: #1f2328; stroke-width: 1.5; stroke-dasharray: 4 3 }
  .bar.met, .bar.stretch { fill: #0969da }
  .bar.missed { fill: #bc4c00 }
  .aim { fill: none; stroke: #1f2328 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .page { fill: #0d1117; stroke: #3d444d }
    .small { fill: #9198a1 }
    .track { fill: #212830 }
    .grid { stroke: #3d444d }
    .must, .aim { stroke: #f0f6fc }
    .bar.met, .bar.stretch { fill: #4493f8 }
    .bar.missed { fill: #f0883e }
  }`;

const text = (x: number, y: number, what: string, kind = '', anchor = 'start'): string =>
  `<text x="${x}" y="${y}"${kind && ` class="${kind}"`}${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escaped(what)}</text>`;

function bar(line: Line, y: number): string {
  const verdict = verdictOf(line);
  const end = placeOf(timesBetter(line));
  const { must, stretch, better } = line;
  const aim = must && stretch ? placeOf(better === 'more' ? stretch / must : must / stretch) : undefined;
  const off = timesBetter(line) > scale.most ? text(bars.right + 3, y + 25, '»', 'small') : '';
  const mark = { stretch: '★', met: '✓', missed: '✗', told: '' }[verdict];
  const stands = line.beside === '–' ? line.ours : `${line.ours}  beside  ${line.beside}`;
  return [
    text(24, y + 14, line.what),
    text(24, y + 29, stands, 'small'),
    ...(line.durability ? [text(24, y + 43, line.durability, 'small')] : []),
    `<rect class="track" x="${bars.left}" y="${y + 10}" width="${bars.right - bars.left}" height="20" rx="3"/>`,
    `<rect class="bar ${verdict}" x="${bars.left}" y="${y + 10}" width="${Math.max(2, end - bars.left).toFixed(1)}" height="20" rx="3"/>`,
    ...(aim === undefined
      ? []
      : [`<path class="aim" d="M ${aim.toFixed(1)} ${y + 6} v 28" stroke-dasharray="1 2"/>`]),
    off,
    text(width - 24, y + 19, `${mark} ${figureShown(line)}`, 'figure', 'end'),
    text(width - 24, y + 34, `must ${barShown(must, line)}`, 'small', 'end'),
  ].join('\n');
}

/** What must be 0 has no length: it is said in words. */
function zero(line: Line, y: number): string {
  const mark = verdictOf(line) === 'missed' ? '✗' : '✓';
  return [
    text(24, y + 14, line.what),
    text(24, y + 29, `${line.ours} ${line.beside === '–' ? '' : line.beside}`, 'small'),
    text(width - 24, y + 19, `${mark} ${figureShown(line)}`, 'figure', 'end'),
    text(width - 24, y + 34, 'must be 0', 'small', 'end'),
  ].join('\n');
}

const upright = (times: number, name: string, kind: string, bottom: number): string => {
  const x = placeOf(times).toFixed(1);
  const label = text(Number(x), top - 16, name, 'small', 'middle');
  return `<path class="${kind}" d="M ${x} ${top - 8} V ${bottom}"/>${label}`;
};

function grid(bottom: number): string {
  const at = { '⅛': scale.least, '¼': 1 / 4, '½': 1 / 2, '2 ×': 2, '4 ×': 4, '8 ×': scale.most };
  return Object.entries(at)
    .map(([name, times]) => upright(times, name, 'grid', bottom))
    .join('\n');
}

/** The table as a picture: every figure that something was promised of, against its must-line. */
export function chart(result: Result): string {
  const { machine } = result;
  const days = [...new Set(result.rows.map(({ at }) => at.slice(0, 10)))].join(', ');
  const loads = result.rows.map(({ loadBefore }) => loadBefore);
  const drawn: string[] = [];
  let y = top;
  for (const row of result.rows) {
    const lines = row.lines.filter((line) => isSkipped(line) || line.must !== undefined);
    if (lines.length === 0) continue;
    drawn.push(text(24, y + 20, row.title, 'head'));
    y += headHeight;
    for (const line of lines) {
      if (isSkipped(line))
        drawn.push(text(24, y + 14, line.what), text(24, y + 29, `not measured: ${line.because}`, 'small'));
      else drawn.push(line.must === 0 ? zero(line, y) : bar(line, y));
      y += rowHeight;
    }
  }
  const machineSaid = `${days}, ${machine.cores} cores (${machine.cpu}), Node ${machine.node}, mongod ${machine.mongod}, Redis ${machine.redis}, ${loadLine(Math.max(...loads), machine)}`;
  const height = y + 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Faultline beside its peers, ratios of one run">
<style>${style}
</style>
<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="6"/>
${text(24, 36, 'Faultline beside its peers', 'title')}
${text(24, 58, 'Ratios and counts, each row in one run; figures of two runs don’t compare. Bars: how many times better than the must. Dotted: the stretch.', 'small')}
${text(24, 76, machineSaid, 'small')}
${grid(y)}
${drawn.join('\n')}
${upright(1, 'must', 'must', y)}
</svg>
`;
}
