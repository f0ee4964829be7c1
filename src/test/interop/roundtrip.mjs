// The main job, by one client: remember a conversation, find it, list it, change it, and find
// the same after a restart.

const tools = ['add_memory', 'search_memory', 'list_memories', 'get_memory', 'update_memory',
  'delete_memory', 'delete_all_memories', 'memory_history', 'search_graph'];
const hints = ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint'];
const pageSize = 30;

/** One connection of one client, as the caller of the product's tools. */
class Caller {
  constructor(connection, user) {
    this.client = connection.client;
    this.scope = user ? {} : { user_id: 'nadia' };
  }

  async call(name, args) {
    const result = await this.client.callTool({ name, arguments: args });
    if (result.isError) throw new Error(`${name}: ${result.content?.[0]?.text}`);
    return result.structuredContent;
  }

  async refusal(name, args) {
    const result = await this.client.callTool({ name, arguments: args });
    return result.isError ? result.content[0].text : null;
  }

  async remember(message) {
    const { memories } = await this.call('add_memory', {
      messages: [{ role: 'user', name: message.speaker, content: message.text }],
      infer: false, observed_at: `${message.ts}Z`, run_id: message.session, ...this.scope,
    });
    return memories.map(memory => memory.id);
  }

  async find(query, limit = 10) {
    const { memories } = await this.call('search_memory', { query, limit, ...this.scope });
    return memories.map(({ id, text, score }) => ({ id, text, score }));
  }

  async pages() {
    const pages = [];
    let cursor;
    do {
      const page = await this.call('list_memories',
        { limit: pageSize, ...(cursor && { cursor }), ...this.scope });
      pages.push(page.memories);
      cursor = page.next_cursor;
    } while (cursor);
    return pages;
  }
}

const ids = memories => memories.map(memory => memory.id).sort();

/** Offers: what the lists say. */
async function offers(client, tally) {
  const listed = (await client.listTools()).tools;
  tally.equal('lists its tools', listed.map(tool => tool.name).sort(), [...tools].sort());
  tally.check('every tool has title, description, both schemas and four hints',
    listed.every(tool => tool.title && tool.description && tool.inputSchema && tool.outputSchema
      && hints.every(hint => typeof tool.annotations?.[hint] === 'boolean')));
  tally.check('instructions fit', client.getInstructions()?.length > 0 && client.getInstructions().length <= 2048);
  tally.equal('lists its prompts', (await client.listPrompts()).prompts.map(p => p.name).sort(),
    ['recall', 'remember']);
}

/** Changes: one memory revised, another deleted, and what is refused. */
async function changes(caller, stored, tally) {
  const [first, second] = stored;
  const before = await caller.call('get_memory', { memory_id: first });
  const text = 'Nadia keeps the spare key of the yard under the blue oil drum.';
  await caller.call('update_memory', { memory_id: first, text });
  tally.equal('a revised memory says the new text', (await caller.call('get_memory', { memory_id: first })).text, text);
  tally.equal('a revised memory is found by it', (await caller.find('Where is the spare key of the yard?', 1))[0]?.id, first);
  const told = JSON.stringify(await caller.call('memory_history', { memory_id: first }));
  tally.check('its history keeps what it said before', told.includes(JSON.stringify(before.text)), told);
  await caller.call('delete_memory', { memory_id: second });
  tally.check('a deleted memory is not listed', !(await caller.pages()).flat().some(m => m.id === second));
  tally.check('its history stays', JSON.stringify(await caller.call('memory_history', { memory_id: second })).length > 2);
  tally.check('an unknown id is refused with words',
    (await caller.refusal('get_memory', { memory_id: '00000000-0000-7000-8000-000000000000' }))?.length > 10);
  tally.check('an empty text is refused with words',
    (await caller.refusal('add_memory', { text: ' ' }))?.length > 10);
}

/** Another user's memories, forgotten all at once: only when the number is confirmed. */
async function forgetting(caller, tally) {
  const guest = { user_id: 'guest' };
  await caller.call('add_memory', { text: 'The guest room is painted green.', ...guest });
  const asked = await caller.call('delete_all_memories', guest);
  tally.equal('forgetting all asks first', { deleted: asked.deleted, would: asked.would_delete }, { deleted: 0, would: 1 });
  const done = await caller.call('delete_all_memories', { ...guest, confirm: asked.would_delete });
  tally.equal('forgetting all forgets all', done.deleted, 1);
}

/** Resources: a memory by its address, and the recent ones. */
async function resources(client, id, tally) {
  const read = await client.readResource({ uri: `memory://${id}` });
  tally.check('a memory is a resource', read.contents[0]?.text?.includes('spare key'));
  const recent = await client.readResource({ uri: 'memory://recent' });
  tally.check('the recent memories are a resource', recent.contents[0]?.text?.length > 2);
}

/**
 * The whole of it. `open` connects to a running or freshly started server, `restart` ends that
 * server, if it outlives its client. Answers what was found, without the ids, so that ways can be compared.
 */
export async function roundTrip(way, open, restart, conversation, tally) {
  let connection = await open();
  const complaints = [];
  const end = async () => {
    complaints.push(...connection.errors.map(String));
    await connection.close();
    connection = null;
  };
  try {
    const { client } = connection;
    const caller = new Caller(connection, way.user);
    if (way.revision) tally.equal('agreed revision', client.getNegotiatedProtocolVersion(), way.revision);
    await offers(client, tally);

    const stored = [];
    for (const message of conversation.messages) stored.push(...await caller.remember(message));
    tally.check(`${conversation.messages.length} messages added`, stored.length > 0);

    const asked = await Promise.all(conversation.questions.map(question => caller.find(question.text)));
    const hits = conversation.questions.filter((question, i) =>
      asked[i].some(hit => question.gold.some(gold => gold.includes(hit.text) || hit.text.includes(gold))));
    tally.check(`${hits.length} of ${asked.length} questions answered in the first ten`,
      hits.length * 2 >= asked.length);

    const pages = await caller.pages();
    tally.equal('the pages list every memory once', ids(pages.flat()), [...new Set(stored)].sort());
    tally.check('every page but the last is full', pages.slice(0, -1).every(page => page.length === pageSize));

    await changes(caller, stored, tally);
    await resources(client, stored[0], tally);
    if (!way.user) await forgetting(caller, tally);

    const look = async by => ({
      found: await Promise.all(conversation.questions.map(question => by.find(question.text))),
      listed: (await by.pages()).flat(),
    });
    const before = await look(caller);
    await end();
    await restart();
    connection = await open();
    const after = await look(new Caller(connection, way.user));
    tally.equal('after a restart, the same answers', after.found, before.found);
    tally.equal('after a restart, the same list', after.listed, before.listed);
    await end();
    tally.equal('no complaint from the client', complaints, []);
    return before.found.map(hits => hits.map(({ text, score }) => ({ text, score })));
  } finally {
    // a way that failed midway must not keep its server, and with it this process, alive
    await connection?.close();
  }
}
