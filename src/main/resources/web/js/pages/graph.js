import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { count, day, plural, predicate } from '../format.js';
import { KINDS, network } from '../network.js';
import { complain } from '../toast.js';
import { axisChoice, brief, empty, head } from './parts.js';

export const title = 'Graph';

const SIZES = [100, 300, 1000, 2000];
const STEPS = 200;
const NEIGHBOURS = 40;

export function render(root, { id, query }) {
  let drawing;
  let closed = false;
  let turn = 0;
  let known = new Map();
  let edges = [];
  let span = null;
  const seen = new Map();
  const user = h('select', { onchange: () => load() });
  const kind = h('select', { onchange: () => narrow() });
  const most = h('select', { onchange: () => load() }, SIZES.map((size) => h('option', { value: size, selected: size === 300 }, `${count(size)} things`)));
  const canvas = h('div', { class: 'canvas', role: 'img', 'aria-label': 'The graph. The list beside it says the same.' });
  const panel = h('aside', { class: 'card panel', 'aria-label': 'The chosen thing' });
  const slider = h('input', { type: 'range', min: 0, max: STEPS, value: STEPS, 'aria-label': 'The time that is shown', oninput: () => narrow() });
  const when = h('output', {}, 'All times');
  const note = h('p', { class: 'total', 'aria-live': 'polite' });
  const zoom = h('div', { class: 'zoom' }, [['+', 'Nearer', () => drawing?.zoom(1.35)], ['−', 'Further', () => drawing?.zoom(1 / 1.35)], ['⤢', 'All of it', () => drawing?.fit()]].map(([sign, label, onclick]) => h('button', { type: 'button', class: 'button icon', 'aria-label': label, onclick }, sign)));

  fill(root, head('Graph', 'People, places, organisations and things, and what memories say of them. Choose one to see its memories; open it to see what else it is connected to.'),
    h('div', { class: 'toolbar' }, h('label', { class: 'field' }, h('span', {}, 'User'), user), h('label', { class: 'field' }, h('span', {}, 'Relation'), kind), h('label', { class: 'field' }, h('span', {}, 'At most'), most),
      h('div', { class: 'field when' }, h('span', {}, 'What held on ', when), slider)),
    h('div', { class: 'graph' }, h('div', { class: 'canvas-box' }, canvas, zoom, h('ul', { class: 'legend', 'aria-label': 'Colours' }, KINDS.map((name) => h('li', { class: name }, name)))), panel), note);

  async function start() {
    axisChoice(user, 'user_id', query.get('user'), 'Everyone').catch(complain);
    // asked for while the library that draws it is loaded
    const first = slice();
    first.catch(() => {});
    const made = await network(canvas, { onchoose: (chosen) => choose(chosen) });
    if (closed) {
      made.close();
      return;
    }
    drawing = made;
    await load(first);
    if (id) {
      await expand(id);
      choose(id, true);
    }
  }

  const slice = () => get('/graph', { user_id: user.value, limit: most.value });

  async function load(asked = slice()) {
    const mine = ++turn;
    try {
      const answer = await asked;
      if (closed || mine !== turn) {
        return;
      }
      known = new Map();
      edges = [];
      seen.clear();
      remember(answer);
      const before = kind.value;
      fill(kind, h('option', { value: '' }, 'Every relation'), answer.predicates.map((one) => h('option', { value: one.name }, `${predicate(one.name)} (${count(one.edges)})`)));
      kind.value = answer.predicates.some((one) => one.name === before) ? before : '';
      note.dataset.total = answer.total_nodes;
      choose(null);
      // the list can be read before the drawing takes its time
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      if (closed || mine !== turn) {
        return;
      }
      drawing.show(answer);
      narrow();
    } catch (error) {
      complain(error);
    }
  }

  function remember(slice) {
    slice.nodes.forEach((node) => known.set(node.id, node));
    edges = edges.concat(slice.edges);
    const times = edges.flatMap((edge) => [edge.from, edge.to]).filter(Boolean).map((time) => Date.parse(time));
    span = times.length ? [Math.min(...times), Math.max(...times, Date.now())] : null;
  }

  function narrow() {
    const step = Number(slider.value);
    const time = step === STEPS || !span ? null : new Date(span[0] + (span[1] - span[0]) * step / STEPS).toISOString();
    when.textContent = time ? day(time) : 'any day';
    drawing?.narrow(time, new Set(kind.value ? [kind.value] : []));
    const shown = drawing?.counts() ?? { nodes: 0, edges: 0 };
    note.textContent = `${count(shown.nodes)} of ${plural(Number(note.dataset.total ?? 0), 'thing')} drawn, ${plural(shown.edges, 'relation')} shown`;
  }

  async function expand(node) {
    try {
      const skip = seen.get(node) ?? 0;
      const slice = await get(`/graph/${node}`, { user_id: user.value, skip, limit: NEIGHBOURS });
      seen.set(node, skip + NEIGHBOURS);
      remember(slice);
      drawing.add(slice, node);
      narrow();
      return slice.total_nodes;
    } catch (error) {
      complain(error);
      return 0;
    }
  }

  async function choose(node, centre = false) {
    drawing.choose(node);
    if (!node || !known.has(node)) {
      overview();
      return;
    }
    if (centre) {
      drawing.centre(node);
    }
    const thing = known.get(node);
    const memories = h('div', {}, h('p', { class: 'hint' }, 'Looking…'));
    const open = h('button', { type: 'button', class: 'button primary small', id: 'expand', onclick: async () => {
      const total = await expand(node);
      drawing.choose(node);
      open.disabled = (seen.get(node) ?? 0) >= total;
      open.textContent = open.disabled ? 'All neighbours shown' : 'Show more neighbours';
      relations();
    } }, 'Show its neighbours');
    const list = h('ul', { class: 'relations' });
    const relations = () => fill(list, edges.filter((edge, index) => (edge.subject === node || edge.object === node) && edges.findIndex((one) => same(one, edge)) === index).slice(0, 60).map((edge) => {
      const other = edge.subject === node ? edge.object : edge.subject;
      return h('li', { class: edge.to ? 'ended' : null }, edge.subject === node ? `${predicate(edge.predicate)} ` : '', h('button', { type: 'button', class: 'link', onclick: () => choose(other, true) }, known.get(other)?.name ?? '?'), edge.subject === node ? '' : ` ${predicate(edge.predicate)} it`, edge.to && h('span', { class: 'hint' }, ` until ${day(edge.to)}`));
    }));
    relations();
    fill(panel, h('div', { class: 'panel-head' }, h('h2', {}, thing.name), h('span', { class: 'badge' }, thing.kind)), h('div', { class: 'row-actions' }, open, h('button', { type: 'button', class: 'button small', onclick: () => choose(null) }, 'Back')), list, h('h3', {}, 'Memories'), memories);
    try {
      const answer = await get(`/graph/${node}/memories`, { user_id: user.value });
      fill(memories, h('ul', { class: 'briefs' }, answer.memories.slice(0, 20).map((memory) => brief(memory))));
    } catch (error) {
      complain(error);
    }
  }

  function overview() {
    const best = [...known.values()].sort((a, b) => b.degree - a.degree).slice(0, 40);
    fill(panel, best.length
      ? [h('h2', {}, 'Best connected'), h('ul', { class: 'best' }, best.map((node) => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => choose(node.id, true) }, node.name), h('span', { class: 'hint' }, plural(node.degree, 'relation')))))]
      : empty('No graph yet', 'It grows with memories that say how things are related.'));
  }

  const same = (a, b) => a.subject === b.subject && a.object === b.object && a.predicate === b.predicate;
  const repaint = () => drawing?.repaint();
  window.addEventListener('theme', repaint);
  start().catch(complain);
  // The tests of the page find a node on the canvas with it.
  root.graphPlace = (name) => { const node = [...known.values()].find((one) => one.name === name); return node && drawing.placeOf(node.id); };
  return () => {
    closed = true;
    delete root.graphPlace;
    window.removeEventListener('theme', repaint);
    drawing?.close();
  };
}
