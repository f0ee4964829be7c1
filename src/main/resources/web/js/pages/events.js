import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { count, plural } from '../format.js';
import { listen } from '../live.js';
import { complain } from '../toast.js';
import { empty, head, time } from './parts.js';

export const title = 'Events';

const KINDS = { verbatim: 'Word for word', caller: 'Facts from the client', llm: 'Language model', sampling: "The client's model", rules: 'Built-in rules' };

export function render(root) {
  const place = h('div', { class: 'stack' });
  fill(root, head('Events', 'Writes whose facts are made in the background, and those where something went wrong or a language model was asked.'), place);

  async function load() {
    try {
      const answer = await get('/events');
      fill(place, distillers(answer), jobs(answer));
    } catch (error) {
      complain(error);
    }
  }

  const quiet = listen((change) => (change.jobs || change.memories) && load());
  load();
  return quiet;
}

function distillers({ distillers: kinds, open_jobs: open }) {
  return h('section', { class: 'card' }, h('h2', {}, 'Distillers', h('span', { class: 'count' }, 'since the server started')),
    h('p', { class: 'hint' }, open ? `${plural(open, 'write')} wait for facts.` : 'Nothing waits.'),
    kinds.length > 0 && h('div', { class: 'scroll' }, h('table', {},
      h('thead', {}, h('tr', {}, ['Distiller', 'Succeeded', 'Failed', 'Tokens sent', 'Tokens answered'].map((name, column) => h('th', { scope: 'col', class: column ? 'number' : null }, name)))),
      h('tbody', {}, kinds.map((one) => h('tr', {}, h('td', {}, KINDS[one.kind] ?? one.kind), [one.successes, one.failures, one.input_tokens, one.output_tokens].map((number) => h('td', { class: 'number' }, count(number)))))))));
}

function jobs({ events }) {
  return h('section', { class: 'card' }, h('h2', {}, 'Writes', h('span', { class: 'count' }, events.length)),
    events.length === 0
      ? empty('No events yet', 'A client that adds with “async” makes one.')
      : h('div', { class: 'scroll' }, h('table', {},
        h('thead', {}, h('tr', {}, ['State', 'Asked', 'By', 'Messages', 'Came of it', 'Tokens'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, events.map((job) => h('tr', { 'data-event': job.id },
          h('td', {}, h('span', { class: `badge ${job.status}` }, job.status)),
          h('td', {}, time(job.created_at)),
          h('td', {}, [job.client, job.user_id].filter(Boolean).join(' · ')),
          h('td', {}, job.messages),
          h('td', {}, job.outcome ? [outcome(job.outcome), job.outcome.notes.map((note) => h('div', { class: 'problem' }, note))] : job.attempts ? `attempt ${job.attempts}` : 'waits'),
          h('td', {}, job.outcome && job.outcome.input_tokens + job.outcome.output_tokens > 0 ? `${count(job.outcome.input_tokens)} → ${count(job.outcome.output_tokens)}` : '–')))))));
}

function outcome({ added, repeated, superseded }) {
  return [added && `${plural(added, 'fact')}`, repeated && `${repeated} known`, superseded && `${superseded} replaced`].filter(Boolean).join(', ') || 'nothing new';
}
