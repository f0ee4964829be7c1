import { get, post } from '../api.js';
import { debounce, fill, h, icon } from '../dom.js';
import { count, plural } from '../format.js';
import { listen } from '../live.js';
import { complain } from '../toast.js';
import { createMemory, editMemory, setState } from './edit.js';
import { axisChoice, badges, empty, head, memoryLink, meta } from './parts.js';

export const title = 'Memories';

const AXES = [['user_id', 'User', 'Everyone'], ['app_id', 'App', 'Every app'], ['agent_id', 'Agent', 'Every agent'], ['run_id', 'Run', 'Every run']];
const STATES = [['', 'Active'], ['paused', 'Paused'], ['archived', 'Archived'], ['deleted', 'Deleted'], ['all', 'Every state']];
const SORTS = [['', 'Newest first'], ['observed_at', 'Oldest first'], ['-created_at', 'Last stored'], ['-updated_at', 'Last changed'], ['text', 'A to Z']];
const PAGE = 50;

export function render(root, { query }) {
  const filters = Object.fromEntries(query);
  const openNew = filters.new;
  const focus = filters.focus;
  delete filters.new;
  delete filters.focus;
  const chosen = new Set();
  let cursor;
  let running;
  let left = false;

  const search = h('input', { type: 'search', placeholder: 'Search by meaning or by word', 'aria-label': 'Search memories', value: filters.q ?? '', autocomplete: 'off' });
  const total = h('p', { class: 'total', 'aria-live': 'polite' });
  const list = h('ul', { class: 'memories', 'aria-label': 'Memories' });
  const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => load(false) }, 'Show more');
  const bulk = h('div', { class: 'bulk', hidden: true, role: 'toolbar', 'aria-label': 'For the selected memories' });
  const bar = h('div', { class: 'toolbar filters' });

  const choice = (name, label, options) => {
    const select = h('select', { name, onchange: () => change(name, select.value) }, (options ?? []).map(([value, text]) => h('option', { value, selected: (filters[name] ?? '') === value }, text)));
    bar.append(h('label', { class: 'field' }, h('span', {}, label), select));
    return select;
  };
  for (const [axis, label, all] of AXES) {
    axisChoice(choice(axis, label), axis, filters[axis], all).catch(complain);
  }
  choice('state', 'State', STATES);
  const typed = (name, label, type, hint) => bar.append(h('label', { class: 'field' }, h('span', {}, label),
    h('input', { type, name, value: filters[name] ?? '', placeholder: hint, onchange: (event) => change(name, event.target.value) })));
  typed('category', 'Category', 'text', 'Any');
  typed('from', 'From', 'date');
  typed('to', 'To', 'date');
  const sort = choice('sort', 'Sort', SORTS);

  const details = h('details', { class: 'filter-box', open: Object.keys(filters).some((name) => name !== 'q') || matchMedia('(min-width: 861px)').matches }, h('summary', {}, 'Filters and order'), bar);
  fill(root,
    head('Memories', null, h('button', { type: 'button', class: 'button primary', id: 'new-memory', onclick: () => createMemory(reload) }, icon('plus', 16), 'New memory')),
    h('div', { class: 'searchbox' }, icon('search'), search), details,
    h('div', { class: 'listhead' }, h('label', { class: 'check' }, h('input', { type: 'checkbox', id: 'all', onchange: (event) => chooseAll(event.target.checked) }), 'Select all shown'), total),
    bulk, list, h('div', { class: 'more' }, more));

  function change(name, value) {
    if (left) {
      return; // a field that goes away with the page still says that it was changed
    }
    if (value) {
      filters[name] = value;
    } else {
      delete filters[name];
    }
    const text = new URLSearchParams(filters).toString();
    history.replaceState(null, '', text ? `#/memories?${text}` : '#/memories');
    load(true);
  }

  async function load(anew) {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const { q, ...rest } = filters;
    sort.disabled = Boolean(q);
    try {
      const answer = q
        ? await post('/search', { query: q, limit: PAGE, ...rest }, signal)
        : await get('/memories', { ...rest, limit: PAGE, cursor: anew ? undefined : cursor }, signal);
      cursor = answer.next_cursor;
      more.hidden = !cursor;
      if (anew) {
        list.replaceChildren();
        const shown = new Set(answer.memories.map((memory) => memory.id));
        [...chosen].filter((id) => !shown.has(id)).forEach((id) => chosen.delete(id));
      }
      list.append(...answer.memories.map(row));
      total.textContent = q
        ? `${plural(answer.memories.length, 'memory', 'memories')} found in ${Math.round(answer.millis)} ms`
        : `${plural(answer.total, 'memory', 'memories')}`;
      if (!list.children.length) {
        list.append(h('li', {}, q ? empty('Nothing found', 'Try other words, or fewer filters.') : Object.keys(filters).length
          ? empty('Nothing here', 'No memory passes these filters.') : empty('No memories yet', 'Connect a client (see Status), or write the first one yourself.')));
      }
      showBulk();
    } catch (error) {
      complain(error);
    }
  }

  const reload = () => load(true);

  function row(memory) {
    const box = h('input', { type: 'checkbox', 'aria-label': `Select: ${memory.text.slice(0, 60)}`, value: memory.id, checked: chosen.has(memory.id), onchange: (event) => choose(memory.id, event.target.checked) });
    return h('li', { class: 'memory', 'data-id': memory.id },
      box,
      h('div', { class: 'body' },
        h('div', { class: memory.valid_to ? 'text struck' : 'text' }, memoryLink(memory)),
        h('div', { class: 'meta' }, memory.score !== undefined && h('span', { class: 'score' }, memory.score.toFixed(2)), badges(memory), meta(memory))),
      h('button', { type: 'button', class: 'button quiet small edit', 'aria-label': `Edit: ${memory.text.slice(0, 60)}`, onclick: () => editMemory(memory, reload) }, 'Edit'));
  }

  function choose(id, on) {
    on ? chosen.add(id) : chosen.delete(id);
    showBulk();
  }

  function chooseAll(on) {
    for (const box of list.querySelectorAll('input[type="checkbox"]')) {
      box.checked = on;
      on ? chosen.add(box.value) : chosen.delete(box.value);
    }
    showBulk();
  }

  function apply(state) {
    const ids = [...chosen];
    chosen.clear();
    setState(ids, state, reload).catch(complain);
  }

  function showBulk() {
    bulk.hidden = chosen.size === 0;
    const act = (label, state, danger) => h('button', { type: 'button', class: danger ? 'button small danger' : 'button small', onclick: () => apply(state) }, label);
    fill(bulk, h('strong', {}, `${count(chosen.size)} selected`), act('Pause', 'paused'), act('Archive', 'archived'), act('Restore', 'active'), act('Delete', 'deleted', true),
      h('button', { type: 'button', class: 'button small quiet', onclick: () => { document.getElementById('all').checked = false; chooseAll(false); } }, 'Clear'));
    if (chosen.size === 0) {
      document.getElementById('all').checked = false;
    }
  }

  search.addEventListener('input', debounce(140, () => change('q', search.value.trim())));
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && cursor && !more.hidden) {
      load(false);
    }
  }, { rootMargin: '300px' });
  watcher.observe(more);

  // A list that someone is working in is not pulled away from under them.
  const quiet = listen((change) => {
    if (change.memories && chosen.size === 0 && window.scrollY < 400) {
      refreshSoon();
    }
  });
  const refreshSoon = debounce(250, () => left || load(true));

  load(true);
  if (focus) {
    search.focus();
  }
  if (openNew) {
    createMemory(reload);
  }
  return () => {
    left = true;
    quiet();
    watcher.disconnect();
    running?.abort();
  };
}
