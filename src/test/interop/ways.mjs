// The ways in: each client library over each transport it speaks, behind one small face.
import { openSync } from 'node:fs';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StdioClientTransport as FirstStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as FirstHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { Client as SecondClient, StreamableHTTPClientTransport as SecondHttp } from '@modelcontextprotocol/client';
import { StdioClientTransport as SecondStdio } from '@modelcontextprotocol/client/stdio';
import { stdioCommand } from './server.mjs';

const info = { name: 'interop', version: '1.0.0' };
const modern = '2026-07-28';

async function connected(client, transport) {
  const errors = [];
  client.onerror = error => errors.push(error);
  await client.connect(transport);
  const close = async () => {
    await transport.terminateSession?.();
    await client.close();
  };
  return { client, errors, close };
}

const first = transport => connected(new FirstClient(info), transport);
const second = (transport, mode) =>
  connected(new SecondClient(info, { versionNegotiation: { mode } }), transport);

const modes = { legacy: 'legacy', auto: 'auto', 'pinned 2026-07-28': { pin: modern } };

export const stdioWays = [
  { name: 'sdk 1.32.2, stdio', open: spec => first(new FirstStdio(spec)) },
  ...Object.entries(modes).map(([name, mode]) => ({
    name: `client 2.4.0 ${name}, stdio`,
    revision: name === 'legacy' ? '2025-11-25' : modern,
    open: spec => second(new SecondStdio(spec), mode),
  })),
].map(way => ({ ...way, open: (launcher, database, log) =>
  way.open({ ...stdioCommand(launcher, database), stderr: openSync(log, 'a') }) }));

export const httpWays = [
  { name: 'sdk 1.32.2, HTTP', open: url => first(new FirstHttp(new URL(`${url}/mcp`))) },
  { name: 'sdk 1.32.2, SSE', open: url => first(new SSEClientTransport(new URL(`${url}/sse`))) },
  { name: 'sdk 1.32.2, HTTP at /mcp/{client}/http/{user}', user: 'nadia',
    open: url => first(new FirstHttp(new URL(`${url}/mcp/interop/http/nadia`))) },
  { name: 'sdk 1.32.2, SSE at /mcp/{client}/sse/{user}', user: 'nadia',
    open: url => first(new SSEClientTransport(new URL(`${url}/mcp/interop/sse/nadia`))) },
  ...Object.entries(modes).map(([name, mode]) => ({
    name: `client 2.4.0 ${name}, HTTP`,
    revision: name === 'legacy' ? '2025-11-25' : modern,
    open: url => second(new SecondHttp(new URL(`${url}/mcp`)), mode),
  })),
];
