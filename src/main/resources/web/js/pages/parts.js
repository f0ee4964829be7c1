/** What several pages show alike. */
import { get } from '../api.js';
import { h } from '../dom.js';
import { ago, moment } from '../format.js';

export const memoryLink = (memory, ...children) =>
  h('a', { href: `#/memory/${memory.id}` }, children.length ? children : memory.text);

export const time = (value, text = ago(value)) => h('time', { datetime: value, title: moment(value) }, text);

export function badges(memory) {
  return [
    memory.state !== 'active' && h('span', { class: `badge ${memory.state}` }, memory.state),
    memory.valid_to && h('span', { class: 'badge replaced' }, 'replaced'),
    memory.sightings > 1 && h('span', { class: 'badge', title: 'How often it was said' }, `said ${memory.sightings}×`),
  ];
}

/** Whose it is, who said it and when. */
export function meta(memory) {
  return [
    memory.name ?? (memory.role !== 'user' ? memory.role : null), memory.user_id, memory.agent_id && `agent ${memory.agent_id}`, memory.app_id, memory.run_id && `run ${memory.run_id}`,
  ].filter(Boolean).map((part) => h('span', {}, part)).concat(time(memory.observed_at));
}

/** A memory on a line of its own in a side list. */
export function brief(memory, note) {
  return h('li', { class: 'brief' },
    h('div', { class: memory.valid_to ? 'text struck' : 'text' }, memoryLink(memory)),
    h('div', { class: 'meta' }, note && h('span', {}, note), badges(memory), meta(memory)));
}

/** A choice of one axis' values, the most frequent first. */
export async function axisChoice(select, axis, chosen, all) {
  select.replaceChildren(h('option', { value: '' }, all));
  if (chosen) {
    select.append(h('option', { value: chosen }, chosen));
    select.value = chosen;
  }
  const { values } = await get(`/values/${axis}`);
  for (const value of values) {
    if (value !== chosen) {
      select.append(h('option', { value }, value));
    }
  }
}

export function empty(title, text) {
  return h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, text));
}

export function head(title, lead, ...actions) {
  return h('div', { class: 'page-head' }, h('h1', {}, title),
    actions.length > 0 && h('div', { class: 'actions' }, actions), lead && h('p', { class: 'lead' }, lead));
}
