/** Makes an element. Children are nodes or text; text can't become markup. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(
    ...children.flat().filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

export const byId = (id) => document.getElementById(id);

/** The newest row can be seen, or there is none. */
const atEnd = (box) => {
  const last = box.lastElementChild;
  return !last || last.getBoundingClientRect().top < box.getBoundingClientRect().bottom;
};

/** Shows the newest row: its end, or its beginning when it is taller than the box. */
export function toEnd(box) {
  const last = box.lastElementChild;
  box.scrollTop = box.scrollHeight;
  if (last && last.offsetHeight > box.clientHeight) box.scrollTop = last.offsetTop - box.offsetTop - 10;
}

/** Keeps the newest row in sight when the box itself gets smaller or is shown again. */
export function keepEnd(box) {
  let stuck = true;
  box.addEventListener('scroll', () => {
    stuck = atEnd(box);
  });
  new ResizeObserver(() => {
    if (stuck) toEnd(box);
  }).observe(box);
}

/**
 * Makes a box show these rows. A row whose `sign` is the same keeps its element, so that focus, open menus and
 * selections stay; the box stays at its newest row when it was there.
 */
export function showRows(box, rows, { key, sign, make, empty, newestFirst = false }) {
  const stick = !newestFirst && atEnd(box);
  const top = newestFirst && box.scrollTop < 8;
  const known = new Map([...box.children].map((child) => [child.dataset.key, child]));
  const elements = rows.map((row) => {
    const [id, signature] = [String(key(row)), sign(row)];
    const old = known.get(id);
    if (old && old.dataset.sign === signature) return old;
    const made = make(row);
    made.dataset.key = id;
    made.dataset.sign = signature;
    if (!old && known.size > 0) made.classList.add('fresh');
    return made;
  });
  if (elements.length === 0) box.replaceChildren(...(empty ? [empty()] : []));
  else {
    const wanted = new Set(elements);
    for (const child of [...box.children]) if (!wanted.has(child)) child.remove();
    elements.forEach((element, at) => {
      if (box.children[at] !== element) box.insertBefore(element, box.children[at] ?? null);
    });
  }
  if (stick) toEnd(box);
  if (top) box.scrollTop = 0;
}

/** Fills a select, keeping what is chosen; `groups`: [label, [[value, text]]]. */
export function fillSelect(select, groups, chosen) {
  const signature = JSON.stringify([groups, chosen]);
  if (select.dataset.sign === signature) return;
  select.dataset.sign = signature;
  const options = ([value, text]) => h('option', { value, selected: value === chosen }, text);
  select.replaceChildren(
    ...groups.flatMap(([label, rows]) => {
      if (rows.length === 0) return [];
      return label ? [h('optgroup', { label }, rows.map(options))] : rows.map(options);
    }),
  );
  select.value = chosen;
}

const address = /https?:\/\/[^\s<>"）】，。]+/g;

/** Text with its addresses made clickable. */
export function linked(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    nodes.push(text.slice(from, match.index), link(match[0], match[0]));
    from = match.index + match[0].length;
  }
  nodes.push(text.slice(from));
  return nodes.filter((node) => node !== '');
}

/** Only what a browser or a phone opens as such. */
export function link(url, text) {
  if (!/^(?:https?:\/\/|tel:)/i.test(url)) return document.createTextNode(text);
  return h(
    'a',
    { href: url, target: url.startsWith('tel:') ? undefined : '_blank', rel: 'noopener noreferrer' },
    text,
  );
}

/** Grows with its text, up to some lines; Enter sends, Shift+Enter breaks the line. What is attached will do alone. */
export function composer(form, area, send, attach) {
  form.insertBefore(attach.row, area);
  form.insertBefore(attach.button, area);
  attach.pasteInto(area);
  const grow = () => {
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight + 2, 140)}px`;
  };
  area.addEventListener('input', grow);
  area.addEventListener('keydown', (event) => {
    // An input method's Enter only accepts a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = area.value.trim();
    if (text === '' && !attach.any()) return area.focus();
    area.value = '';
    grow();
    if ((await send(text)) === false && area.value === '') {
      area.value = text;
      grow();
    }
    area.focus();
  });
}
