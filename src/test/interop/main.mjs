// node main.mjs LAUNCHER CONVERSATION-FOLDER SCRATCH-FOLDER
// Exit status 0 when everything passed. The last line is "N passed, N failed".
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readConversation } from './conversation.mjs';
import { inspectAll } from './inspector.mjs';
import { roundTrip } from './roundtrip.mjs';
import { HttpServer } from './server.mjs';
import { Tally } from './tally.mjs';
import { httpWays, stdioWays } from './ways.mjs';

const [launcher, folder, scratch] = process.argv.slice(2);
const tally = new Tally();
const conversation = readConversation(folder);
const answers = new Map();
let databases = 0;
const place = () => join(scratch, `memory-${++databases}.db`);

async function attempt(name, work) {
  console.log(name);
  const began = performance.now();
  try {
    return await work();
  } catch (error) {
    tally.check('came to its end', false, error?.stack ?? error);
    return null;
  } finally {
    console.log(`  (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  }
}

async function overHttp(work) {
  const database = place();
  const log = join(scratch, 'server.log');
  let server = await HttpServer.start(launcher, database, log);
  try {
    await work({
      url: () => server.url,
      restart: async () => {
        tally.equal('the server ends when asked', await server.stop(), 143);
        server = await HttpServer.start(launcher, database, log);
      },
    });
  } finally {
    await server.stop();
  }
}

mkdirSync(scratch, { recursive: true });
console.log(`${conversation.messages.length} messages and ${conversation.questions.length} questions of ${conversation.name}`);
for (const way of stdioWays) {
  await attempt(way.name, async () => {
    const database = place();
    const log = join(scratch, 'stdio.log');
    answers.set(way.name,
      await roundTrip(way, () => way.open(launcher, database, log), async () => {}, conversation, tally));
  });
}
for (const way of httpWays) {
  await attempt(way.name, () => overHttp(async http =>
    answers.set(way.name,
      await roundTrip(way, () => way.open(http.url()), http.restart, conversation, tally))));
}
await attempt('Inspector', () => overHttp(http => inspectAll(launcher, place(), http.url(), scratch, tally)));

console.log('all clients together');
const [[model, expected] = [], ...others] = answers;
for (const [name, found] of others) tally.equal(`${name} finds what ${model} finds`, found, expected);
tally.close();
