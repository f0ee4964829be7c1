/** What each MCP client wants to be told, ready to be copied. */

const json = (value) => JSON.stringify(value, null, 2);

export function clients(origin) {
  const url = `${origin}/mcp`;
  const stdio = { command: 'openmemory', args: ['server', 'start', '--transport', 'stdio'] };
  const servers = (server) => json({ mcpServers: { openmemory: server } });
  return [
    { name: 'Claude Code', where: 'In a terminal', text: `claude mcp add --transport http openmemory ${url}` },
    { name: 'Claude Desktop', where: 'claude_desktop_config.json', text: servers(stdio) },
    { name: 'Cursor', where: '~/.cursor/mcp.json', text: servers({ url }) },
    { name: 'VS Code', where: '.vscode/mcp.json', text: json({ servers: { openmemory: { type: 'http', url } } }) },
    { name: 'Windsurf', where: '~/.codeium/windsurf/mcp_config.json', text: servers({ serverUrl: url }) },
    { name: 'Zed', where: 'settings.json', text: json({ context_servers: { openmemory: { ...stdio, source: 'custom' } } }) },
    { name: 'Gemini CLI', where: '~/.gemini/settings.json', text: servers({ httpUrl: url }) },
    { name: 'Codex CLI', where: '~/.codex/config.toml', text: `[mcp_servers.openmemory]\ncommand = "${stdio.command}"\nargs = ${JSON.stringify(stdio.args)}` },
    { name: 'Cline', where: 'cline_mcp_settings.json', text: servers({ type: 'streamableHttp', url }) },
    { name: 'Continue', where: '~/.continue/config.yaml', text: `mcpServers:\n  - name: openmemory\n    type: streamable-http\n    url: ${url}` },
  ];
}
