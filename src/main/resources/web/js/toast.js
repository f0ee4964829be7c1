import { h } from './dom.js';

const SHOWN_MILLIS = 8000;

/** Says something for a moment; an action, such as Undo, may come with it. */
export function toast(text, { action, label = 'Undo', bad = false } = {}) {
  const place = document.getElementById('toasts');
  const note = h('div', { class: bad ? 'toast bad' : 'toast' }, h('span', {}, text));
  const close = () => note.remove();
  if (action) {
    note.append(h('button', { type: 'button', onclick: () => { close(); action(); } }, label));
  }
  place.append(note);
  while (place.children.length > 3) {
    place.firstChild.remove();
  }
  setTimeout(close, bad ? SHOWN_MILLIS * 1.5 : SHOWN_MILLIS);
}

/** Shows a failure; what was merely given up is none. */
export function complain(error) {
  if (error.name !== 'AbortError') {
    toast(error.remedy ? `${error.message}. ${error.remedy}` : error.message, { bad: true });
  }
}
