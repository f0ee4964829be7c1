// node main.mjs LAUNCHER SCRATCH-FOLDER
// Exit status 0 when everything passed. The last line is "N passed, N failed".
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { watchTraffic } from './traffic.mjs';
import { Database } from './database.mjs';
import { HttpServer } from './server.mjs';
import { Tally } from './tally.mjs';

const [launcher, scratch] = process.argv.slice(2);
mkdirSync(scratch, { recursive: true });
const elsewhere = watchTraffic();
const tally = new Tally();

for (const generation of ['current', 'previous']) {
  console.log(`mem0ai, ${generation}`);
  const file = join(scratch, `${generation}.db`);
  let server;
  try {
    const { run } = await import(`./${generation}.mjs`);
    server = await HttpServer.start(launcher, file, join(scratch, 'server.log'));
    await run(server.url, new Database(file), tally);
  } catch (error) {
    tally.check('came to its end', false, error?.stack ?? error);
  } finally {
    await server?.stop();
  }
}
tally.equal('nothing but this machine was called', elsewhere, []);
tally.close();
