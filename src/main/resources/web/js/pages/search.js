import { get, post } from '../api.js';
import { debounce, fill, h, icon } from '../dom.js';
import { complain } from '../toast.js';
import { axisChoice, badges, empty, head, memoryLink, meta } from './parts.js';

export const title = 'Search lab';

const HITS = 15;
const MOST_WEIGHT = 1.5;

/** What each signal looks at, in a few words. */
const MEANING = {
  semantic: 'near in meaning', keyword: 'shares rare words', neighbours: 'its neighbours share words', speaker: 'said by who is asked about',
  role: 'said by who would know', standing: 'a lasting wish', preference: 'what you prefer', phrase: 'in the words of the question', statement: 'states something', substance: 'says more than a wow', personal: 'says something of the speaker', name: 'names somebody, if a name is asked for', time: 'tells a time, if one is asked for', date: 'said on the days that are named', event: 'said before or after what is named', topic: 'its conversation has the words', answered: 'the reply to it fits', echo: 'shares words with the best', breadth: 'of a conversation not shown yet, if many are asked for', decay: 'used lately, or important', rerank: 'read again with the question',
  validity: 'not replaced', bridge: 'shares a rare name with a good hit', session: 'its conversation is about it', recency: 'said lately', graph: 'reached through the graph', entity: 'names what is asked about',
};

export function render(root, { query }) {
  let defaults = {};
  let weights = {};
  let running;
  let left = false;
  const search = h('input', { type: 'search', 'aria-label': 'Question', placeholder: 'Ask something, such as “where do I live?”', value: query.get('q') ?? '', autocomplete: 'off' });
  const user = h('select', { onchange: () => ask() });
  const sliders = h('div', { class: 'sliders' });
  const hits = h('ol', { class: 'hits', 'aria-label': 'Hits' });
  const note = h('p', { class: 'total', 'aria-live': 'polite' });

  fill(root,
    head('Search lab', 'Why a memory is found, and what would be found if the signals counted for something else. Nothing you do here changes what clients find.'),
    h('div', { class: 'searchbox' }, icon('search'), search),
    h('div', { class: 'cols lab' },
      h('section', { class: 'stack' }, h('div', { class: 'listhead' }, h('label', { class: 'field inline' }, h('span', {}, 'User'), user), note), hits),
      h('section', { class: 'card' }, h('h2', {}, 'Weights', h('button', { type: 'button', class: 'button small quiet push', onclick: reset }, 'Reset')), sliders)));

  async function start() {
    axisChoice(user, 'user_id', query.get('user'), 'Everyone').catch(complain);
    const { signals } = await get('/signals');
    defaults = Object.fromEntries(signals.map((signal) => [signal.name, signal.weight]));
    reset();
  }

  function reset() {
    weights = { ...defaults };
    fill(sliders, Object.entries(weights).map(([name, weight], index) => slider(name, weight, index)));
    ask();
  }

  function slider(name, weight, index) {
    const output = h('output', {}, weight.toFixed(2));
    const range = h('input', {
      type: 'range', min: 0, max: MOST_WEIGHT, step: 0.01, value: weight, 'aria-label': `Weight of ${name}: ${MEANING[name] ?? ''}`,
      oninput: () => {
        weights[name] = Number(range.value);
        output.textContent = weights[name].toFixed(2);
        askSoon();
      },
    });
    return h('div', { class: 'slider' }, h('span', { class: `swatch s${index % 16}` }), h('div', { class: 'name' }, name, h('span', { class: 'hint' }, MEANING[name] ?? '')), output, range);
  }

  async function ask() {
    if (left) {
      return;
    }
    const text = search.value.trim();
    const known = new URLSearchParams();
    if (text) known.set('q', text);
    if (user.value) known.set('user', user.value);
    history.replaceState(null, '', known.size ? `#/search?${known}` : '#/search');
    if (!text) {
      fill(hits);
      fill(note, 'Ask something to see how the ranking comes about.');
      return;
    }
    running?.abort();
    running = new AbortController();
    try {
      const answer = await post('/search', { query: text, limit: HITS, explain: true, user_id: user.value, weights: changed() }, running.signal);
      note.textContent = `${answer.memories.length} best of ${answer.considered} candidates, in ${Math.round(answer.millis)} ms`;
      draw(answer.memories);
    } catch (error) {
      complain(error);
    }
  }

  /** Only what differs is sent, so that an untouched lab ranks exactly as clients see it. */
  function changed() {
    return Object.fromEntries(Object.entries(weights).filter(([name, weight]) => weight !== defaults[name]));
  }

  function draw(memories) {
    const names = Object.keys(defaults);
    const part = (signal) => Math.max(0, signal.value * signal.weight);
    const sum = (memory) => memory.signals.reduce((all, signal) => all + part(signal), 0);
    const widest = Math.max(...memories.map(sum), 1e-9);
    fill(hits, memories.length === 0 && h('li', {}, empty('Nothing found', 'Try other words.')), memories.map((memory) => {
      const total = sum(memory);
      const parts = memory.signals.filter((signal) => part(signal) > 0).sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
      return h('li', { class: 'card hit', 'data-id': memory.id },
        h('div', { class: 'text' }, h('span', { class: 'score' }, memory.score.toFixed(3)), ' ', memoryLink(memory)),
        h('div', { class: 'meta' }, badges(memory), meta(memory)),
        h('div', { class: 'stacked', role: 'img', 'aria-label': parts.map((signal) => `${signal.name} ${Math.round(100 * part(signal) / total)} %`).join(', '), style: { width: `${100 * total / widest}%` } },
          parts.map((signal) => h('span', { class: `s${names.indexOf(signal.name) % 16}`, title: `${signal.name}: ${signal.value.toFixed(2)} × ${signal.weight.toFixed(2)}`, style: { 'flex-grow': part(signal) } }))),
        h('details', {}, h('summary', {}, 'Signals'), h('div', { class: 'scroll' }, h('table', {},
          h('thead', {}, h('tr', {}, ['Signal', 'Raw', 'Value', 'Weight', 'Part'].map((name, column) => h('th', { class: column ? 'number' : null, scope: 'col' }, name)))),
          h('tbody', {}, memory.signals.map((signal) => h('tr', {}, h('td', {}, signal.name), [signal.raw, signal.value, signal.weight, part(signal)].map((value) => h('td', { class: 'number' }, value.toFixed(3))))))))));
    }));
  }

  const askSoon = debounce(120, ask);
  search.addEventListener('input', debounce(140, ask));
  start().catch(complain);
  search.focus({ preventScroll: true });
  return () => {
    left = true;
    running?.abort();
  };
}
