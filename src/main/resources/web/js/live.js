/** What changes in the memory while the page is open, by whatever client. */

const listeners = new Set();
let source;

export function connect(indicator) {
  source?.close();
  source = new EventSource('/ui/api/changes');
  const show = (on) => {
    indicator.classList.toggle('on', on);
    indicator.textContent = on ? 'Live' : 'Offline';
  };
  source.addEventListener('hello', () => show(true));
  source.addEventListener('error', () => show(false));
  source.addEventListener('change', (event) => {
    const change = JSON.parse(event.data);
    for (const listener of [...listeners]) {
      listener(change);
    }
  });
}

export function disconnect() {
  source?.close();
}

/** Calls a function with each change until the one it gives back is called. */
export function listen(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
