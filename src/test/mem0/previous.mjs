// Every call of the client before (2.x).
import { randomUUID } from 'node:crypto';
import { MemoryClient } from 'mem0ai-2';
import { refused } from './refused.mjs';

const said = content => [{ role: 'user', content }];
const texts = list => list.map(memory => memory.memory);

export async function run(host, database, tally) {
  const client = new MemoryClient({ apiKey: 'any', host });
  await client.ping();
  tally.equal('ping names the project', [client.organizationId, client.projectId], ['local', 'local']);

  const told = await client.add(said('I live in Lisbon.'), { user_id: 'alice', metadata: { k: 1 } });
  const lisbon = told.find(result => /Lisbon/.test(result.data.memory))?.id;
  tally.check('add answers with a list', told[0].event === 'ADD' && lisbon, JSON.stringify(told));
  tally.equal('it is in the database', [database.memory(lisbon).user, database.memory(lisbon).metadata], ['alice', '{"k":1}']);
  const wrapped = await client.add(said('The cello lesson is on Sundays.'),
    { user_id: 'bob', agent_id: 'helper', infer: false, output_format: 'v1.1', categories: ['music'] });
  const cello = wrapped.results[0].id;
  tally.equal('output_format v1.1 wraps it', database.memory(cello).text, 'The cello lesson is on Sundays.');

  tally.check('search v1 finds', /Lisbon/.test((await client.search('Where do I live?', { user_id: 'alice', limit: 1 }))[0].memory));
  tally.equal('search v2 takes filters', texts(await client.search('lesson',
    { api_version: 'v2', filters: { OR: [{ user_id: 'bob' }, { agent_id: 'x' }] }, top_k: 1 })), ['The cello lesson is on Sundays.']);
  tally.equal('getAll v1 lists', texts(await client.getAll({ user_id: 'bob' })), ['The cello lesson is on Sundays.']);
  tally.equal('getAll v2 takes filters', texts(await client.getAll({ api_version: 'v2', filters: { user_id: '*', categories: { in: ['music'] } } })),
    ['The cello lesson is on Sundays.']);
  const page = await client.getAll({ api_version: 'v2', filters: { user_id: '*' }, page: 1, page_size: 1 });
  tally.check('getAll has pages', page.count >= 2 && page.results.length === 1, JSON.stringify(page));

  tally.equal('get tells it', (await client.get(cello)).agent_id, 'helper');
  tally.equal('update answers with the memory', (await client.update(cello, { text: 'The cello lesson is on Mondays.' })).memory,
    'The cello lesson is on Mondays.');
  tally.equal('update is in the database', database.memory(cello).text, 'The cello lesson is on Mondays.');
  tally.equal('history tells both', (await client.history(cello)).map(h => h.event), ['ADD', 'UPDATE']);
  await client.batchUpdate([{ memoryId: cello, text: 'The cello lesson is on Fridays.' }]);
  tally.equal('batchUpdate is in the database', database.memory(cello).text, 'The cello lesson is on Fridays.');
  tally.equal('feedback is kept', (await client.feedback({ memory_id: cello, feedback: 'NEGATIVE', feedback_reason: 'old' })).feedback, 'NEGATIVE');
  const made = await client.createMemoryExport({ schema: {}, filters: { user_id: 'bob' } });
  tally.equal('an export is fetched', texts((await client.getMemoryExport({ memory_export_id: made.id })).memories), ['The cello lesson is on Fridays.']);
  tally.check('users counts', (await client.users()).results.some(u => u.name === 'alice' && u.total_memories >= 1));
  tally.equal('getProject tells what holds', await client.getProject({ fields: ['custom_categories'] }), { custom_categories: [] });

  const no = /not offered/;
  await refused(tally, 'updateProject is refused', () => client.updateProject({ custom_instructions: 'x' }), 'MemoryError', no);
  await refused(tally, 'getWebhooks is refused', () => client.getWebhooks(), 'MemoryError', no);
  await refused(tally, 'createWebhook is refused', () => client.createWebhook({ name: 'n', url: 'u', eventTypes: [] }), 'MemoryError', no);
  await refused(tally, 'updateWebhook is refused', () => client.updateWebhook({ webhookId: 'w', name: 'n' }), 'MemoryError', no);
  await refused(tally, 'deleteWebhook is refused', () => client.deleteWebhook({ webhookId: 'w' }), 'MemoryError', no);
  await refused(tally, 'an unknown id is not found', () => client.get(randomUUID()), 'MemoryNotFoundError', /not found/);
  await refused(tally, 'an id that is none is invalid', () => client.get('nope'), 'ValidationError', /valid UUID/);

  await client.delete(lisbon);
  tally.equal('delete is in the database', database.state(lisbon), 3);
  await client.batchDelete([cello]);
  tally.equal('batchDelete is in the database', database.state(cello), 3);
  for (const user of ['carol', 'dora', 'eve']) await client.add(said('One.'), { user_id: user, infer: false });
  await client.deleteAll({ user_id: 'carol' });
  tally.equal('deleteAll is in the database', database.count('carol'), 0);
  await client.deleteUser({ entity_id: 'dora', entity_type: 'user' });
  tally.equal('deleteUser is in the database', database.count('dora'), 0);
  await client.deleteUsers({ user_id: 'eve' });
  tally.equal('deleteUsers is in the database', database.count('eve'), 0);
}
