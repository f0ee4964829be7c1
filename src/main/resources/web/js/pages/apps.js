import { get, post } from '../api.js';
import { fill, h } from '../dom.js';
import { count, plural } from '../format.js';
import { listen } from '../live.js';
import { complain, toast } from '../toast.js';
import { brief, empty, head, time } from './parts.js';

export const title = 'Apps';

/** Whose calls are the person's own and cannot be kept out. */
const OWN = new Set(['web', 'cli']);

export function render(root, { id }) {
  const place = h('div', { class: 'appcards' });
  const detail = h('div', { class: 'stack', 'aria-live': 'polite' });
  fill(root, head('Apps', 'The clients that use this memory. One that is paused can neither read nor write until you let it in again.'), place, detail);

  async function load() {
    try {
      const { apps } = await get('/apps');
      fill(place, apps.length ? apps.map(card) : empty('No client yet', 'Status says how to connect one.'));
    } catch (error) {
      complain(error);
    }
  }

  function card(app) {
    const paused = Boolean(app.paused_since);
    return h('article', { class: paused ? 'card app is-paused' : 'card app', 'data-app': app.name },
      h('div', { class: 'panel-head' }, h('h2', {}, app.name), paused && h('span', { class: 'badge paused' }, 'paused')),
      h('dl', { class: 'numbers' },
        h('div', {}, h('dt', {}, 'Wrote'), h('dd', {}, count(app.memories)), h('dd', { class: 'hint' }, app.last_write ? ['last ', time(app.last_write)] : 'never')),
        h('div', {}, h('dt', {}, 'Read'), h('dd', {}, count(app.reads)), h('dd', { class: 'hint' }, app.last_read ? ['last ', time(app.last_read)] : 'never'))),
      paused && h('p', { class: 'hint' }, 'Kept out since ', time(app.paused_since)),
      h('div', { class: 'row-actions' },
        h('button', { type: 'button', class: 'button small', onclick: () => show(app.name) }, 'What it did', h('span', { class: 'sr' }, `: ${app.name}`)),
        !OWN.has(app.name) && h('button', { type: 'button', class: 'button small', onclick: () => admit(app.name, paused) }, paused ? 'Resume' : 'Pause', h('span', { class: 'sr' }, ` ${app.name}`))));
  }

  async function admit(name, on) {
    try {
      await post(on ? '/apps/resume' : '/apps/pause', { name });
      toast(on ? `${name} is let in again` : `${name} is paused`, { action: () => admit(name, !on) });
      load();
    } catch (error) {
      complain(error);
    }
  }

  async function show(name) {
    try {
      const answer = await get('/app', { name });
      fill(detail, h('div', { class: 'cols' },
        h('section', { class: 'card' }, h('h2', {}, `${name} wrote`, h('span', { class: 'count' }, plural(answer.written.length, 'entry', 'entries'))),
          answer.written.length ? h('ul', { class: 'briefs' }, answer.written.map((memory) => brief(memory))) : h('p', { class: 'hint' }, 'Nothing.')),
        h('section', { class: 'card' }, h('h2', {}, `${name} read`, h('span', { class: 'count' }, plural(answer.read.length, 'entry', 'entries'))),
          answer.read.length ? h('ul', { class: 'briefs' }, answer.read.map((read) => h('li', {}, h('div', { class: 'meta' }, h('span', { class: 'badge' }, read.kind), time(read.at)), h('div', { class: 'text' }, h('a', { href: `#/memory/${read.memory.id}` }, read.memory.text))))) : h('p', { class: 'hint' }, 'Nothing that is still logged.'))));
      detail.scrollIntoView({ block: 'start' });
    } catch (error) {
      complain(error);
    }
  }

  const quiet = listen((change) => change.apps && load());
  load();
  if (id) {
    show(id);
  }
  return quiet;
}
