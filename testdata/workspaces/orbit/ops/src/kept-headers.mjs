// Headers that are put into other options first and changed after, and clients that somebody else may change.
import axios from 'axios';
import { randomUUID } from 'node:crypto';
import { watch } from 'orbit-watch';
import { FLEET_URL } from './services.js';

export async function honk(id) {
  const headers = {};
  const options = { method: 'POST', headers };
  headers['x-request-id'] = randomUUID();
  await fetch(`${FLEET_URL}/vehicles/${id}/honk`, options); // unknown: request-id
}

export async function flash(id, extra) {
  const headers = {};
  const options = { method: 'POST', headers: headers };
  for (const name in extra) headers[name] = extra[name];
  await fetch(`${FLEET_URL}/vehicles/${id}/flash`, options); // unknown: request-id
}

export async function lock(id) {
  const headers = { accept: 'application/json' };
  const options = { method: 'POST', headers };
  await fetch(`${FLEET_URL}/vehicles/${id}/lock`, options); // want: request-id
}

// The library may add an interceptor.
const watched = axios.create({ baseURL: FLEET_URL, headers: { accept: 'application/json' } }); // unknown: request-id
watch(watched);

// A transform may add headers, too.
export const transformed = axios.create({ // unknown: request-id
  baseURL: FLEET_URL,
  transformRequest: (data, headers) => {
    headers['x-request-id'] = randomUUID();
    return data;
  },
});

const replaced = axios.create({ baseURL: FLEET_URL }); // ok: request-id; want: request-id-once
replaced.defaults.headers.common = { 'x-request-id': randomUUID() };

const elsewhere = axios.create({ baseURL: FLEET_URL }); // want: request-id
elsewhere.defaults.headers.common = { accept: 'application/json' };

export const vehicles = () => Promise.all([replaced.get('/vehicles'), elsewhere.get('/vehicles')]);

// No server hears of these.
export const empty = () => fetch('data:,');
export const picture = () => fetch('blob:http://localhost:7003/picture');

export async function wash(id) {
  const headers = {};
  const second = headers;
  second['x-request-id'] = randomUUID();
  await fetch(`${FLEET_URL}/vehicles/${id}/wash`, { headers }); // ok: request-id
}
