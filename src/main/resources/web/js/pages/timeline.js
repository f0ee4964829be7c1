import { get } from '../api.js';
import { fill, h } from '../dom.js';
import { day, moment, plural } from '../format.js';
import { plot } from '../plot.js';
import { complain } from '../toast.js';
import { axisChoice, badges, empty, head, memoryLink, meta } from './parts.js';

export const title = 'Timeline';

const PIECES = 80;
const PAGE = 40;

export function render(root, { query }) {
  const range = { from: query.get('from') ?? '', to: query.get('to') ?? '' };
  let undraw = () => {};
  let cursor;
  let closed = false;
  let turn = 0; // of several loads under way only the last one is drawn
  const user = h('select', { onchange: () => load() });
  const figure = h('figure', { class: 'card plot', 'aria-label': 'How many memories there are of each time' });
  const crumbs = h('p', { class: 'total', 'aria-live': 'polite' });
  const back = h('button', { type: 'button', class: 'button small', hidden: true, onclick: () => pick('', '') }, 'Whole time');
  const list = h('ol', { class: 'line' });
  const more = h('button', { type: 'button', class: 'button', hidden: true, onclick: () => entries(false) }, 'Show more');
  const typed = (name, label) => {
    const input = h('input', { type: 'date', value: range[name].slice(0, 10), onchange: () => pick(name === 'from' ? input.value : range.from, name === 'to' ? input.value : range.to) });
    return [h('label', { class: 'field' }, h('span', {}, label), input), input];
  };
  const [fromField, from] = typed('from', 'From');
  const [toField, to] = typed('to', 'To');

  fill(root, head('Timeline', 'When what was said. Choose a bar to look closer. A memory that has been replaced says by what.'),
    h('div', { class: 'toolbar' }, h('label', { class: 'field' }, h('span', {}, 'User'), user), fromField, toField, back),
    figure, crumbs, list, h('div', { class: 'more' }, more));

  function pick(first, last) {
    range.from = first;
    range.to = last;
    from.value = first.slice(0, 10);
    to.value = last.slice(0, 10);
    load();
  }

  async function load() {
    if (closed) {
      return;
    }
    const mine = ++turn;
    const known = new URLSearchParams(Object.entries({ user: user.value, ...range }).filter(([, value]) => value));
    history.replaceState(null, '', known.size ? `#/timeline?${known}` : '#/timeline');
    back.hidden = !range.from && !range.to;
    const listed = entries(true);
    try {
      const { spans } = await get('/timeline', { user_id: user.value, ...range, pieces: PIECES });
      if (closed || mine !== turn) {
        return;
      }
      undraw();
      undraw = () => {};
      fill(figure);
      if (spans.length) {
        const whole = gapless(spans);
        const drawn = await plot(figure, {
          times: whole.map((span) => Date.parse(span.from) / 1000),
          series: [
            { label: 'Memories', colour: '--accent', bars: true, values: whole.map((span) => span.memories) },
            { label: 'replaced since', colour: '--warn', bars: true, values: whole.map((span) => span.superseded) },
          ],
          onpick: (index) => whole[index].memories && pick(whole[index].from, whole[index].to),
        });
        if (closed || mine !== turn) {
          drawn();
          return;
        }
        undraw = drawn;
      } else {
        fill(figure, empty('Nothing here', 'No memory is of this time.'));
      }
      const all = spans.reduce((sum, span) => sum + span.memories, 0);
      crumbs.textContent = spans.length ? `${plural(all, 'memory', 'memories')}, ${day(range.from || spans[0].from)} to ${day(range.to || spans.at(-1).to)}` : '';
      await listed;
    } catch (error) {
      complain(error);
    }
  }

  async function entries(anew) {
    const now = turn;
    try {
      const answer = await get('/memories', { user_id: user.value, ...range, state: 'active,paused,archived', limit: PAGE, cursor: anew ? undefined : cursor });
      if (closed || now !== turn) {
        return;
      }
      cursor = answer.next_cursor;
      more.hidden = !cursor;
      if (anew) {
        list.replaceChildren();
      }
      let last = list.lastElementChild?.dataset.day;
      for (const memory of answer.memories) {
        const date = day(memory.observed_at);
        list.append(h('li', { class: memory.valid_to ? 'replaced' : null, 'data-day': date },
          h('span', { class: 'date' }, date === last ? '' : date),
          h('div', { class: 'body' }, h('div', { class: memory.valid_to ? 'text struck' : 'text' }, memoryLink(memory)),
            memory.valid_to && h('div', { class: 'after' }, `until ${moment(memory.valid_to)}`, memory.superseded_by && [', then ', successor(memory.superseded_by)]),
            h('div', { class: 'meta' }, badges({ ...memory, valid_to: null }), meta(memory)))));
        last = date;
      }
    } catch (error) {
      complain(error);
    }
  }

  axisChoice(user, 'user_id', query.get('user'), 'Everyone').catch(complain);
  load();
  return () => {
    closed = true;
    undraw();
  };
}

/** A link whose words arrive later. */
function successor(id) {
  const link = h('a', { href: `#/memory/${id}` }, 'what replaced it');
  get(`/memories/${id}`).then((memory) => { link.textContent = `“${memory.text}”`; }, () => {});
  return link;
}

/** The same with a place for every stretch in which nothing was said. */
function gapless(spans) {
  const first = Date.parse(spans[0].from);
  const length = Date.parse(spans[0].to) - first;
  const known = new Map(spans.map((span) => [Math.round((Date.parse(span.from) - first) / length), span]));
  const whole = [];
  for (let index = 0; index <= Math.max(...known.keys()); index++) {
    const at = first + index * length;
    whole.push(known.get(index) ?? { from: new Date(at).toISOString(), to: new Date(at + length).toISOString(), memories: 0, superseded: 0 });
  }
  return whole;
}
