// How long a person waits on a large memory: from the step to what answers it on the screen.
//   large.mjs URL [ROUNDS]   URL: a server that runs, such as that of WebBenchmark FOLDER SIZE serve
import { Browser } from './browser.mjs';
import { Tally } from './tally.mjs';

const [url, rounds = 5] = process.argv.slice(2);
const browser = await Browser.start(new Tally());
const times = {};

async function timed(what, step) {
  const began = performance.now();
  await step();
  (times[what] ??= []).push(performance.now() - began);
}

for (let round = 0; round < Number(rounds); round++) {
  const page = await browser.open();
  await timed('list: the page opened, first memories', async () => {
    await page.goto(`${url}/#/memories`);
    await page.locator('.memory').nth(20).waitFor();
  });
  await page.locator('.listhead .total').waitFor();
  await timed('search: from the last key to the hits', async () => {
    const answer = page.waitForResponse(response => response.url().endsWith('/ui/api/search'));
    await page.getByRole('searchbox').fill(`what does Thing ${round + 3} use`);
    await answer;
    await page.locator('.memory .score').first().waitFor();
  });
  const open = page.locator('nav').getByRole('link', { name: 'Graph', exact: true });
  const clicked = performance.now();
  await timed('graph: the best connected things', async () => {
    await open.click();
    await page.locator('.best li').first().waitFor();
  });
  await page.locator('.canvas[data-settled="true"]').waitFor();
  (times['graph: drawn, and every thing in its place'] ??= []).push(performance.now() - clicked);
  await timed('graph: a thing chosen, its memories', async () => {
    await page.locator('.best button').first().click();
    await page.locator('.panel .brief').first().waitFor();
  });
  await timed('timeline', async () => {
    await page.locator('nav').getByRole('link', { name: 'Timeline', exact: true }).click();
    await page.locator('.line li').first().waitFor();
    await page.locator('.u-over').waitFor();
  });
}
await browser.close();
for (const [what, all] of Object.entries(times)) {
  all.sort((a, b) => a - b);
  console.log(`${what.padEnd(42)} median ${Math.round(all[Math.floor(all.length / 2)])} ms, slowest ${Math.round(all.at(-1))} ms`);
}
