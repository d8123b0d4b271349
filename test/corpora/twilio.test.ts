import { existsSync, readFileSync } from 'node:fs';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { segmentsOf } from '../../src/channels/sms/segments.ts';
import { isSignedByTwilio } from '../../src/channels/sms/signature.ts';
import { subscriptionIn } from '../../src/channels/sms/subscription.ts';
import { createTwilioLookAlike } from '../../src/sandbox/twilio/index.ts';
import { twilioSignature } from '../../src/sandbox/twilio/wire.ts';

const folder = '../shared/corpora/twilio';
const missing = !existsSync(folder);
const read = <T>(name: string): T => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as T;

interface Vector {
  name: string;
  url: string;
  params: Record<string, string | string[]>;
  signature: string;
  valid: boolean;
}

const formOf = (params: Vector['params']): URLSearchParams =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) =>
      [value].flat().map((each): [string, string] => [name, each]),
    ),
  );

describe.skipIf(missing)(`Twilio's own data (skipped when ${folder} is missing)`, () => {
  it('agrees with us on every signature, right and wrong', () => {
    const vectors = read<{ authToken: string; form: Vector[]; own: Vector[] }>('signature-vectors.json');
    for (const { name, url, params, signature, valid } of [...vectors.form, ...vectors.own])
      expect([
        name,
        isSignedByTwilio({ authToken: vectors.authToken, signature, url, form: formOf(params) }),
      ]).toEqual([name, valid]);
  });

  it('is signed by the look-alike as by Twilio', () => {
    const { authToken, form } = read<{ authToken: string; form: Vector[] }>('signature-vectors.json');
    const basic = form.find(({ name }) => name === 'basic');
    expect(basic && twilioSignature(authToken, basic.url, basic.params as Record<string, string>)).toBe(
      basic?.signature,
    );
  });

  it('counts as many segments as we do', () => {
    type Row = { body: string; segments: number; encoding: string };
    const { official, generated } = read<{ official: Row[]; generated: Row[] }>('segmentation-vectors.json');
    for (const { body, segments, encoding } of [...official, ...generated])
      expect([body, segmentsOf(body)]).toEqual([body, { segments, encoding }]);
  });

  it('has the opt-out words that we honour', () => {
    const { opt_out } = read<{ opt_out: { stop_keywords_default: string[]; start: string[] } }>('facts.json');
    for (const word of opt_out.stop_keywords_default)
      expect([word, subscriptionIn(word, '+44')]).toEqual([word, 'stop']);
    for (const word of opt_out.start) expect(['start', 'yes']).toContain(subscriptionIn(word, '+44'));
  });

  it('has the fields and states that the look-alike answers with', async () => {
    type Schema = { properties: Record<string, { type?: string; nullable?: boolean }>; enum: string[] };
    const spec = read<{ components: { schemas: Record<string, Schema> } }>('openapi/twilio_api_v2010.json');
    const fields = spec.components.schemas['api.v2010.account.message']?.properties ?? {};
    const states = spec.components.schemas['message_enum_status']?.enum;
    const account = { accountSid: 'AC1', authToken: 'token' };
    const twilio = createTwilioLookAlike({
      log: pino({ level: 'silent' }),
      ...account,
      numbers: ['+15005550006'],
      hubUrl: () => 'http://127.0.0.1:9',
    });
    const origin = await twilio.start();
    const answer = await fetch(`${origin}/2010-04-01/Accounts/AC1/Messages.json`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa('AC1:token')}` },
      body: new URLSearchParams({ To: '+447700900123', From: '+15005550006', Body: 'x' }),
    });
    const message = (await answer.json()) as Record<string, unknown>;
    await twilio.stop();
    expect(Object.keys(message).sort()).toEqual(Object.keys(fields).sort());
    expect(states).toContain(message['status']);
    for (const [name, { type, nullable }] of Object.entries(fields))
      if (type && !(nullable && message[name] === null))
        expect([name, typeof message[name]]).toEqual([name, type === 'integer' ? 'number' : type]);
  });
});
