import { h } from './dom.js';

/**
 * Asks for something in a dialog.
 * @param body what stands between title and buttons
 * @param submit is called with the form's data; a failure it throws is shown and keeps the dialog open
 */
export function dialog({ title, body, confirm = 'Save', danger = false, submit }) {
  const problem = h('p', { class: 'problem', role: 'alert' });
  const button = h('button', { type: 'submit', class: danger ? 'button danger' : 'button primary' }, confirm);
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'dialog-title' }, title), body, problem,
    h('div', { class: 'foot' },
      h('button', { type: 'button', class: 'button quiet', onclick: () => box.close() }, 'Cancel'), button));
  const box = h('dialog', { 'aria-labelledby': 'dialog-title' }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    problem.textContent = '';
    try {
      await submit(Object.fromEntries(new FormData(form)));
      box.close();
    } catch (error) {
      problem.textContent = error.remedy ? `${error.message}. ${error.remedy}` : error.message;
    } finally {
      button.disabled = false;
    }
  });
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}
