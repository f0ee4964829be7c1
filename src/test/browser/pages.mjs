// Every page and what can be done on it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export async function pages(test) {
  const { browser, memory } = test;
  const page = browser.page;
  await page.goto(memory.url);
  for (const step of [memories, live, oneMemory, lab, graph, timeline, apps, events, status, porting, keyboard, dark, phone]) {
    console.log(step.name);
    const began = Date.now();
    await step({ ...test, page: browser.page });
    browser.quiet(step.name);
    console.log(`        ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}

const visit = async (page, name) => {
  await page.locator('nav').getByRole('link', { name, exact: true }).click();
  await page.locator('main h1', { hasText: name }).waitFor();
};

/** Waits until something holds; a page acts on its own time. */
async function until(what, holds) {
  for (let tries = 0; tries < 100; tries++) {
    if (await holds()) return true;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error(`in vain: ${what}`);
}

async function memories({ page, memory, tally, browser, pictures }) {
  const filter = name => page.locator(`.filters [name="${name}"]`);
  await page.locator('.memory').first().waitFor();
  const before = await memory.get('/memories?limit=1');
  await until('the total', async () => (await page.locator('.listhead .total').textContent()).includes('memories'));
  await browser.accessible('Memories');

  await page.getByRole('button', { name: 'New memory' }).click();
  await page.locator('dialog').getByLabel('What should be remembered?').fill('Ann keeps four beehives on the roof');
  await page.locator('dialog [name="user_id"]').fill('ann');
  await browser.accessible('New memory');
  await page.getByRole('button', { name: 'Remember' }).click();
  await page.locator('.toast').first().waitFor();
  tally.check('a memory made in the dialog is in the memory', Boolean(await memory.find('beehives')));
  tally.check('and counts', (await memory.get('/memories?limit=1')).total > before.total);

  await page.getByRole('searchbox').fill('who has bees');
  await until('the hit', async () => (await page.locator('.memory').first().textContent()).includes('beehives'));
  tally.check('search as you type finds by meaning', true);
  await page.getByRole('searchbox').fill('');

  await filter('user_id').selectOption('ann');
  await until('the filter', async () => (await page.locator('.memory').count()) === (await memory.get('/memories?user_id=ann&limit=50')).memories.length);
  tally.check('the user filter narrows the list', true);
  tally.check('markup in a memory is shown as text', (await page.locator('.memory', { hasText: '<script>' }).count()) === 1
    && !(await page.evaluate(() => window.hacked)) && (await page.locator('.memory img').count()) === 0);
  await filter('sort').selectOption('text');
  await until('the order', async () => {
    const texts = await page.locator('.memory .text').allTextContents();
    return texts.length > 3 && texts.join('|') === [...texts].sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1).join('|');
  });
  tally.check('the list is sorted from A to Z', true);
  await filter('sort').selectOption('');
  await filter('from').fill('2026-03-01');
  await filter('from').dispatchEvent('change');
  await filter('to').fill('2026-03-31');
  await filter('to').dispatchEvent('change');
  await until('the time', async () => (await page.locator('.memory .text').allTextContents()).every(text => text.includes('Initech')) && (await page.locator('.memory').count()) > 0);
  tally.check('the time filter narrows the list', true);
  for (const name of ['from', 'to']) {
    await filter(name).fill('');
    await filter(name).dispatchEvent('change');
  }

  const select = async text => page.locator('.memory', { hasText: text }).getByRole('checkbox').check();
  for (const [button, state] of [['Pause', 'paused'], ['Archive', 'archived'], ['Delete', 'deleted']]) {
    await page.locator('.memory', { hasText: 'beehives' }).waitFor();
    await select('beehives');
    await select('hazelnuts');
    await page.getByRole('toolbar').getByRole('button', { name: button }).click();
    await until(state, async () => await memory.stateOf('beehives') === state && await memory.stateOf('hazelnuts') === state);
    tally.check(`two memories are ${state} together`, true);
    await page.locator('.toast').last().getByRole('button', { name: 'Undo' }).click();
    await until('undo', async () => await memory.stateOf('beehives') === 'active' && await memory.stateOf('hazelnuts') === 'active');
    tally.check('and that is undone', true);
  }
  await select('beehives');
  await page.getByRole('toolbar').getByRole('button', { name: 'Archive' }).click();
  await until('archived', async () => await memory.stateOf('beehives') === 'archived');
  await filter('state').selectOption('archived');
  await page.locator('.memory', { hasText: 'beehives' }).waitFor();
  await select('beehives');
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click();
  await until('restored', async () => await memory.stateOf('beehives') === 'active');
  tally.check('an archived memory is found by its state and restored', true);

  await filter('state').selectOption('');
  const row = page.locator('.memory', { hasText: 'beehives' });
  await row.hover();
  await row.getByRole('button', { name: 'Edit' }).click();
  await page.locator('dialog [name="text"]').fill('Ann keeps five beehives on the roof');
  await page.locator('dialog [name="metadata"]').fill('{"categories": ["animals"]}');
  await page.getByRole('button', { name: 'Save' }).click();
  await until('the edit', async () => Boolean(await memory.find('five beehives')));
  tally.equal('an edit changes text and metadata', (await memory.find('five beehives')).metadata, { categories: ['animals'] });
  await filter('category').fill('animals');
  await filter('category').dispatchEvent('change');
  await until('the category', async () => (await page.locator('.memory').count()) === 1);
  tally.check('the category filter finds it', true);
  await page.goto(`${memory.url}/#/memories`);
  await page.reload();
  await page.locator('.memory').nth(8).waitFor();
  if (pictures) await browser.picture(join(pictures, 'memories.png'));
}

async function live({ page, memory, tally, addElsewhere }) {
  await page.locator('.live.on').waitFor();
  await addElsewhere('The spare key is under the blue pot');
  await page.locator('.memory', { hasText: 'spare key' }).waitFor();
  tally.check('what another process adds appears by itself', Boolean(await memory.find('spare key')));
}

async function oneMemory({ page, memory, tally, browser, pictures }) {
  const berlin = await memory.find('lives in Berlin');
  await page.goto(`${memory.url}/#/memory/${berlin.id}`);
  await page.locator('.notice', { hasText: 'Lisbon' }).waitFor();
  tally.check('a replaced memory says by what', true);
  tally.check('its source stands there word for word', (await page.locator('.verbatim').textContent()) === 'I live in Berlin');
  tally.check('its history says so too', (await page.locator('.history').textContent()).includes('Replaced'));
  await page.locator('.related .brief').first().waitFor();
  tally.check('related memories are shown', true);
  await browser.accessible('One memory');
  if (pictures) await browser.picture(join(pictures, 'memory.png'));
  await page.getByRole('button', { name: 'Make it true again' }).click();
  await until('true again', async () => !(await memory.find('lives in Berlin')).valid_to);
  tally.check('it is made true again', true);

  const key = await memory.find('spare key');
  await page.goto(`${memory.url}/#/memory/${key.id}`);
  await page.getByRole('button', { name: 'Pause' }).click();
  await until('paused', async () => await memory.stateOf('spare key') === 'paused');
  await page.getByRole('button', { name: 'Restore' }).click();
  await until('active', async () => await memory.stateOf('spare key') === 'active');
  await page.getByRole('button', { name: 'Edit' }).click();
  await page.locator('dialog [name="text"]').fill('The spare key is under the red pot');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.history ins', { hasText: 'red pot' }).waitFor();
  tally.check('pausing, restoring and editing are in its history', (await page.locator('.history li').count()) >= 4);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await page.locator('.memory').first().waitFor();
  tally.check('erased is gone', !(await memory.find('spare key')));
}

async function lab({ page, tally, browser, pictures }) {
  await visit(page, 'Search lab');
  await page.getByRole('searchbox').fill('Carla works at Initech');
  await page.locator('.hit').first().waitFor();
  await until('the answer', async () => (await page.locator('.hit').first().textContent()).includes('Initech'));
  tally.check('each hit shows its signals as a bar', (await page.locator('.hit').first().locator('.stacked span').count()) >= 3);
  const before = await page.locator('.hit .score').allTextContents();
  const [answer] = await Promise.all([
    page.waitForResponse(response => response.url().endsWith('/search') && response.request().postData().includes('"weights":{"semantic":0')),
    page.getByLabel('Weight of semantic').fill('0'),
  ]);
  await until('the ranking', async () => (await page.locator('.hit .score').allTextContents()).join() !== before.join());
  tally.check('a moved weight ranks anew', answer.ok());
  await page.locator('.hit summary').first().click();
  tally.check('the numbers are there to be read', (await page.locator('.hit table').first().textContent()).includes('keyword'));
  await browser.accessible('Search lab');
  await page.getByRole('button', { name: 'Reset' }).click();
  await until('the reset', async () => (await page.locator('.hit .score').allTextContents()).join() === before.join());
  tally.check('and the reset brings it back', true);
  if (pictures) await browser.picture(join(pictures, 'search-lab.png'));
}

async function graph({ page, tally, browser, pictures }) {
  await visit(page, 'Graph');
  await page.locator('.canvas[data-settled="true"]').waitFor();
  await page.getByRole('button', { name: 'Initech' }).click();
  await page.locator('.panel h2', { hasText: 'Initech' }).waitFor();
  await page.locator('.panel .brief').first().waitFor();
  tally.check('a thing shows the memories that name it', (await page.locator('.panel .brief').allTextContents()).join().includes('Carla works at Initech'));
  const opened = page.waitForResponse(response => response.url().includes('/ui/api/graph/') && response.url().includes('skip=0'));
  await page.locator('#expand').click();
  tally.check('it is opened', (await opened).ok());
  await until('the neighbours', async () => (await page.locator('#expand').textContent()).includes('All neighbours'));
  await page.locator('.canvas[data-settled="true"]').waitFor();
  await page.waitForTimeout(400);
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'All of it' }).click();
  const place = await page.evaluate(() => document.getElementById('main').graphPlace('Initech'));
  const box = await page.locator('.canvas').boundingBox();
  await page.mouse.click(box.x + place.x, box.y + place.y);
  await page.locator('.panel h2', { hasText: 'Initech' }).waitFor();
  tally.check('a click on the drawing chooses the thing', true);
  const shown = async () => Number((await page.locator('.graph + .total').textContent()).match(/(\d+) relation/)[1]);
  const all = await shown();
  await page.getByLabel('The time that is shown').fill('1');
  tally.check('the time slider hides what did not hold yet', (await shown()) < all, `${await shown()} of ${all}`);
  await page.getByLabel('The time that is shown').fill('200');
  await page.getByLabel('Relation').selectOption('works_at');
  tally.check('one relation alone is shown', (await shown()) > 0 && (await shown()) < all);
  await page.getByLabel('Relation').selectOption('');
  await browser.accessible('Graph');
  if (pictures) await browser.picture(join(pictures, 'graph.png'));
}

async function timeline({ page, memory, tally, browser, pictures }) {
  await visit(page, 'Timeline');
  await page.locator('.toolbar select').selectOption('ann');
  await page.locator('.u-over').waitFor();
  await page.locator('.line li').first().waitFor();
  // what was made true again is replaced anew
  await memory.call('POST', '/memories', { text: 'Project Atlas runs on version 1.2', user_id: 'ann', observed_at: '2026-02-01' });
  await memory.call('POST', '/memories', { text: 'Project Atlas now runs on version 1.3', user_id: 'ann', observed_at: '2026-05-01' });
  const replaced = (await memory.get('/memories?user_id=ann&limit=100')).memories.filter(one => one.valid_to).length;
  await page.reload();
  await page.locator('.line li').first().waitFor();
  tally.equal('what was replaced is shown so', await page.locator('.line li.replaced').count(), replaced);
  await page.locator('.u-over').waitFor();
  await browser.accessible('Timeline');
  if (pictures) await browser.picture(join(pictures, 'timeline.png'));
  const box = await page.locator('.u-over').boundingBox();
  await page.mouse.move(box.x + box.width - 6, box.y + box.height - 4);
  await page.mouse.click(box.x + box.width - 6, box.y + box.height - 4);
  await page.getByRole('button', { name: 'Whole time' }).waitFor();
  tally.check('a bar opens its stretch of time', (await page.locator('.line li').count()) > 0);
  await page.getByRole('button', { name: 'Whole time' }).click();
}

async function apps({ page, memory, tally, browser }) {
  await memory.call('POST', '/apps/pause', { name: 'cursor' });
  await visit(page, 'Apps');
  const cursor = page.locator('[data-app="cursor"]');
  await cursor.getByText('paused').first().waitFor();
  await cursor.getByRole('button', { name: 'Resume' }).click();
  const isPaused = async () => (await memory.get('/apps')).apps.some(app => app.name === 'cursor' && app.paused_since);
  await until('resumed', async () => !(await isPaused()));
  tally.check('an app is resumed', true);
  await page.locator('.toast').last().getByRole('button', { name: 'Undo' }).click();
  await until('paused', isPaused);
  tally.check('and paused again', true);
  await page.locator('[data-app="web"]').getByRole('button', { name: 'What it did' }).click();
  await page.locator('.brief').first().waitFor();
  tally.check('what an app wrote is listed', (await page.locator('.brief').count()) > 3);
  await browser.accessible('Apps');
}

async function events({ page, memory, tally, browser }) {
  await visit(page, 'Events');
  await page.getByRole('heading', { name: 'Distillers' }).waitFor();
  const kept = await fetch(`${memory.url}/v1/memories/`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ messages: [{ role: 'user', content: 'I play the cello on Sundays' }], user_id: 'ann', async_mode: true }),
  });
  tally.check('a Mem0 client adds in the background', kept.ok, await kept.text());
  await page.locator('[data-event] .badge.succeeded').first().waitFor();
  tally.check('the event appears by itself with its outcome', true);
  tally.check('the distillers are counted', (await page.locator('table').first().textContent()).includes('Built-in rules'));
  await browser.accessible('Events');
}

async function status({ page, memory, tally, browser, pictures }) {
  await visit(page, 'Status');
  await page.locator('.plots .u-over').nth(2).waitFor();
  const { memories: { active } } = await memory.get('/status');
  tally.check('the count is that of the memory', (await page.locator('.tile').first().textContent()).includes(String(active)));
  await page.getByLabel('Client').selectOption('Cursor');
  tally.check('each client has its configuration', (await page.locator('.connect pre').textContent()).includes(`${memory.url}/mcp`));
  const field = page.locator('#setting-llm_timeout');
  await field.fill('75');
  await page.getByRole('button', { name: 'Save llm_timeout' }).click();
  const saved = async () => (await memory.get('/settings')).settings.find(one => one.key === 'llm_timeout');
  await until('saved', async () => (await saved()).value === '75' && (await saved()).origin === 'file');
  tally.check('a setting is saved to the file', true);
  // the settings are read anew, and the one that was saved has the focus again
  await page.locator('#setting-llm_timeout:focus').waitFor();
  await page.locator('#setting-llm_timeout').fill('never');
  await page.getByRole('button', { name: 'Save llm_timeout' }).click();
  await page.locator('.toast.bad').waitFor();
  tally.equal('a value that makes no sense is refused', (await saved()).value, '75');
  browser.complaints.length = 0; // the refusal is one, rightly
  tally.check('who gets in cannot be changed here', await page.locator('#setting-token').isDisabled());
  await browser.accessible('Status');
  if (pictures) await browser.picture(join(pictures, 'status.png'));
}

async function porting({ page, memory, tally, browser, pictures }) {
  await visit(page, 'Status');
  await page.locator('#export-user option[value="ann"]').waitFor({ state: 'attached' });
  const before = (await memory.get('/memories?state=all&limit=1')).total;
  await page.locator('#export-user').selectOption('ann');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const download = await coming;
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\n').map(line => JSON.parse(line));
  tally.check('an export of one user is downloaded', download.suggestedFilename().endsWith('.jsonl') && lines[0].type === 'openmemory' && lines.at(-1).type === 'end');
  tally.check('and holds this user alone', lines.some(line => line.user_id === 'ann') && lines.every(line => !line.user_id || line.user_id === 'ann'));
  await page.locator('#export-format').selectOption('markdown');
  const notes = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  tally.check('notes are downloaded as a zip', readFileSync(await (await notes).path()).subarray(0, 2).toString() === 'PK');

  const file = { name: 'memory.json', mimeType: 'application/json', buffer: Buffer.from([
    '{"type":"entity","name":"Zelda","entityType":"person","observations":["keeps eleven llamas"]}',
    '{"type":"entity",',
    '{"type":"relation","from":"Zelda","relationType":"knows","to":"Carla"}'].join('\n')) };
  await page.locator('#import-user').fill('zelda');
  await page.locator('#import-file').setInputFiles(file);
  await page.getByText('It would add 2 memories').waitFor();
  tally.check('a dry run names the line that cannot be used', (await page.locator('.refused li').first().textContent()).includes('line 2'));
  tally.equal('and writes nothing', (await memory.get('/memories?state=all&limit=1')).total, before);
  await browser.accessible('Import');
  if (pictures) {
    await page.locator('.porting').scrollIntoViewIfNeeded();
    await browser.picture(join(pictures, 'import.png'));
  }
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.locator('.notice.good', { hasText: 'Added 2 memories' }).waitFor();
  tally.check('the import puts them into the memory', Boolean(await memory.find('eleven llamas', 'zelda')));
  tally.equal('and nothing else', (await memory.get('/memories?state=all&limit=1')).total, before + 2);

  // dropped, as by hand, and known already
  await page.evaluate(text => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'memory.json'));
    document.querySelector('.dropbox').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, file.buffer.toString());
  await page.getByText('It holds nothing new').waitFor();
  tally.check('a file that is dropped and known adds nothing', await page.getByRole('button', { name: 'Import', exact: true }).isDisabled());
  await page.locator('#import-file').setInputFiles({ name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.alloc(300_000) });
  await page.locator('.outcome .notice.bad', { hasText: 'nothing that can be imported' }).waitFor();
  tally.check('what is no export is refused with what to do', (await page.locator('.outcome').textContent()).includes('Give an export'));
  browser.complaints.length = 0; // the refusal is one, rightly
}

async function keyboard({ page, memory, tally }) {
  await page.goto(`${memory.url}/#/memories`);
  await page.reload();
  await page.locator('.memory').first().waitFor();
  await page.keyboard.press('Tab');
  tally.equal('the first stop is the skip link', await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  tally.equal('which leads to the content', await page.evaluate(() => document.activeElement.id), 'main');
  await page.keyboard.press('/');
  tally.equal('/ leads to the search', await page.evaluate(() => document.activeElement.type), 'search');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('n');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await until('closed', async () => (await page.getByRole('dialog').count()) === 0);
  tally.check('n opens the dialog and Escape closes it', true);
}

async function dark({ page, tally, browser }) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Use the dark theme' }).click();
  tally.check('the dark theme is dark', (await background()) !== light);
  for (const [name, there] of [['Memories', '.memory'], ['Search lab', '.slider'], ['Graph', '.canvas[data-settled="true"]'], ['Apps', '.app'], ['Events', 'table'], ['Status', '.plots .u-over']]) {
    await visit(page, name);
    await page.locator(there).first().waitFor();
    await browser.accessible(`${name}, dark`);
  }
  await page.reload();
  tally.check('and stays so', (await background()) !== light);
}

async function phone({ memory, tally, browser, pictures }) {
  const page = await browser.open({ viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });
  for (const [path, there] of [['memories', '.memory'], ['search?q=where do I live', '.hit'], ['graph', '.canvas[data-settled="true"]'], ['timeline', '.line li'], ['apps', '.app'], ['events', 'table'], ['status', '.porting'], ['status', '.setting']]) {
    await page.goto(`${memory.url}/#/${path}`);
    await page.locator(there).first().waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    tally.check(`${path.split('?')[0]} fits a phone`, wide <= 0, `${wide} pixels too wide`);
    if (pictures && path === 'memories') await browser.picture(join(pictures, 'phone.png'));
  }
}
