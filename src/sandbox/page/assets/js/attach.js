import { h } from './dom.js';
import { icon } from './icons.js';
import { createMenu } from './menu.js';
import { toast } from './toasts.js';

const samplePath = '/sandbox/assets/sample.png';
const most = { files: 20, bytes: 30 * 1024 * 1024 };

const base64 = (file) =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });

/** The picture that is built in. */
async function sampleFile(name) {
  const response = await fetch(samplePath);
  return new File([await response.blob()], name, { type: 'image/png' });
}

/** The files as the sandbox takes them. */
const encoded = (files) =>
  Promise.all(
    files.map(async (file) => ({
      name: file.name,
      ...(file.type !== '' && { type: file.type }),
      base64: await base64(file),
    })),
  );

export const sampleMedia = async (name) => encoded([await sampleFile(name)]);

/** Pictures and files to send along: a sample that is built in, one's own, or what is pasted. */
export function createAttach({ store, words, changed }) {
  const { t } = words;
  const row = h('div', { class: 'attached', role: 'list', hidden: true });
  const button = h('div', { class: 'attach' });
  const input = h('input', { type: 'file', multiple: true, hidden: true });
  /** Each with the address its picture is shown under. */
  let chosen = [];

  function add(files) {
    for (const file of files) {
      const sum = chosen.reduce((bytes, one) => bytes + one.file.size, file.size);
      if (file.size === 0) toast(t('emptyFile', file.name), 'info', t('shut'));
      else if (chosen.length >= most.files || sum > most.bytes) toast(t('tooMuch'), 'info', t('shut'));
      else chosen.push({ file, url: URL.createObjectURL(file) });
    }
    drawRow();
  }

  function drop(gone) {
    for (const { url } of gone) URL.revokeObjectURL(url);
    chosen = chosen.filter((one) => !gone.includes(one));
    drawRow();
  }

  async function sample() {
    try {
      add([await sampleFile(t('sampleName'))]);
    } catch {
      toast(t('failed', t('noAnswer')), 'bad', t('shut'));
    }
  }

  function chip(one) {
    const { file, url } = one;
    const shown = h('img', { src: url, alt: '', onerror: () => shown.replaceWith(icon('file')) });
    return h(
      'div',
      { role: 'listitem' },
      file.type.startsWith('image/') ? shown : icon('file'),
      h('span', { dir: 'auto' }, file.name),
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          'aria-label': t('detach', file.name),
          onclick: () => {
            drop([one]);
            button.querySelector('summary').focus();
          },
        },
        '×',
      ),
    );
  }

  function drawRow() {
    row.hidden = chosen.length === 0;
    row.replaceChildren(...chosen.map(chip));
    changed?.();
  }

  function draw() {
    const rows = [
      [[h('img', { src: samplePath, alt: '' }), t('samplePicture')], () => void sample()],
      [[icon('file'), t('chooseFile')], () => input.click()],
    ];
    button.replaceChildren(
      createMenu({ label: t('attach'), shown: icon('picture'), rows, kind: 'up' }),
      input,
    );
    row.setAttribute('aria-label', t('attachedFiles'));
    drawRow();
  }

  input.addEventListener('change', () => {
    add(input.files);
    input.value = '';
  });
  store.on((parts) => {
    if (parts.has('language')) draw();
  });
  draw();
  return {
    row,
    button,
    any: () => chosen.length > 0,
    clear: () => drop(chosen),
    /** Sends something along with what is attached, which is attached again when the answer says that it must. */
    async along(send, again = ({ failed }) => failed) {
      const files = chosen.map(({ file }) => file);
      drop(chosen);
      const answer = await send(await encoded(files));
      if (again(answer)) add(files);
      return answer;
    },
    /** What is pasted into this field is attached, if it isn't words. */
    pasteInto(area) {
      area.addEventListener('paste', (event) => {
        if (event.clipboardData.files.length === 0) return;
        event.preventDefault();
        add(event.clipboardData.files);
      });
    },
  };
}
