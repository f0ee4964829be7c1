import { get, remove } from './api.js';
import { fill, h, icon } from './dom.js';
import { connect, disconnect } from './live.js';
import { login } from './pages/login.js';

const PAGES = [
  ['memories', 'Memories'],
  ['search', 'Search lab'],
  ['graph', 'Graph'],
  ['timeline', 'Timeline'],
  ['apps', 'Apps'],
  ['events', 'Events'],
  ['status', 'Status'],
];

const main = document.getElementById('main');
const indicator = h('span', { class: 'live' }, 'Offline');
let leave = () => {};
let turn = 0;
let session;

function place() {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [page = 'memories', ...rest] = path.split('/').filter(Boolean);
  return { page, id: rest.map(decodeURIComponent).join('/'), query: new URLSearchParams(query) };
}

async function show() {
  const { page, id, query } = place();
  const known = page === 'memory' || PAGES.some(([name]) => name === page);
  const name = known ? page : 'memories';
  const mine = ++turn;
  const module = await import(`./pages/${name}.js`);
  if (mine !== turn) {
    return;
  }
  leave();
  leave = () => {};
  fill(main);
  document.title = `${module.title} · openmemory`;
  mark(name === 'memory' ? 'memories' : name);
  window.scrollTo(0, 0);
  leave = module.render(main, { id, query }) ?? (() => {});
}

function mark(page) {
  for (const link of document.querySelectorAll('#nav a')) {
    if (link.dataset.page === page) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
}

function theme() {
  const dark = document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  const button = h('button', {
    type: 'button', class: 'button quiet icon', id: 'theme', 'aria-label': dark ? 'Use the light theme' : 'Use the dark theme',
    onclick: () => {
      document.documentElement.dataset.theme = dark ? 'light' : 'dark';
      localStorage.setItem('theme', dark ? 'light' : 'dark');
      const next = theme();
      button.replaceWith(next);
      next.focus();
      window.dispatchEvent(new Event('theme'));
    },
  }, icon(dark ? 'sun' : 'moon'));
  return button;
}

function shell() {
  fill(document.getElementById('nav'), h('ul', {}, PAGES.map(([page, label]) =>
    h('li', {}, h('a', { href: `#/${page}`, 'data-page': page }, icon(page), label)))));
  fill(document.getElementById('foot'),
    h('div', { class: 'keys hint' }, 'Press / to search, n for a new memory'),
    session.token_required && h('button', { type: 'button', class: 'button small quiet', onclick: signOut }, 'Sign out'),
    h('div', { class: 'row' }, indicator, theme()));
}

async function signOut() {
  await remove('/session');
  await start();
}

function ask() {
  turn++;
  leave();
  leave = () => {};
  disconnect();
  document.body.classList.add('locked');
  fill(document.getElementById('nav'));
  fill(document.getElementById('foot'));
  login(main, start);
}

async function start() {
  session = await get('/session');
  if (!session.signed_in) {
    ask();
    return;
  }
  document.body.classList.remove('locked');
  shell();
  connect(indicator);
  await show();
}

document.addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select, dialog');
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === '/') {
    const field = document.querySelector('main input[type="search"]');
    event.preventDefault();
    if (field) {
      field.focus();
    } else {
      location.hash = '#/memories?focus=1';
    }
  } else if (event.key === 'n') {
    event.preventDefault();
    const button = document.getElementById('new-memory');
    if (button) {
      button.click();
    } else {
      location.hash = '#/memories?new=1';
    }
  }
});

// The link must not change the address, which says which page is shown.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
window.addEventListener('hashchange', show);
window.addEventListener('signed-out', ask);
start().catch((error) => fill(main, h('div', { class: 'empty' }, h('h2', {}, 'The server does not answer'), h('p', {}, error.message))));
