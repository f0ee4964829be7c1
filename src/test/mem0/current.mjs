// Every call of the current client (3.x).
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryClient } from 'mem0ai';
import { refused } from './refused.mjs';

const said = content => [{ role: 'user', content }];
const texts = answer => answer.results.map(memory => memory.memory);

export async function run(host, database, tally) {
  const client = new MemoryClient({ apiKey: 'any', host });
  await client.ping();
  tally.equal('ping names the project', [client.organizationId, client.projectId], ['local', 'local']);

  const ids = await adding(client, database, tally);
  await finding(client, tally);
  await changing(client, database, tally, ids);
  await exporting(client, tally);
  await refusals(client, tally, ids.hiking);
  await deleting(client, database, tally, ids);
}

async function adding(client, database, tally) {
  const told = await client.add(
    [...said('I live in Lisbon and I work at Acme.'), { role: 'assistant', content: 'Noted.' }],
    { userId: 'alice', metadata: { userNote: 'kept_asIs' } });
  tally.equal('add is done when it is answered', told.status, 'SUCCEEDED');
  const lisbon = told.results.find(result => /Lisbon/.test(result.memory));
  tally.check('add distils facts', lisbon?.event === 'ADD', JSON.stringify(told));
  const row = database.memory(lisbon.id);
  tally.equal('the fact is in the database', [row.user, row.app, row.state], ['alice', 'mem0', 0]);
  tally.equal('metadata is kept as it is', JSON.parse(row.metadata), { userNote: 'kept_asIs' });
  const event = await client._fetchWithErrorHandling(`${client.host}/v1/event/${told.eventId}/`, { headers: client.headers });
  tally.check('the add is an event', event.status === 'SUCCEEDED' && event.results.some(r => r.id === lisbon.id));

  const hiking = (await client.add(said('Hiking in the Alps every June.'), {
    userId: 'alice', infer: false, categories: ['sport'], timestamp: 1735689600,
    expirationDate: '2099-12-31', metadata: { level: 3 },
  })).results[0].id;
  const kept = database.memory(hiking);
  tally.equal('infer: false keeps the text', [kept.text, kept.distiller], ['Hiking in the Alps every June.', 'verbatim']);
  tally.equal('timestamp is when it was said', kept.observed, 1735689600 * 1e6);
  tally.equal('expirationDate is kept', kept.expires, Date.parse('2100-01-01') * 1e3);

  const cello = (await client.add(said('The cello lesson is on Sundays.'), {
    userId: 'bob', agentId: 'helper', runId: 'r1', appId: 'notes', infer: false,
  })).results[0].id;
  tally.equal('every id is kept', [database.memory(cello).user, database.memory(cello).app], ['bob', 'notes']);

  const later = await client.add(said('My sister Ana lives in Porto.'), { userId: 'carol', async_mode: true });
  tally.equal('async_mode answers first', later.status, 'PENDING');
  let done;
  for (let waited = 0; waited < 30_000 && done?.status !== 'SUCCEEDED'; waited += 200) {
    await sleep(200);
    done = await client._fetchWithErrorHandling(`${client.host}/v1/event/${later.eventId}/`, { headers: client.headers });
  }
  tally.check('and its facts follow', done.results.some(r => /Porto/.test(r.memory)), JSON.stringify(done));
  return { lisbon: lisbon.id, hiking, cello };
}

async function finding(client, tally) {
  const found = await client.search('Where does alice live?', { filters: { user_id: 'alice' }, topK: 5 });
  tally.check('search finds the fact', /Lisbon/.test(found.results[0]?.memory), JSON.stringify(found));
  tally.check('a hit has its score', found.results[0].score > 0 && found.results[0].scoreBreakdown.semantic > 0);
  tally.equal('search is bounded', (await client.search('anything', { filters: { userId: 'alice' }, topK: 1 })).results.length, 1);
  tally.equal('filters are inside the search', texts(await client.search('Where does alice live?',
    { filters: { AND: [{ user_id: 'alice' }, { categories: { in: ['sport'] } }] }, topK: 1 })), ['Hiking in the Alps every June.']);
  tally.equal('metadata can be asked for', texts(await client.search('alps',
    { filters: { user_id: '*', metadata: { level: { gte: 3 } } } })), ['Hiking in the Alps every June.']);
  tally.equal('fields narrows what is told', Object.keys((await client.search('alps',
    { filters: { user_id: 'alice' }, topK: 1, fields: ['memory'] })).results[0]).sort(), ['id', 'memory']);

  const all = await client.getAll({ filters: { user_id: 'alice' }, page: 1, pageSize: 1 });
  tally.check('getAll has pages', all.count >= 2 && all.results.length === 1 && /page=2&page_size=1/.test(all.next), JSON.stringify(all));
  tally.equal('getAll takes filters', texts(await client.getAll({ filters: { OR: [{ agent_id: 'helper' }, { run_id: 'r9' }] } })),
    ['The cello lesson is on Sundays.']);
  tally.equal('getAll takes times', texts(await client.getAll({ filters: { user_id: 'alice' }, endDate: '2025-06-01' })),
    ['Hiking in the Alps every June.']);

  const users = await client.users({ page: 1, pageSize: 50 });
  tally.check('users counts memories', users.results.some(u => u.type === 'user' && u.name === 'bob' && u.totalMemories === 1), JSON.stringify(users));
  tally.check('users knows agents, apps and runs', ['agent', 'app', 'run'].every(type => users.results.some(u => u.type === type)));
}

async function changing(client, database, tally, { hiking, cello }) {
  const memory = await client.get(hiking);
  tally.equal('get tells all of it', [memory.memory, memory.userId, memory.categories, memory.metadata, memory.expirationDate],
    ['Hiking in the Alps every June.', 'alice', ['sport'], { level: 3 }, '2099-12-31']);
  const vector = () => database.rows('SELECT e.vector FROM embedding e JOIN memory m ON m.key = e.memory WHERE m.text LIKE ?', 'Hiking%')[0].vector;
  const before = Buffer.from(vector());
  const updated = await client.update(hiking, { text: 'Hiking in the Pyrenees every May.', metadata: { level: 4 }, expirationDate: null });
  tally.equal('update answers with the memory', [updated.memory, updated.metadata, updated.expirationDate],
    ['Hiking in the Pyrenees every May.', { level: 4 }, null]);
  const row = database.memory(hiking);
  tally.equal('update is in the database', [row.text, row.expires], ['Hiking in the Pyrenees every May.', null]);
  tally.check('update embeds anew', !before.equals(Buffer.from(vector())));
  tally.equal('and is found', texts(await client.search('Pyrenees', { filters: { user_id: 'alice' }, topK: 1 })), ['Hiking in the Pyrenees every May.']);
  const history = await client.history(hiking);
  tally.equal('history tells both texts', history.map(h => [h.event, h.oldMemory, h.newMemory]), [
    ['ADD', null, 'Hiking in the Alps every June.'],
    ['UPDATE', 'Hiking in the Alps every June.', 'Hiking in the Pyrenees every May.']]);
  await refused(tally, 'a timestamp cannot be changed', () => client.update(hiking, { timestamp: 1 }), 'ValidationError', /timestamp/);

  const batch = await client.batchUpdate([{ memoryId: cello, text: 'The cello lesson is on Mondays.' }]);
  tally.check('batchUpdate says what it did', /Successfully updated 1 memories/.test(batch.message));
  tally.equal('batchUpdate is in the database', database.memory(cello).text, 'The cello lesson is on Mondays.');

  const judged = await client.feedback({ memoryId: cello, feedback: 'POSITIVE', feedbackReason: 'it helped' });
  tally.equal('feedback is answered', judged.feedback, 'POSITIVE');
  tally.equal('feedback is in the database', database.rows('SELECT verdict, reason FROM feedback').map(r => [r.verdict, r.reason]),
    [['POSITIVE', 'it helped']]);
}

async function exporting(client, tally) {
  const made = await client.createMemoryExport({ schema: { type: 'object' }, filters: { user_id: 'bob' } });
  const fetched = await client.getMemoryExport({ memoryExportId: made.id });
  tally.equal('an export holds what was asked for', fetched.memories.map(m => m.memory), ['The cello lesson is on Mondays.']);
  tally.equal('an export by filters too', (await client.getMemoryExport({ filters: { user_id: 'bob' } })).count, 1);
  const project = await client.getProject({ fields: ['customInstructions', 'decay'] });
  tally.equal('getProject tells what holds', project, { customInstructions: null, decay: false });
  tally.equal('getProfile says that there is none', (await client.getProfile({ entityId: 'alice' })).status, 'not_enabled');
  tally.equal('getProfileSettings says so too', (await client.getProfileSettings()).enabled, false);
}

async function refusals(client, tally, id) {
  const no = /not offered/;
  await refused(tally, 'updateProject is refused', () => client.updateProject({ customInstructions: 'x' }), 'MemoryError', no);
  await refused(tally, 'getWebhooks is refused', () => client.getWebhooks(), 'MemoryError', no);
  await refused(tally, 'createWebhook is refused',
    () => client.createWebhook({ name: 'n', url: 'http://127.0.0.1/', eventTypes: ['memory_add'] }), 'MemoryError', no);
  await refused(tally, 'updateWebhook is refused', () => client.updateWebhook({ webhookId: 'w', name: 'n' }), 'MemoryError', no);
  await refused(tally, 'deleteWebhook is refused', () => client.deleteWebhook({ webhookId: 'w' }), 'MemoryError', no);
  await refused(tally, 'generateProfile is refused', () => client.generateProfile({ entityId: 'alice' }), 'MemoryError', no);
  await refused(tally, 'sampleProfiles is refused', () => client.sampleProfiles({ limit: 1 }), 'MemoryError', no);
  await refused(tally, 'getProfileJob is refused', () => client.getProfileJob('j'), 'MemoryError', no);
  await refused(tally, 'updateProfileSettings is refused', () => client.updateProfileSettings({ enabled: true }), 'MemoryError', no);
  await refused(tally, 'an unknown id is not found', () => client.get(randomUUID()), 'MemoryNotFoundError', /not found/);
  await refused(tally, 'an id that is none is invalid', () => client.get('nope'), 'ValidationError', /valid UUID/);
  await refused(tally, 'search wants filters', () => client.search('x'), 'ValidationError', /[Ff]ilters/);
  await refused(tally, 'deleteAll wants an owner', () => client.deleteAll(), 'ValidationError', /required/);
  tally.check('nothing of that did harm', (await client.get(id)).lifecycleState === 'active');
}

async function deleting(client, database, tally, { lisbon, hiking, cello }) {
  tally.equal('delete says so', (await client.delete(hiking)).message, 'Memory deleted successfully!');
  tally.equal('delete is in the database', database.state(hiking), 3);
  await refused(tally, 'what is deleted is not found', () => client.get(hiking), 'MemoryNotFoundError', /not found/);
  const moved = await client.add(said('I moved to Porto.'), { userId: 'alice' });
  const porto = moved.results.find(r => /Porto/.test(r.memory)).id;
  const linked = await client.delete(porto, { deleteLinked: true });
  tally.equal('deleteLinked takes what was replaced', [linked.cascadeCount, database.state(porto), database.state(lisbon)], [1, 3, 3]);
  await client.batchDelete([cello]);
  tally.equal('batchDelete is in the database', database.state(cello), 3);
  await client.deleteAll({ userId: 'carol' });
  tally.equal('deleteAll is in the database', database.count('carol'), 0);
  await client.add(said('One.'), { userId: 'dora', infer: false });
  tally.check('deleteUser says so', /deleted/.test((await client.deleteUser({ entity_id: 'dora', entity_type: 'user' })).message));
  tally.equal('deleteUser is in the database', database.count('dora'), 0);
  await client.add(said('Two.'), { userId: 'eve', infer: false });
  tally.check('deleteUsers takes one', /deleted/.test((await client.deleteUsers({ userId: 'eve' })).message));
  tally.equal('deleteUsers is in the database', database.count('eve'), 0);
  await refused(tally, 'deleteUsers of nobody fails', () => client.deleteUsers({ userId: 'eve' }), 'APIError', /Entity not found/);
}
