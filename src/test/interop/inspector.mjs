// The Inspector's command line, in both eras: strict listing of tools, and calls.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stdioCommand } from './server.mjs';

const launcher = join(import.meta.dirname, 'node_modules', '.bin', 'mcp-inspector');
const eras = ['legacy', 'modern'];

function inspect(args, home) {
  return new Promise(resolve => execFile(process.execPath, [launcher, '--cli', ...args],
    { env: { ...process.env, HOME: home, MCP_INSPECTOR_HOME: home }, timeout: 120_000, maxBuffer: 1 << 26 },
    (error, stdout, stderr) => resolve({ code: error ? error.code ?? error.signal : 0, stdout, stderr })));
}

const parsed = text => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

async function session(name, target, options, home, tally) {
  const run = async (...args) => {
    const outcome = await inspect([...target, ...options, '--format', 'json', ...args], home);
    return { ...outcome, result: parsed(outcome.stdout) };
  };
  const told = outcome => `exit ${outcome.code} ${outcome.stdout} ${outcome.stderr}`;
  console.log(name);

  const list = await run('--method', 'tools/list', '--strict');
  tally.check('tools/list --strict', list.code === 0 && list.stdout.includes('add_memory'), told(list));
  const add = await run('--method', 'tools/call', '--tool-name', 'add_memory', '--tool-args-json',
    JSON.stringify({ text: `The lighthouse keeper's dog is called Brisa, says ${name}.`, user_id: name }));
  tally.check('tools/call add_memory', add.code === 0 && !add.result?.isError, told(add));
  const search = await run('--method', 'tools/call', '--tool-name', 'search_memory',
    '--tool-arg', "query=what is the lighthouse keeper's dog called", `user_id=${name}`, 'limit=3');
  tally.check('tools/call search_memory', search.code === 0 && search.stdout.includes('Brisa'), told(search));
  const listed = await run('--method', 'tools/call', '--tool-name', 'list_memories', '--tool-arg', `user_id=${name}`);
  tally.check('tools/call list_memories', listed.code === 0 && listed.stdout.includes('Brisa'), told(listed));
  for (const method of ['resources/list', 'resources/templates/list', 'prompts/list']) {
    const outcome = await run('--method', method);
    tally.check(method, outcome.code === 0, told(outcome));
  }
}

export async function inspectAll(product, database, url, home, tally) {
  // by a file, for on its command line the Inspector takes our options for its own
  const config = join(home, 'servers.json');
  writeFileSync(config, JSON.stringify({ mcpServers: { openmemory: stdioCommand(product, database) } }));
  for (const era of eras) {
    await session(`inspector 2.12.0 ${era}, stdio`, ['--config', config, '--server', 'openmemory'], ['--protocol-era', era], home, tally);
    await session(`inspector 2.12.0 ${era}, HTTP`, [`${url}/mcp`], ['--transport', 'http', '--protocol-era', era], home, tally);
  }
  await session('inspector 2.12.0 legacy, SSE', [`${url}/sse`], ['--transport', 'sse', '--protocol-era', 'legacy'], home, tally);
}
