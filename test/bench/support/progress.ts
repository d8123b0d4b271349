/** One line that says where the bench is; on a terminal it stays one line, in a log each step is one. */
export function createProgress(rows: number) {
  const startedAt = performance.now();
  const out = process.stderr;
  let row = 0;
  let title = 'starting';
  let ended = false;

  function draw(step: string): void {
    if (ended) return;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const minutes = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    const line = `[${minutes}] ${row}/${rows} ${title}: ${step}`;
    out.write(out.isTTY ? `\r\x1b[K${line.slice(0, (out.columns ?? 80) - 1)}` : `${line}\n`);
  }

  return {
    say: draw,
    next(name: string): void {
      row++;
      title = name;
      draw('starting');
    },
    end(): void {
      if (!ended && out.isTTY) out.write('\r\x1b[K');
      ended = true;
    },
  };
}
