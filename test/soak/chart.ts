import type { Result } from './result.ts';
import type { Sample } from './samples.ts';

const size = { width: 980, height: 320, left: 60, right: 20, top: 60, bottom: 40 };

const style = `
  text { font: 12px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; fill: #1f2328 }
  .page { fill: #ffffff; stroke: #d1d9e0 }
  .title { font-size: 17px; font-weight: 600 }
  .grid { stroke: #d1d9e0 }
  .storm { fill: #9a6700; opacity: 0.14 }
  .fault { stroke: #bc4c00; opacity: 0.55 }
  .rss, .heap { fill: none; stroke-width: 1.8 }
  .rss { stroke: #0969da }
  .heap { stroke: #1a7f37 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .page { fill: #0d1117; stroke: #3d444d }
    .grid { stroke: #3d444d }
    .storm { fill: #d29922 }
    .fault { stroke: #f0883e }
    .rss { stroke: #4493f8 }
    .heap { stroke: #3fb950 }
  }`;

/** What the hub that was never killed took, minute by minute; each fault is a stroke on the upper edge. */
export function memoryChart({ samples, minutes, storm, broken, at, seed }: Result): string {
  const own = samples.filter(({ hub }) => hub === 0);
  const most = Math.ceil(Math.max(100, ...own.map(({ rssMb }) => rssMb)) / 100) * 100;
  const bottom = size.height - size.bottom;
  const x = (minute: number): string =>
    (size.left + (minute / minutes) * (size.width - size.left - size.right)).toFixed(1);
  const y = (mb: number): string => (bottom - (mb / most) * (bottom - size.top)).toFixed(1);
  const line = (of: (sample: Sample) => number): string =>
    own.map((sample, i) => `${i === 0 ? 'M' : 'L'} ${x(sample.minute)} ${y(of(sample))}`).join(' ');
  const began = Date.parse(at);
  const minuteOf = (when: Date): number => Math.max(0, (new Date(when).getTime() - began) / 60_000);
  const grid = [0, most / 4, most / 2, (most * 3) / 4, most].map(
    (mb) =>
      `<path class="grid" d="M ${size.left} ${y(mb)} H ${size.width - size.right}"/><text x="${size.left - 6}" y="${Number(y(mb)) + 4}" text-anchor="end">${mb}</text>`,
  );
  const quarters = [0, 1, 2, 3, 4].map((quarter) => {
    const minute = (minutes / 4) * quarter;
    return `<path class="grid" d="M ${x(minute)} ${size.top} V ${bottom}"/><text x="${x(minute)}" y="${bottom + 18}" text-anchor="middle">${Math.round(minute)} min</text>`;
  });
  const strokes = broken.map(
    ({ from }) => `<path class="fault" d="M ${x(minuteOf(from))} ${size.top} v 12"/>`,
  );
  const stormWidth = Number(x(storm.toMinute)) - Number(x(storm.fromMinute));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-label="Memory of one hub over the soak">
<style>${style}
</style>
<rect class="page" x="0.5" y="0.5" width="${size.width - 1}" height="${size.height - 1}" rx="6"/>
<text class="title" x="24" y="28">Memory of the hub that was never killed, MB</text>
<text x="24" y="46">Blue: resident. Green: heap. Shaded: the storm. Strokes above: something was broken. Seed ${seed}, ${at.slice(0, 10)}.</text>
<rect class="storm" x="${x(storm.fromMinute)}" y="${size.top}" width="${stormWidth.toFixed(1)}" height="${bottom - size.top}"/>
${[...grid, ...quarters, ...strokes].join('\n')}
<path class="rss" d="${line(({ rssMb }) => rssMb)}"/>
<path class="heap" d="${line(({ heapMb }) => heapMb)}"/>
</svg>
`;
}
