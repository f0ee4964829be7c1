/** Gives the memory out as a file, and takes files in. */
import { address, get, upload } from '../api.js';
import { fill, h } from '../dom.js';
import { bytes, count, plural } from '../format.js';
import { complain } from '../toast.js';
import { axisChoice } from './parts.js';

const LOOK_MILLIS = 400;

/**
 * @param limits what the server takes: most_imported in bytes, default_user
 * @param done is called when a file has been taken in
 */
export function porting(limits, done) {
  return h('section', { class: 'card porting' }, h('h2', {}, 'Export and import'), exporting(), importing(limits, done));
}

function exporting() {
  const user = h('select', { id: 'export-user' }, h('option', { value: '' }, 'Everyone'));
  const format = h('select', { id: 'export-format' }, h('option', { value: 'jsonl' }, 'JSON Lines'), h('option', { value: 'markdown' }, 'Markdown notes'));
  const vectors = h('input', { type: 'checkbox', id: 'export-vectors' });
  const link = h('a', { class: 'button primary', download: '' }, 'Download');
  const aim = () => {
    vectors.disabled = format.value !== 'jsonl';
    link.href = address('/export', { format: format.value, user_id: user.value, vectors: !vectors.disabled && vectors.checked || null });
  };
  [user, format, vectors].forEach((field) => field.addEventListener('change', aim));
  aim();
  axisChoice(user, 'user_id', '', 'Everyone').catch(complain);
  return h('div', { class: 'export' }, h('h3', {}, 'Export'), h('div', { class: 'toolbar' },
    h('label', { class: 'field' }, h('span', {}, 'Whose'), user), h('label', { class: 'field' }, h('span', {}, 'As'), format), link),
  h('label', { class: 'check' }, vectors, 'With embeddings: larger, and fast to import'),
  h('p', { class: 'hint' }, 'The file is readable by whoever has it. JSON Lines are complete and can be imported again; notes come as a zip and are for reading.'));
}

function importing(limits, done) {
  const input = h('input', { type: 'file', id: 'import-file', class: 'sr' });
  const user = h('input', { type: 'text', id: 'import-user', autocomplete: 'off', placeholder: limits.default_user });
  const infer = h('input', { type: 'checkbox', id: 'import-infer', checked: true });
  const outcome = h('div', { class: 'outcome', 'aria-live': 'polite' });
  const drop = h('label', { class: 'drop', for: 'import-file' }, h('strong', {}, 'Choose a file'), h('span', {}, ' or drop it here'),
    h('span', { class: 'hint' }, `What openmemory, OpenMemory, Mem0, ChatGPT or Claude exported, or a memory.json of the MCP memory server; also as gzip or zip. Up to ${bytes(limits.most_imported)}; the command line takes larger ones.`));
  const box = h('div', { class: 'dropbox' }, input, drop);
  const busy = (is) => {
    input.disabled = is;
    box.classList.toggle('busy', is);
  };

  /** Sends the file; what came of it, or nothing if it failed. */
  async function send(file, dryRun) {
    if (file.size > limits.most_imported) {
      fill(outcome, problem(`${file.name} has ${bytes(file.size)}; this page takes ${bytes(limits.most_imported)}.`, `On the command line: openmemory import ${file.name}`));
      return undefined;
    }
    const id = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
    const bar = h('progress', { max: 1, 'aria-label': dryRun ? 'Looking through the file' : 'Taking the file in' });
    fill(outcome, h('p', {}, dryRun ? `Looking through ${file.name} …` : `Taking ${file.name} in …`), bar);
    busy(true);
    const timer = setInterval(async () => {
      const far = await get(`/import/${id}`).catch(() => undefined);
      if (far?.total) {
        bar.setAttribute('value', far.done / far.total);
      }
    }, LOOK_MILLIS);
    try {
      return await upload('/import', { id, dry_run: dryRun, infer: infer.checked, user_id: user.value.trim() }, file);
    } catch (error) {
      fill(outcome, problem(error.message, error.remedy));
      return undefined;
    } finally {
      clearInterval(timer);
      busy(false);
    }
  }

  /** The file whose import waits for a yes. */
  let looked;
  const leave = () => {
    looked = undefined;
    fill(outcome);
  };

  async function look(file) {
    looked = file;
    const would = await send(file, true);
    if (!would) {
      return;
    }
    const nothing = ['messages', 'memories', 'entities', 'others'].every((kind) => would[kind].added === 0);
    const go = h('button', { type: 'button', class: 'button primary', disabled: nothing, onclick: () => take(file) }, 'Import');
    fill(outcome, h('p', {}, `${file.name} is ${would.format}. `, h('strong', {}, nothing ? 'It holds nothing new.' : `It would add ${told(would)}.`)), known(would), refused(would),
      h('div', { class: 'row-actions' }, go, h('button', { type: 'button', class: 'button quiet', onclick: leave }, nothing ? 'Close' : 'Cancel')));
    go.focus();
  }

  async function take(file) {
    looked = undefined;
    const came = await send(file, false);
    if (came) {
      fill(outcome, h('p', { class: 'notice good' }, `Added ${told(came)}.`), known(came), refused(came));
      done();
    }
  }

  // what was shown holds no longer
  [user, infer].forEach((field) => field.addEventListener('change', () => looked && !input.disabled && look(looked)));
  input.addEventListener('change', () => {
    const [file] = input.files;
    input.value = '';
    if (file) {
      look(file);
    }
  });
  box.addEventListener('dragover', (event) => {
    event.preventDefault();
    box.classList.add('over');
  });
  box.addEventListener('dragleave', () => box.classList.remove('over'));
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    box.classList.remove('over');
    const [file] = event.dataTransfer.files;
    if (file && !input.disabled) {
      look(file);
    }
  });
  return h('div', { class: 'import' }, h('h3', {}, 'Import'), box, h('div', { class: 'toolbar' },
    h('label', { class: 'field' }, h('span', {}, 'Whose, where the file does not say'), user)),
  h('label', { class: 'check' }, infer, 'Make facts of conversations'),
  h('p', { class: 'hint' }, 'First you see what would come of it. What is in the memory already stays as it is.'), outcome);
}

function told(report) {
  const parts = [];
  if (report.memories.added || !report.messages.added) {
    parts.push(plural(report.memories.added, 'memory', 'memories'));
  }
  if (report.messages.added) {
    parts.push(plural(report.messages.added, 'message'));
  }
  return parts.join(' and ');
}

function known(report) {
  const there = report.memories.known + report.messages.known;
  return there > 0 && h('p', { class: 'hint' }, `${plural(report.memories.known, 'memory', 'memories')} and ${plural(report.messages.known, 'message')} are there already.`);
}

function refused(report) {
  if (report.refused === 0) {
    return undefined;
  }
  const more = report.refused - report.refusals.length;
  return h('details', { class: 'refused', open: report.refused <= 10 }, h('summary', {}, `${count(report.refused)} could not be used`),
    h('ul', { tabindex: 0, 'aria-label': 'What could not be used' }, report.refusals.map((one) => h('li', {}, h('code', {}, one.place), ` ${one.problem}`)), more > 0 && h('li', { class: 'hint' }, `and ${count(more)} more`)));
}

const problem = (message, remedy) => h('p', { class: 'notice bad', role: 'alert' }, remedy ? `${message.replace(/\.$/, '')}. ${remedy}` : message);
