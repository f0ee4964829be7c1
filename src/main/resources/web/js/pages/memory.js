import { get, post, remove } from '../api.js';
import { fill, h, icon } from '../dom.js';
import { dialog } from '../dialog.js';
import { moment } from '../format.js';
import { listen } from '../live.js';
import { complain, toast } from '../toast.js';
import { editMemory, setState } from './edit.js';
import { badges, brief, empty, memoryLink, time } from './parts.js';

export const title = 'Memory';

const HAPPENED = {
  add: 'Added', update: 'Changed', delete: 'Deleted', restore: 'Restored', state: 'State changed', sighting: 'Said again', supersede: 'Replaced',
};

export function render(root, { id }) {
  let shown = true;
  const place = h('div', { class: 'stack' }, h('p', { class: 'loading' }, 'Loading…'));
  fill(root, h('p', { class: 'crumb' }, h('a', { href: '#/memories' }, icon('back', 16), 'All memories')), place);

  async function load() {
    try {
      const memory = await get(`/memories/${encodeURIComponent(id)}`);
      if (shown) {
        draw(memory);
        related();
      }
    } catch (error) {
      if (shown) {
        fill(place, empty(error.message, error.remedy ?? ''));
      }
    }
  }

  async function related() {
    const section = place.querySelector('.related');
    try {
      const { memories } = await get(`/memories/${encodeURIComponent(id)}/related`);
      fill(section, h('h2', {}, 'Related'), memories.length
        ? h('ul', { class: 'briefs' }, memories.map((other) => brief(other, `${Math.round(other.cosine * 100)} % alike`)))
        : h('p', { class: 'hint' }, 'Nothing else is alike.'));
    } catch (error) {
      complain(error);
    }
  }

  function draw(memory) {
    const standing = memory.valid_to;
    fill(place,
      h('article', { class: 'card hero' },
        h('div', { class: 'meta' }, h('span', { class: `badge ${memory.state}` }, memory.state), badges({ ...memory, state: 'active' })),
        h('h1', { class: standing ? 'memory-text struck' : 'memory-text' }, memory.text),
        notices(memory), actions(memory)),
      h('div', { class: 'cols' },
        h('div', { class: 'stack' }, provenance(memory), history(memory.history),
          memory.replaces.length > 0 && h('section', { class: 'card' }, h('h2', {}, 'It replaced'), h('ul', { class: 'briefs' }, memory.replaces.map((one) => brief(one, `held until ${moment(one.valid_to)}`)))),
          h('section', { class: 'card related' }, h('h2', {}, 'Related'), h('p', { class: 'hint' }, 'Looking…'))),
        h('div', { class: 'stack' }, details(memory), things(memory.entities), accesses(memory.accesses))));
  }

  function notices(memory) {
    return [
      memory.replaced_by && h('p', { class: 'notice warn' }, `No longer true since ${moment(memory.valid_to)}. Replaced by `, memoryLink(memory.replaced_by, `“${memory.replaced_by.text}”`)),
      memory.conflicts_with.map((other) => h('p', { class: 'notice bad' }, 'Cannot be true together with ', memoryLink(other, `“${other.text}”`))),
    ];
  }

  function actions(memory) {
    const to = (label, state, cls = 'button') => memory.state !== state && h('button', { type: 'button', class: cls, onclick: () => setState([memory.id], state, load).catch(complain) }, label);
    return h('div', { class: 'row-actions' },
      memory.state !== 'deleted' && h('button', { type: 'button', class: 'button primary', onclick: () => editMemory(memory, load) }, 'Edit'),
      memory.valid_to
        ? h('button', { type: 'button', class: 'button', onclick: restore }, 'Make it true again')
        : to('Restore', 'active'),
      memory.state === 'active' && to('Pause', 'paused'), memory.state !== 'deleted' && to('Archive', 'archived'), to('Delete', 'deleted', 'button danger'),
      h('button', { type: 'button', class: 'button quiet danger', onclick: erase }, 'Erase for good…'));
  }

  async function restore() {
    try {
      await post(`/memories/${id}/restore`, {});
      toast('It counts as true again');
      load();
    } catch (error) {
      complain(error);
    }
  }

  function erase() {
    dialog({
      title: 'Erase this memory for good?', confirm: 'Erase', danger: true,
      body: h('p', {}, 'Its text, its history and the message it was made of go, unless another memory needs that. Nothing brings them back.'),
      submit: async () => {
        await remove(`/memories/${id}`);
        toast('Erased');
        location.hash = '#/memories';
      },
    });
  }

  function provenance(memory) {
    const { source } = memory;
    return h('section', { class: 'card' }, h('h2', {}, 'Where it comes from'),
      source
        ? [h('blockquote', { class: 'verbatim' }, quoted(source.text, memory.text)),
          h('p', { class: 'meta' }, h('span', {}, source.name ?? source.role), source.client && h('span', {}, `through ${source.client}`), time(source.observed_at, moment(source.observed_at)))]
        : h('p', { class: 'hint' }, 'The message it was made of was erased.'),
      h('p', { class: 'hint' }, made(memory)));
  }

  const quiet = listen((change) => {
    if (change.events.some((event) => event.memory_id === id)) {
      load();
    }
  });
  load();
  return () => {
    shown = false;
    quiet();
  };
}

/** The message, with the memory's own words marked where they stand in it. */
function quoted(message, text) {
  const at = message.indexOf(text);
  return at < 0 ? message : [message.slice(0, at), h('mark', {}, text), message.slice(at + text.length)];
}

function made(memory) {
  const by = { verbatim: 'Kept word for word.', caller: 'The fact was given by the client itself.', llm: 'Distilled by a language model', sampling: "Distilled by the client's own model", rules: 'Distilled by the built-in rules' }[memory.distiller];
  if (by.endsWith('.')) {
    return by;
  }
  return memory.maker && memory.maker !== memory.distiller ? `${by} (${memory.maker}).` : `${by}.`;
}

function history(events) {
  return h('section', { class: 'card' }, h('h2', {}, 'History', h('span', { class: 'count' }, events.length)),
    h('ol', { class: 'history' }, [...events].reverse().map((event) => h('li', { class: event.event },
      h('div', {}, h('strong', {}, HAPPENED[event.event] ?? event.event), ' ', h('span', { class: 'meta' }, event.client && h('span', {}, `by ${event.client}`), time(event.at))),
      event.old_state && event.old_state !== event.new_state && h('div', { class: 'change' }, `${event.old_state} → ${event.new_state}`),
      event.old_text && event.new_text && event.old_text !== event.new_text && h('div', { class: 'change' }, h('del', {}, event.old_text), h('ins', {}, event.new_text))))));
}

function details(memory) {
  const rows = [
    ['User', memory.user_id], ['App', memory.app_id], ['Agent', memory.agent_id], ['Run', memory.run_id], ['Client', memory.client],
    ['Observed', moment(memory.observed_at)], ['Stored', moment(memory.created_at)], ['Changed', memory.updated_at !== memory.created_at && moment(memory.updated_at)],
    ['True from', moment(memory.valid_from)], ['True until', memory.valid_to && moment(memory.valid_to)], ['Forgotten', memory.expires_at && moment(memory.expires_at)], ['Said', `${memory.sightings}×`],
  ].filter(([, value]) => value);
  return h('section', { class: 'card' }, h('h2', {}, 'Details'),
    h('dl', { class: 'facts' }, rows.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]), h('dt', {}, 'Id'), h('dd', { class: 'mono' }, memory.id)),
    memory.metadata && h('pre', { class: 'metadata', tabindex: 0, 'aria-label': 'Metadata' }, JSON.stringify(memory.metadata, null, 2)));
}

function things(entities) {
  return entities.length > 0 && h('section', { class: 'card' }, h('h2', {}, 'Names'),
    h('div', { class: 'chips' }, entities.map((entity) => h('a', { class: 'chip', href: `#/graph/${entity.id}` }, entity.name))));
}

function accesses(events) {
  return h('section', { class: 'card' }, h('h2', {}, 'Who read it', h('span', { class: 'count' }, events.length)),
    events.length
      ? h('ul', { class: 'reads' }, events.slice(0, 20).map((event) => h('li', {}, h('span', {}, event.client ?? 'unknown'), h('span', { class: 'badge' }, event.kind), time(event.at))))
      : h('p', { class: 'hint' }, 'Nobody yet.'));
}
