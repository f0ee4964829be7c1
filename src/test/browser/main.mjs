// Clicks through every page of the web page, and looks in the memory afterwards.
//   main.mjs LAUNCHER CONVERSATION SCRATCH [PICTURES]   PICTURES: a folder that screenshots are put in
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConversation } from './conversation.mjs';
import { Browser } from './browser.mjs';
import { Memory } from './memory.mjs';
import { pages } from './pages.mjs';
import { HttpServer } from './server.mjs';
import { signIn } from './signin.mjs';
import { Tally } from './tally.mjs';

const [launcher, folder, scratch, pictures] = process.argv.slice(2);
const tally = new Tally();
const database = join(scratch, 'memory.db');
const run = promisify(execFile);

let server = await HttpServer.start(launcher, database, join(scratch, 'server.log'));
const memory = new Memory(server.url);
const conversation = readConversation(folder, 60);
console.log(`${conversation.messages.length} messages of ${conversation.name}`);
await memory.fill(conversation.messages);

const browser = await Browser.start(tally);
try {
  const addElsewhere = async text => {
    await run(launcher, ['add', '--db', database, '--user', 'ann', text]);
  };
  await pages({ browser, memory, tally, addElsewhere, conversation, pictures });
  await server.stop();
  process.env.OPENMEMORY_TOKEN = 'a-token-for-the-test';
  server = await HttpServer.start(launcher, database, join(scratch, 'server.log'));
  await signIn({ browser, url: server.url, token: process.env.OPENMEMORY_TOKEN, tally });
} catch (error) {
  await browser.picture(join(scratch, 'failed.png')).catch(() => {});
  tally.check(`no step fails (see ${scratch})`, false, error.stack);
} finally {
  await browser.close();
  await server.stop();
}
tally.close();
