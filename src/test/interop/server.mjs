// The packaged product as a user starts it: what a stdio client runs, and a server over HTTP.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const running = new Set();
process.on('exit', () => running.forEach(child => child.kill('SIGTERM')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** How a client starts the server over stdio. */
export const stdioCommand = (launcher, database) => ({
  command: launcher,
  args: ['server', 'start', '--transport', 'stdio', '--db', database],
});

/** A port that was free a moment ago. */
async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** A server over HTTP that answers /health, as a process of ours. */
export class HttpServer {
  static async start(launcher, database, log) {
    const port = await freePort();
    const output = openSync(log, 'a');
    const child = spawn(launcher,
      ['server', 'start', '--transport', 'http', '--port', String(port), '--db', database],
      { stdio: ['ignore', output, output] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const server = new HttpServer(child, port);
    for (let waited = 0; waited < 60_000; waited += 100) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}; see ${log}`);
      const answer = await fetch(`${server.url}/health`).catch(() => null);
      if (answer?.ok) return server;
      await answer?.body?.cancel();
      await sleep(100);
    }
    await server.stop();
    throw new Error(`the server does not answer /health; see ${log}`);
  }

  constructor(child, port) {
    this.child = child;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Asks it to end and waits until it has; answers how it ended. */
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code, signal] = await ended;
    return code ?? signal;
  }
}
