// Starts the server of an unpacked bundle as its manifest says, and asks it for its tools.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const folder = process.argv[2];
const { server } = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
const placed = (text) => text.replaceAll('${__dirname}', folder);
const child = spawn(placed(server.mcp_config.command), server.mcp_config.args.map(placed), {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const deadline = setTimeout(() => {
  child.kill();
  console.error('no answer within a minute');
  process.exit(1);
}, 60_000);
const send = (message) => child.stdin.write(JSON.stringify({ jsonrpc: '2.0', ...message }) + '\n');

createInterface({ input: child.stdout }).on('line', (line) => {
  const message = JSON.parse(line);
  if (message.id === 1) {
    send({ method: 'notifications/initialized' });
    send({ id: 2, method: 'tools/list' });
  } else if (message.id === 2) {
    const names = message.result.tools.map((tool) => tool.name);
    clearTimeout(deadline);
    child.stdin.end();
    if (!names.includes('add_memory')) {
      console.error(`its tools are ${names}`);
      process.exit(1);
    }
    console.log(`the server of the bundle answers with ${names.length} tools`);
  }
});
send({
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-11-25',
    capabilities: {},
    clientInfo: { name: 'bundle-check', version: '1' },
  },
});
