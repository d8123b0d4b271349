import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, type FakeHub, startFakeHub } from './fake-hub.ts';

type Payload = {
  type: string;
  trigger_id: string;
  actions: { value: string; action_id: string }[];
  container: { message_ts: string; channel_id: string; is_ephemeral: boolean };
  view: { state: { values: Record<string, Record<string, unknown>> } };
};

const label = (text: string) => ({ type: 'plain_text', text });
const input = (block_id: string, element: object, optional = false) => ({
  type: 'input',
  block_id,
  optional,
  label: label('说明'),
  element: { action_id: 'value', ...element },
});
const options = ['call', 'text'].map((value) => ({ text: label(value), value }));
const form = (...blocks: object[]) => ({
  type: 'modal',
  callback_id: 'f',
  title: label('表单'),
  submit: label('提交'),
  close: label('取消'),
  blocks,
});

describe('tapping a button through the sandbox', () => {
  let hub: FakeHub;
  beforeEach(async () => {
    hub = await startFakeHub();
  });
  afterEach(() => hub.stop());

  const payloads = (): Payload[] =>
    hub.heard.map(({ form: said }) => JSON.parse(said.get('payload') ?? '{}') as Payload);
  const opening = (view: object) => {
    hub.fake.react = async (_path, said) => {
      const { type, trigger_id } = JSON.parse(said.get('payload') ?? '{}') as Payload;
      if (type === 'block_actions') await hub.slack('views.open', { trigger_id, view });
    };
  };
  const submitted = () => payloads().find(({ type }) => type === 'view_submission')?.view.state.values;

  it('finds it on the newest message that the person sees', async () => {
    await hub.slack('chat.postMessage', { channel: 'C0CARDS', ...card(1001, ['claim']) });
    const { ts } = await hub.slack('chat.postMessage', { channel: 'U0ANA', ...card(1001, ['claim']) });
    await hub.slack('chat.postMessage', { channel: 'U0BEN', ...card(1001, ['claim']) });
    await hub.slack('chat.postMessage', { channel: 'U0ANA', ...card(1002, ['claim']) });
    expect((await hub.post('/tap', { user: 'U0ANA', ticket: 1001, button: 'claim' })).body).toEqual({
      ok: true,
      ticket: 1001,
    });
    expect(payloads()[0]).toMatchObject({
      type: 'block_actions',
      container: { message_ts: ts, channel_id: 'D0ANA' },
    });
    expect(JSON.parse(payloads()[0]?.actions[0]?.value ?? '')).toEqual({ verb: 'claim', ticket: 1001 });
  });

  it('finds it in a menu and on a message that only this person sees', async () => {
    await hub.slack('chat.postEphemeral', { channel: 'C0CARDS', user: 'U0ANA', ...card(1001, ['answer']) });
    await hub.post('/tap', { user: 'U0ANA', ticket: 1001, button: 'answer' });
    expect(payloads()[0]?.container.is_ephemeral).toBe(true);
    const overflow = {
      type: 'overflow',
      action_id: 'faultline:more',
      options: [{ text: label('why'), value: '{"verb":"why","ticket":1001}' }],
    };
    await hub.slack('chat.postMessage', {
      channel: 'C0CARDS',
      text: 'x',
      blocks: [{ type: 'actions', elements: [overflow] }],
    });
    await hub.post('/tap', { user: 'U0BEN', ticket: 1001, button: 'why' });
    expect(payloads()[1]?.actions[0]).toMatchObject({
      action_id: 'faultline:more',
      selected_option: { value: '{"verb":"why","ticket":1001}' },
    });
  });

  it('taps one that is gone all the same, on the card, so that the hub itself answers', async () => {
    const { ts } = await hub.slack('chat.postMessage', { channel: 'C0CARDS', ...card(1001, ['fix']) });
    hub.fake.told = [{ id: 'slack:1', ok: false, say: '王磊已先认领' }];
    expect((await hub.post('/tap', { user: 'U0BEN', ticket: 1001, button: 'claim' })).body).toEqual({
      ok: false,
      say: '王磊已先认领',
    });
    expect(payloads()[0]).toMatchObject({ container: { message_ts: ts, channel_id: 'C0CARDS' } });
    expect(payloads()[0]?.actions[0]).toMatchObject({
      action_id: 'faultline:0:fix',
      value: '{"verb":"claim","ticket":1001}',
    });
  });

  it('lets the hub answer for a ticket that nobody ever saw', async () => {
    hub.fake.told = [{ id: 'slack:1', ok: false, say: '没有这个工单' }];
    expect((await hub.post('/tap', { user: 'U0BEN', ticket: 9999, button: 'claim' })).body).toEqual({
      ok: false,
      say: '没有这个工单',
    });
    expect(hub.heard).toHaveLength(1);
  });

  describe('that opens a form', () => {
    beforeEach(async () => {
      await hub.slack('chat.postMessage', { channel: 'C0CARDS', ...card(1001, ['fix']) });
    });

    it('sends it with what is given, what it proposes, and sample words for the rest', async () => {
      opening(
        form(
          input('note', { type: 'plain_text_input', multiline: true, max_length: 9 }),
          input('how', { type: 'static_select', options }),
          input('until', { type: 'static_select', options, initial_option: options[1] }),
          input('person', { type: 'users_select' }),
          input('extra', { type: 'plain_text_input' }, true),
          input('title', { type: 'plain_text_input' }),
        ),
      );
      await hub.post('/tap', { user: 'U0ANA', ticket: 1001, button: 'fix', fields: { title: '换了电源' } });
      const values = submitted();
      expect(values?.['note']?.['value']).toMatchObject({
        value: expect.stringMatching(/^\p{Script=Han}.{0,8}$/u),
      });
      expect(values?.['how']?.['value']).toMatchObject({ selected_option: { value: 'call' } });
      expect(values?.['until']?.['value']).toMatchObject({ selected_option: { value: 'text' } });
      expect(values?.['person']?.['value']).toMatchObject({ selected_user: 'U0BEN' });
      expect(values?.['extra']?.['value']).toMatchObject({ value: null });
      expect(values?.['title']?.['value']).toMatchObject({ value: '换了电源' });
    });

    it('takes words under another name for the text that must be written', async () => {
      opening(
        form(
          input('optional', { type: 'plain_text_input' }, true),
          input('note', { type: 'plain_text_input' }),
        ),
      );
      await hub.post('/tap', { user: 'U0ANA', ticket: 1001, button: 'fix', fields: { text: '换了电源' } });
      expect(submitted()?.['note']?.['value']).toMatchObject({ value: '换了电源' });
    });

    it('writes a record of optional long texts instead of sending it empty', async () => {
      const long = { type: 'plain_text_input', multiline: true };
      opening(form(input('method', long, true), input('result', long, true)));
      await hub.post('/tap', { user: 'U0ANA', ticket: 1001, button: 'fix' });
      expect(submitted()?.['method']?.['value']).toMatchObject({ value: expect.any(String) });
    });

    it('names the choices that there are for one that there is not, and shuts the form', async () => {
      opening(form(input('how', { type: 'static_select', options })));
      const { status, body } = await hub.post('/tap', {
        user: 'U0ANA',
        ticket: 1001,
        button: 'fix',
        fields: { how: 'fax' },
      });
      expect([status, body]).toEqual([400, { error: 'fields.how: must be one of call, text' }]);
      expect((await hub.post('/submit', { user: 'U0ANA', fields: {} })).body).toEqual({
        ok: false,
        say: 'This form is not open.',
      });
    });

    it('leaves it open for a person who wants to see it, until it is sent or shut', async () => {
      opening(form(input('note', { type: 'plain_text_input' })));
      await hub.post('/tap', { user: 'U0ANA', ticket: 1001, button: 'fix', form: 'show' });
      expect(submitted()).toBeUndefined();
      expect((await hub.post('/submit', { user: 'U0ANA', fields: { note: '换了电源' } })).body).toEqual({
        ok: true,
      });
      expect(submitted()?.['note']?.['value']).toMatchObject({ value: '换了电源' });
      await hub.post('/tap', { user: 'U0ANA', ticket: 1001, button: 'fix', form: 'show' });
      await hub.post('/submit', { user: 'U0ANA', close: true });
      expect((await hub.post('/submit', { user: 'U0ANA', fields: {} })).body).toMatchObject({ ok: false });
    });
  });
});
