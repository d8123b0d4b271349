import { createAlerts } from './alerts.js';
import { post } from './api.js';
import { createChat } from './chat.js';
import { createClock } from './clock.js';
import { follow } from './live.js';
import { createMail } from './mail.js';
import { createMessages } from './message.js';
import { createModal } from './modal.js';
import { createNews } from './news.js';
import { createNext } from './next.js';
import { createPeople } from './people.js';
import { createPhone } from './phone.js';
import { createStore } from './store.js';
import { createStory } from './story.js';
import { createTabs } from './tabs.js';
import { createTime } from './time.js';
import { toast } from './toasts.js';
import { createWords } from './words.js';

const store = createStore();
const { state } = store;
// Chinese first; a browser that asks for English, and no Chinese, gets English.
const browserWants =
  navigator.languages.some((one) => one.startsWith('zh')) || !navigator.languages[0]?.startsWith('en')
    ? 'zh'
    : 'en';
const words = createWords(
  new URLSearchParams(location.search).get('lang') ?? store.kept('language') ?? browserWants,
);
const time = createTime(words, () => state.people.timezone);
const people = createPeople({ store, words });

const messages = createMessages({ store, words, time, people });
const phone = createPhone({ store, words, time, people });
const mail = createMail({ store, words, time, people, face: messages.face });
const chat = createChat({ store, words, time, people, messages });
const alerts = createAlerts({ store, words, time, people });
const next = createNext({ store, words, people });
const clock = createClock({ store, words, time, next });
const tabs = createTabs({
  store,
  words,
  counts: { phone: phone.count, mail: mail.count, chat: chat.count, alerts: alerts.count },
});
createModal({ store, words, people, players: () => [chat.me(), alerts.me()] });
createStory({ store, words, people, phone, mail, chat, clock, tabs });
createNews({ store, words, time, people, go });

/** Leads to what somebody got. */
function go({ kind, user, phone: number, mail: address, by }) {
  if (kind === 'alerts' || people.user(user)?.role === 'manager') {
    if (user) alerts.be(user);
    return tabs.point('alerts');
  }
  if (kind === 'channel' || by.some((one) => one === 'chat' || one === 'edited')) {
    if (user) chat.be(user);
    chat.goTo(kind === 'channel' ? 'channel' : 'direct');
    return tabs.point('chat');
  }
  if (number !== undefined) {
    phone.choose(number);
    return tabs.point('phone');
  }
  mail.open(address);
  tabs.point('mail');
}

function speak(language) {
  words.use(language);
  document.documentElement.lang = words.language === 'en' ? 'en' : 'zh-CN';
  document.title = `Faultline · ${words.t('sandbox')}`;
  for (const one of document.querySelectorAll('[data-t]')) one.textContent = words.t(one.dataset.t);
  for (const one of document.querySelectorAll('[data-label]'))
    one.setAttribute('aria-label', words.t(one.dataset.label));
  for (const one of document.querySelectorAll('[data-placeholder]'))
    one.placeholder = words.t(one.dataset.placeholder);
  for (const one of document.querySelectorAll('[data-lang]'))
    one.setAttribute('aria-pressed', String(one.dataset.lang === words.language));
  store.changed('language');
}

/** Staff are written to in the language that the page is read in. */
async function teach() {
  const language = words.language === 'en' ? 'en' : 'zh-CN';
  if (state.people.locale === undefined || state.people.locale === language) return;
  const { ok } = await post('language', { language });
  if (ok && state.tickets.length > 0) toast(words.t('speaks'), 'info', words.t('shut'));
}

for (const button of document.querySelectorAll('[data-lang]')) {
  button.addEventListener('click', () => {
    store.keep('language', button.dataset.lang);
    speak(button.dataset.lang);
    void teach();
  });
}
// A list without buttons could not be scrolled by keyboard.
for (const log of document.querySelectorAll('[role=log]')) log.tabIndex = 0;
speak(words.language);
let taught = false;
store.on(() => {
  if (!state.loaded || taught) return;
  taught = true;
  document.body.classList.remove('starting');
  void teach();
});
follow(store);
