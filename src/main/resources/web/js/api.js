/** Calls the server's own interface. Every failure becomes a Failure that says what to do. */

export class Failure extends Error {
  constructor(status, detail, remedy) {
    super(detail);
    this.status = status;
    this.remedy = remedy;
  }
}

const ROOT = '/ui/api';

export function get(path, parameters = {}, signal) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return call('GET', text ? `${path}?${text}` : path, undefined, signal);
}

export const post = (path, body, signal) => call('POST', path, body, signal);
export const patch = (path, body) => call('PATCH', path, body);
export const put = (path, body) => call('PUT', path, body);
export const remove = (path) => call('DELETE', path);

async function call(method, path, body, signal) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-Openmemory-Page'] = '1';
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(ROOT + path, {
      method, headers, signal, credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
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
    if (response.status === 401 && path !== '/session') {
      window.dispatchEvent(new Event('signed-out'));
    }
    throw new Failure(response.status, answer.detail ?? 'The server failed.', answer.remedy);
  }
  return answer;
}
