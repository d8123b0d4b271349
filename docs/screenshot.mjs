// Takes the README's picture of the sandbox page in a nice state: a report that was claimed too late.
//   npm start                    in one terminal, best with an empty DATA_DIR
//   node docs/screenshot.mjs     in another; BASE=http://host:port for another address, CHROMIUM for the browser
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const base = process.env.BASE ?? 'http://127.0.0.1:3000';
const picture = process.argv[2] ?? fileURLToPath(new URL('sandbox.png', import.meta.url));

async function post(path, body) {
  const response = await fetch(`${base}/sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok || answer.ok === false) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer;
}

/** The next working morning at half past nine, Beijing time. */
function morning() {
  const at = new Date(Date.now() + 24 * 3_600_000);
  while ([0, 6].includes(at.getUTCDay())) at.setUTCDate(at.getUTCDate() + 1);
  return `${at.toISOString().slice(0, 10)}T09:30:00+08:00`;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  const problems = [];
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${base}/sandbox?lang=zh`);
  await page.locator('.step-now').waitFor();

  await post('clock', { to: morning() });
  const { ticket } = await post('sms', { from: '+8613900000009', body: '三楼机房网络断了' });
  await post('clock', { advance: '4m' });
  const mailed = await post('mail', {
    from: '周岚 <zhou@example.org>',
    subject: '指挥大厅大屏不亮',
    text: '一楼指挥大厅的大屏从九点起一直不亮，十点有会商。\n\n周岚',
  });
  await post('tap', { user: 'U0ZHAOMIN', ticket: mailed.ticket, button: 'claim' });
  await post('clock', { advance: '3m' });
  await post('tap', { user: 'U0WANGLEI', ticket, button: 'claim' });
  await post('clock', { advance: '20m' });
  await post('tap', { user: 'U0ZHAOMIN', ticket: mailed.ticket, button: 'answer' });
  await page.locator('.mail-row.out').last().click();
  // The last act is what the page tells of.
  await post('clock', { advance: '4m' });
  await page.locator('#alerts-talk .alert').first().waitFor();
  await page.locator(`.step[aria-current][aria-label^="5"]`).waitFor();
  await page.frameLocator('.mail-html').locator('body').waitFor();
  await page.waitForTimeout(500);
  await page.screenshot({ path: picture });
  if (problems.length > 0) throw new Error(`the page complains: ${problems.join('; ')}`);
} finally {
  await browser.close();
}
