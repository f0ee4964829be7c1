// What the memory holds, asked for beside the browser.

/** Statements that replace, relate and repeat, so that each page has something to show. */
const STATEMENTS = [
  ['I live in Berlin', '2026-01-10'],
  ['My sister Zoë is allergic to hazelnuts', '2026-02-02'],
  ['Carla works at Initech', '2026-03-04'],
  ['Alice works at Initech', '2026-03-05'],
  ['I moved from Berlin to Lisbon', '2026-06-01'],
  ['<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> is how I test pages', '2026-04-01'],
];

export class Memory {
  constructor(url) {
    this.url = url;
  }

  async call(method, path, body) {
    const answer = await fetch(`${this.url}/ui/api${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Openmemory-Page': '1' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  get = path => this.call('GET', path);

  async fill(messages) {
    for (const [text, day] of STATEMENTS) {
      await this.call('POST', '/memories', { text, user_id: 'ann', observed_at: day });
    }
    for (const { text, speaker, session, ts, pool } of messages) {
      await this.call('POST', '/memories',
        { text, name: speaker, run_id: session, user_id: pool, app_id: 'importer', observed_at: `${ts}Z` });
    }
  }

  /** The memory of that user with that text, in whatever state. */
  async find(text, user = 'ann') {
    const { memories } = await this.get(`/memories?state=all&limit=200&user_id=${user}`);
    return memories.find(one => one.text.includes(text));
  }

  stateOf = async text => (await this.find(text))?.state;
}
