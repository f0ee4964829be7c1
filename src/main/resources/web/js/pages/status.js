import { get, put } from '../api.js';
import { clients } from '../clients.js';
import { fill, h } from '../dom.js';
import { bytes, count } from '../format.js';
import { plot } from '../plot.js';
import { complain, toast } from '../toast.js';
import { head } from './parts.js';
import { porting } from './porting.js';

export const title = 'Status';

const DAYS = 30;

export function render(root) {
  const closing = [];
  let closed = false;
  const place = h('div', { class: 'stack' });
  const plots = h('div', { class: 'plots' });
  const settings = h('section', { class: 'card' }, h('h2', {}, 'Settings'));
  const moving = h('div', {});
  fill(root, head('Status and settings'), place, plots, h('div', { class: 'stack gap' }, moving, connect(), care(), settings));

  const draw = async (element, options) => {
    const close = await plot(element, options);
    closed ? close() : closing.push(close);
  };

  async function status() {
    const now = await get('/status');
    const kept = ['paused', 'archived', 'deleted'].filter((state) => now.memories[state]).map((state) => `${count(now.memories[state])} ${state}`).join(', ');
    fill(place, h('dl', { class: 'tiles' },
      tile('Memories', count(now.memories.active), kept || 'all active'), tile('Messages', count(now.messages), 'kept word for word'), tile('Users', count(now.users), `default: ${now.default_user}`),
      tile('File', bytes(now.bytes), `schema ${now.schema}`), tile('Waiting', count(now.open_jobs), 'writes without facts yet')),
    h('section', { class: 'card' }, h('h2', {}, 'What is loaded'), h('dl', { class: 'facts' },
      [['Version', `${now.version}, Java ${now.java}`], ['Database', `${now.file} (${now.database})`], ['Embedding model', `${now.model}, ${now.dimension} dimensions`], ['Vector index', `${now.vector_index}: ${now.vector_index_reason}`]]
        .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]))));
    return now;
  }

  async function activity() {
    const { activity: rows } = await get('/activity', { days: DAYS });
    const today = Math.floor(Date.now() / 86400000);
    const days = Array.from({ length: DAYS }, (_, index) => new Date((today - DAYS + 1 + index) * 86400000).toISOString().slice(0, 10));
    const sum = (kind, key) => days.map((day) => rows.filter((row) => row.day === day && row.kind === kind).reduce((all, row) => all + row[key], 0));
    const calls = { add: sum('add', 'calls'), search: sum('search', 'calls') };
    const spent = { add: sum('add', 'micros'), search: sum('search', 'micros') };
    const mean = (kind) => days.map((_, index) => calls[kind][index] ? spent[kind][index] / calls[kind][index] / 1000 : null);
    const slowest = days.map((day) => Math.max(0, ...rows.filter((row) => row.day === day && row.kind === 'search').map((row) => row.slowest)) / 1000 || null);
    const times = days.map((day) => Date.parse(day) / 1000);
    const millis = (value) => `${value.toFixed(1)} ms`;
    const figure = (label) => plots.appendChild(h('figure', { class: 'card plot', 'aria-label': `${label}, the last ${DAYS} days` }, h('figcaption', {}, label)));
    await draw(figure('Adds a day'), { times, series: [{ label: 'Adds', colour: '--accent', bars: true, values: calls.add }] });
    await draw(figure('Searches a day'), { times, series: [{ label: 'Searches', colour: '--info', bars: true, values: calls.search }] });
    await draw(figure('How long they take'), { times, series: [{ label: 'Add', colour: '--accent', values: mean('add'), format: millis }, { label: 'Search', colour: '--info', values: mean('search'), format: millis }, { label: 'Slowest search', colour: '--warn', values: slowest, format: millis }] });
  }

  async function loadSettings() {
    const answer = await get('/settings');
    fill(settings, h('h2', {}, 'Settings'), h('p', { class: 'hint' }, 'Saved to ', h('code', {}, answer.file), '; they take effect when the server starts again. Empty a field to go back to the default. Who gets in and which file is used is set on the command line alone.'),
      h('div', { class: 'settings' }, answer.settings.map(setting)));
  }

  function setting(one) {
    const id = `setting-${one.key}`;
    const from = one.origin === 'default' ? `default: ${one.fallback}` : `from the ${one.origin}`;
    const shown = one.secret || one.origin === 'default' ? '' : one.value ?? '';
    const input = one.choices.length
      ? h('select', { id, disabled: !one.editable }, h('option', { value: '' }, `Default (${one.fallback})`), one.choices.map((choice) => h('option', { value: choice, selected: shown === choice }, choice)))
      : h('input', { id, type: one.secret ? 'password' : 'text', value: shown, disabled: !one.editable, autocomplete: 'off', placeholder: one.secret && one.value ? 'set; type to replace' : one.origin === 'default' && one.value ? one.value : one.fallback, 'aria-describedby': `${id}-help` });
    return h('form', { class: 'setting', onsubmit: (event) => { event.preventDefault(); save(one, input.value); } },
      h('label', { for: id }, one.key), input, one.editable && h('button', { type: 'submit', class: 'button small' }, 'Save', h('span', { class: 'sr' }, ` ${one.key}`)),
      h('p', { class: 'hint', id: `${id}-help` }, `${one.help} (${from}${one.origin === 'environment' ? `, ${one.environment} comes first` : ''})`));
  }

  async function save(one, value) {
    try {
      await put(`/settings/${one.key}`, { value });
      toast(value ? `${one.key} is saved` : `${one.key} is back to its default`);
      await loadSettings();
      document.getElementById(`setting-${one.key}`)?.focus();
    } catch (error) {
      complain(error);
    }
  }

  const port = async () => fill(moving, porting(await status(), () => status().catch(complain)));
  Promise.all([port(), activity(), loadSettings()]).catch(complain);
  return () => {
    closed = true;
    closing.forEach((close) => close());
  };
}

const tile = (name, value, note) => h('div', { class: 'card tile' }, h('dt', {}, name), h('dd', { class: 'value' }, value), h('dd', { class: 'hint' }, note));

function copyable(text, label) {
  return h('div', { class: 'copyable' }, h('pre', { tabindex: 0, 'aria-label': label }, text), h('button', {
    type: 'button', class: 'button small', 'aria-label': `Copy ${label}`, onclick: async () => {
      try {
        await navigator.clipboard.writeText(text);
        toast('Copied');
      } catch {
        toast('The browser does not let the page copy; select the text instead', { bad: true });
      }
    },
  }, 'Copy'));
}

function connect() {
  const all = clients(location.origin);
  const shown = h('div', {});
  const show = (client) => fill(shown, h('p', { class: 'hint' }, client.where), copyable(client.text, `for ${client.name}`));
  const select = h('select', { id: 'client', onchange: () => show(all[select.selectedIndex]) }, all.map((client) => h('option', {}, client.name)));
  show(all[0]);
  return h('section', { class: 'card' }, h('h2', {}, 'Connect a client'), h('div', { class: 'connect' }, h('label', { class: 'field' }, h('span', {}, 'Client'), select), shown));
}

/** What is done on the command line: each works while the server runs, except restoring. */
function care() {
  const commands = [
    ['Whether everything is in order', 'openmemory doctor'],
    ['A copy of the file, also while servers use it', 'openmemory backup memory-backup.db'],
  ];
  return h('section', { class: 'card' }, h('h2', {}, 'Look after it'), h('p', { class: 'hint' }, 'The whole memory is the one file above. On the command line:'),
    commands.flatMap(([what, command]) => [h('p', { class: 'hint' }, what), copyable(command, `the command: ${command}`)]));
}
