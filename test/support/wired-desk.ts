import { type Desk, openDesk } from './desk.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** A desk whose hubs reach the database over a wire that a test can cut; the first hub is up. */
export async function openDeskOnWire(
  uri: string,
): Promise<{ desk: Desk; wire: TcpProxy; close(): Promise<void> }> {
  const wire = await startTcpProxy(Number(new URL(uri).port));
  const hubUri = new URL(uri);
  hubUri.port = String(wire.port);
  hubUri.searchParams.set('directConnection', 'true');
  const desk = await openDesk({ uri, hubUri: hubUri.toString() });
  await desk.hubs[0]?.start();
  return {
    desk,
    wire,
    async close() {
      await desk.close();
      await wire.close();
    },
  };
}
