/** Calls the server's own interface. Every failure becomes a Failure that says what to do. */

export class Failure extends Error {
  constructor(status, detail, remedy) {
    super(detail);
    this.status = status;
    this.remedy = remedy;
  }
}

const ROOT = '/ui/api';

/** Where something is asked for; parameters without a value are left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return ROOT + (text ? `${path}?${text}` : path);
}

export const get = (path, parameters, signal) => call('GET', address(path, parameters), undefined, signal);
export const post = (path, body, signal) => send('POST', path, body, signal);
export const patch = (path, body) => send('PATCH', path, body);
export const put = (path, body) => send('PUT', path, body);
export const remove = (path) => send('DELETE', path);

/** Sends a file as it is; the browser reads it while it goes. */
export const upload = (path, parameters, file) => call('POST', address(path, parameters), file);

const send = (method, path, body, signal) => call(method, address(path), body, signal);

async function call(method, url, body, signal) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-Openmemory-Page'] = '1';
  }
  const file = body instanceof Blob;
  if (body !== undefined) {
    headers['Content-Type'] = file ? 'application/octet-stream' : 'application/json';
  }
  let response;
  try {
    response = await fetch(url, {
      method, headers, signal, credentials: 'same-origin',
      body: body === undefined || file ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Failure(0, 'The server does not answer.', 'Is it still running?');
  }
  if (response.status === 204) {
    return undefined;
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    if (response.status === 401 && url !== address('/session')) {
      window.dispatchEvent(new Event('signed-out'));
    }
    throw new Failure(response.status, answer.detail ?? 'The server failed.', answer.remedy);
  }
  return answer;
}
