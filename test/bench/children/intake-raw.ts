import mongoose from 'mongoose';
import { pino } from 'pino';
import { isSignedByTwilio } from '../../../src/channels/sms/signature.ts';
import { createServer } from '../../../src/http/server.ts';
import { readForm } from '../../../src/lib/read-body.ts';
import { serve } from '../support/serve.ts';
import { accountSid, authToken, publicUrl } from '../support/whole-hub.ts';

/** As little as an honest webhook can do: verify, one insert by the driver, acknowledge. The hub's own server. */
serve({
  async open({ uri }: { uri: string }) {
    const client = await new mongoose.mongo.MongoClient(uri, {
      writeConcern: { w: 'majority', journal: true },
      maxPoolSize: 40,
    }).connect();
    const rows = client.db().collection<{ _id: string }>('raw');
    const server = createServer({
      log: pino({ level: 'silent' }),
      host: '127.0.0.1',
      port: 0,
      routes: [
        {
          method: 'POST',
          path: '/twilio/sms',
          async handler(req, res) {
            const form = await readForm(req, 64 * 1024);
            const signature = String(req.headers['x-twilio-signature'] ?? '');
            const signed = isSignedByTwilio({ authToken, signature, url: `${publicUrl}${req.url}`, form });
            if (!signed || form.get('AccountSid') !== accountSid) return void res.writeHead(403).end();
            await rows.insertOne({ _id: form.get('MessageSid') ?? '', form: form.toString() } as never);
            res.writeHead(200, { 'Content-Type': 'text/xml; charset=utf-8' }).end('<Response/>');
          },
        },
      ],
    });
    return server.listen();
  },
});
