import { post } from './api.js';
import { createAttach } from './attach.js';
import { h } from './dom.js';
import { tell, toast } from './toasts.js';

/** Writing and answering a mail. What was typed outlives a redraw. */
export function createMailWrite({ store, words, time }) {
  const { t } = words;
  let draft = {};
  let body;
  const attach = createAttach({
    store,
    words,
    changed: () => {
      if (body) body.required = !attach.any();
    },
  });

  const quoted = (mail) => {
    const at = `${time.date(new Date(mail.at))} ${time.clock(mail.at)}`;
    return `\n\n${at} Faultline <${mail.from}>:\n${mail.text.trim().replace(/^/gm, '> ')}`;
  };

  async function send(form, { from, answered, done }) {
    const data = new FormData(form);
    const cc = String(data.get('cc'))
      .split(/[,;，；\s]+/)
      .filter(Boolean);
    const button = form.querySelector('button.primary');
    button.disabled = true;
    const mail = {
      from,
      subject: String(data.get('subject')),
      text: `${String(data.get('text'))}${answered ? quoted(answered) : ''}`,
      ...(answered && { inReplyTo: answered.id }),
      ...(cc.length > 0 && { cc }),
    };
    const answer = await attach.along(
      (media) => post('mail', { ...mail, media }),
      ({ ok }) => !ok,
    );
    button.disabled = false;
    if (!tell(answer, words)) return;
    draft = {};
    toast(t('sent'), 'good', t('shut'));
    done();
  }

  return {
    /** @param from the writer's address; `answered` the mail that is answered */
    draw({ from, answered, cancel, done }) {
      const key = `${from} ${answered?.id ?? ''}`;
      if (draft.key !== key) {
        attach.clear();
        draft = { key, subject: answered ? answered.subject.replace(/^(?:re:\s*)*/i, 'Re: ') : '' };
      }
      const field = (name, label, more = {}) =>
        h(
          'label',
          {},
          h('span', {}, label),
          h('input', { name, value: draft[name] ?? '', autocomplete: 'off', ...more }),
        );
      const fact = (label, value) => h('label', {}, h('span', {}, label), h('output', {}, value));
      body = h('textarea', {
        name: 'text',
        rows: 9,
        required: !attach.any(),
        dir: 'auto',
        value: draft.text ?? '',
        'aria-label': t('body'),
        placeholder: t('bodyHint'),
      });
      attach.pasteInto(body);
      const form = h(
        'form',
        { class: 'mail-write' },
        fact(t('fromWhom'), from),
        fact(t('toDesk'), store.state.people.desk.mail),
        field('subject', t('subject'), { maxlength: 900 }),
        field('cc', t('copyTo'), { placeholder: t('optional') }),
        body,
        attach.row,
        h(
          'div',
          { class: 'mail-tools' },
          h('button', { type: 'button', class: 'small', onclick: cancel }, t('cancel')),
          attach.button,
          h('button', { type: 'submit', class: 'primary' }, t('send')),
        ),
      );
      form.addEventListener('input', ({ target }) => {
        draft[target.name] = target.value;
      });
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        void send(form, { from, answered, done });
      });
      return form;
    },
  };
}
