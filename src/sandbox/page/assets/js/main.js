import { createAlerts } from './alerts.js';
import { createChat } from './chat.js';
import { createClock } from './clock.js';
import { byId } from './dom.js';
import { follow } from './live.js';
import { createMail } from './mail.js';
import { createMessages } from './message.js';
import { createModal } from './modal.js';
import { createPhone } from './phone.js';
import { createStore } from './store.js';
import { createStory } from './story.js';
import { createTabs } from './tabs.js';
import { createTime } from './time.js';
import { createWords } from './words.js';

const store = createStore();
// Chinese first; a browser that asks for English, and no Chinese, gets English.
const browserWants =
  navigator.languages.some((one) => one.startsWith('zh')) || !navigator.languages[0]?.startsWith('en')
    ? 'zh'
    : 'en';
const words = createWords(
  new URLSearchParams(location.search).get('lang') ?? store.kept('language') ?? browserWants,
);
const time = createTime(words, () => store.state.people.timezone);

const messages = createMessages({ store, words, time });
const phone = createPhone({ store, words, time });
const mail = createMail({ store, words, time });
const chat = createChat({ store, words, messages });
const alerts = createAlerts({ store, words, messages });
const clock = createClock({ store, words, time });
const tabs = createTabs({
  store,
  words,
  counts: { phone: phone.count, mail: mail.count, chat: chat.count, alerts: alerts.count },
});
createModal({ store, words, players: () => [chat.me(), alerts.me()] });
createStory({ store, words, phone, mail, chat, clock, tabs });

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
for (const button of document.querySelectorAll('[data-lang]')) {
  button.addEventListener('click', () => {
    store.keep('language', button.dataset.lang);
    speak(button.dataset.lang);
  });
}
speak(words.language);
byId('panes').classList.add('ready');
follow(store);
