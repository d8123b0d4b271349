import { start } from '../../src/main.ts';
import { type CrashPoint, crashing, keepBusy } from './crash-points.ts';

/**
 * A hub of its own process, as `faultline start` runs it, told what to do by messages of the test that
 * started it: its ports are wrapped, so that it can be made to kill itself at a named step.
 */
const tell = (message: object): void => void process.send?.(message);
const { parts, arm } = crashing();

process.on('message', (message: { arm?: CrashPoint; stall?: number }) => {
  if (message.arm) arm(message.arm);
  if (message.stall) keepBusy(message.stall);
  tell({ armed: true });
});
// Steps of the start itself.
if (process.env['CRASH_AT']) arm(JSON.parse(process.env['CRASH_AT']) as CrashPoint);

try {
  const hub = await start(process.env, () => undefined, parts);
  process.on('SIGTERM', () => {
    hub.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  tell({ up: hub.url });
} catch (error) {
  tell({ failed: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
