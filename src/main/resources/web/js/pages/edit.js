/** The dialogs that make and change a memory. */
import { patch, post } from '../api.js';
import { h } from '../dom.js';
import { dialog } from '../dialog.js';
import { plural } from '../format.js';
import { toast } from '../toast.js';

const field = (label, input, hint) => h('label', { class: 'field' }, h('span', {}, label), input, hint && h('span', { class: 'hint' }, hint));
const text = (name, value = '', more = {}) => h('input', { type: 'text', name, value, ...more });

function metadata(value) {
  if (!value.trim()) {
    return {};
  }
  try {
    return JSON.parse(value);
  } catch {
    throw new Error('The metadata is not well-formed JSON');
  }
}

export function createMemory(done) {
  dialog({
    title: 'New memory',
    confirm: 'Remember',
    body: [
      field('What should be remembered?', h('textarea', { name: 'text', rows: 4, required: true, autofocus: true })),
      h('label', { class: 'check' }, h('input', { type: 'checkbox', name: 'infer', checked: true }), 'Make facts of it (the words stay as they are beside them)'),
      h('div', { class: 'grid' },
        field('User', text('user_id'), 'Empty for the default user'),
        field('App', text('app_id'), 'Empty for this page'),
        field('Agent', text('agent_id')),
        field('Run', text('run_id')),
        field('Forget after', h('input', { type: 'date', name: 'expires_at' })),
        field('Said on', h('input', { type: 'date', name: 'observed_at' }))),
    ],
    submit: async (data) => {
      const answer = await post('/memories', { ...data, infer: data.infer === 'on' });
      const parts = [];
      if (answer.added) parts.push(`${plural(answer.added, 'memory', 'memories')} added`);
      if (answer.repeated) parts.push(`${answer.repeated} known already`);
      if (answer.replaced) parts.push(`${answer.replaced} replaced`);
      toast(parts.join(', ') || 'Remembered');
      done(answer);
    },
  });
}

export function editMemory(memory, done) {
  dialog({
    title: 'Edit memory',
    body: [
      field('Text', h('textarea', { name: 'text', rows: 4, required: true, value: memory.text }), 'The earlier text stays in its history.'),
      field('Forget after', h('input', { type: 'date', name: 'expires_at', value: memory.expires_at?.slice(0, 10) ?? '' })),
      field('Metadata (JSON)', h('textarea', { name: 'metadata', rows: 4, class: 'mono', value: memory.metadata ? JSON.stringify(memory.metadata, null, 2) : '' })),
    ],
    submit: async (data) => {
      const body = { metadata: metadata(data.metadata) };
      if (data.text !== memory.text) {
        body.text = data.text;
      }
      if (data.expires_at !== (memory.expires_at?.slice(0, 10) ?? '')) {
        body.expires_at = data.expires_at || null;
      }
      await patch(`/memories/${memory.id}`, body);
      toast('Saved');
      done();
    },
  });
}

const DONE = { active: 'restored', paused: 'paused', archived: 'archived', deleted: 'deleted' };

/** Gives memories a new state and offers to undo it. */
export async function setState(ids, state, done) {
  const { changes } = await post('/memories/states', { changes: ids.map((id) => ({ id, state })) });
  done();
  if (changes.length === 0) {
    toast(`Nothing to do: all are ${state}`);
    return;
  }
  toast(`${plural(changes.length, 'memory', 'memories')} ${DONE[state]}`, {
    action: async () => {
      await post('/memories/states', { changes });
      toast('Undone');
      done();
    },
  });
}
