import { post } from '../api.js';
import { fill, h } from '../dom.js';

/** Asks for the token, which goes to the server once and is kept nowhere in the page. */
export function login(root, done) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const field = h('input', { type: 'password', name: 'token', autocomplete: 'current-password', required: true, id: 'token' });
  const form = h('form', {
    class: 'card login',
    onsubmit: async (event) => {
      event.preventDefault();
      problem.textContent = '';
      try {
        await post('/session', { token: field.value });
        field.value = '';
        await done();
      } catch (error) {
        problem.textContent = error.remedy ? `${error.message}. ${error.remedy}` : error.message;
        field.select();
      }
    },
  },
  h('h1', {}, 'Sign in'),
  h('p', { class: 'hint' }, 'This server asks for its token, the one in OPENMEMORY_TOKEN.'),
  h('label', { class: 'field' }, h('span', {}, 'Token'), field), problem,
  h('button', { type: 'submit', class: 'button primary' }, 'Sign in'));
  fill(root, form);
  document.title = 'Sign in · openmemory';
  field.focus();
}
