import { request as httpRequest } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';

const connectTimeoutMs = 5000;

/**
 * An agent for `https:` addresses that tunnels through HTTPS_PROXY by CONNECT; Node 20's own agent
 * knows no proxies. Credentials in the proxy's address are sent to the proxy alone.
 */
export function createProxyAgent(proxy: string, options: { maxSockets?: number } = {}): Agent {
  const proxyUrl = new URL(proxy);
  const agent = new Agent({ keepAlive: true, ...options });
  // Agent's types don't say that a connection may also arrive by callback; its documentation does.
  const tunnel = (target: Target, done: (error: Error | null, socket?: Duplex) => void): undefined => {
    openTunnel(proxyUrl, target, done);
    return undefined;
  };
  return Object.assign(agent, { createConnection: tunnel });
}

interface Target {
  host?: string;
  port?: number;
  servername?: string;
}

function openTunnel(proxy: URL, target: Target, done: (error: Error | null, socket?: Duplex) => void): void {
  const authority = `${target.host}:${target.port ?? 443}`;
  const connect = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
    host: proxy.hostname,
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: authority,
    headers: { host: authority, ...authorization(proxy) },
    timeout: connectTimeoutMs,
    agent: false,
  });
  connect.once('timeout', () => connect.destroy(new Error('the proxy does not answer')));
  connect.once('error', (error) => done(error));
  connect.once('connect', (response, socket) => {
    if (response.statusCode !== 200) {
      socket.destroy();
      done(new Error(`the proxy refuses the connection (${response.statusCode})`));
      return;
    }
    socket.setTimeout(0);
    // The agent's own TLS options (a CA of the company) come with the target.
    const secure = tlsConnect({ ...target, socket, servername: target.servername ?? target.host ?? '' });
    secure.once('secureConnect', () => done(null, secure));
    secure.once('error', (error) => done(error));
  });
  connect.end();
}

function authorization({ username, password }: URL): Record<string, string> {
  if (!username) return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
