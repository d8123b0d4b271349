import { Pool } from 'undici';
import { serve } from '../support/serve.ts';
import { type SignedText, signedText } from '../support/signed-text.ts';

/** Whoever calls, in a process of its own. All is signed before the clock starts. */
const connections = 48;
let numbered = 0;
let texts: SignedText[] = [];

export interface Posted {
  acknowledged: number;
  refused: number;
  ms: number;
  latencyMs: number[];
}

serve({
  async sign({ many }: { many: number }) {
    texts = Array.from({ length: many }, () => signedText(numbered++));
  },

  async post({ port, seconds }: { port: number; seconds: number }): Promise<Posted> {
    const pool = new Pool(`http://127.0.0.1:${port}`, { connections, pipelining: 1 });
    const latencyMs: number[] = [];
    let refused = 0;
    const from = performance.now();
    const until = from + seconds * 1000;
    const callers = Array.from({ length: connections }, async () => {
      for (let text = texts.pop(); text && performance.now() < until; text = texts.pop()) {
        const at = performance.now();
        const { statusCode, body } = await pool.request({
          path: '/twilio/sms',
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': text.signature,
          },
          body: text.body,
        });
        await body.dump();
        if (statusCode === 200) latencyMs.push(performance.now() - at);
        else refused++;
      }
    });
    await Promise.all(callers);
    const ms = performance.now() - from;
    await pool.close();
    return { acknowledged: latencyMs.length, refused, ms, latencyMs };
  },
});
