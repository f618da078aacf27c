// Options that come from elsewhere, addresses that stand in options, and calls whose address only their callers know.
import axios from 'axios';
import got from 'got';
import { hc } from 'hono/client';
import ky from 'ky';
import send from 'node-fetch';
import { randomUUID } from 'node:crypto';
import { $fetch, ofetch } from 'ofetch';
import { defaults, headersFor } from 'orbit-presets';
import { FLEET_URL } from './services.js';

const EDGE = process.env.EDGE_URL ?? '';

// What a library's object holds is not nothing.
export const list = () => fetch(`${FLEET_URL}/vehicles`, defaults); // unknown: request-id
export const read = () => axios.get(`${FLEET_URL}/vehicles/1`, defaults.read); // unknown: request-id
export const typed = hc(FLEET_URL, { headers: () => headersFor('fleet') }); // unknown: request-id
export const plain = hc(FLEET_URL, { headers: { accept: 'application/json' } }); // want: request-id
export const given = hc(FLEET_URL, { headers: { 'x-request-id': '1' } }); // ok: request-id

// A way of its own to send.
export const own = hc(FLEET_URL, { fetch: (input, init) => fetch(input, init) }); // unknown: request-id
export const kyOwn = ky.create({ prefixUrl: FLEET_URL, fetch: defaults.fetch }); // unknown: request-id
export const gotOwn = got.extend({ prefixUrl: FLEET_URL, handlers: [(options, next) => next(options)] }); // unknown: request-id
export const kyPlain = ky.create({ prefixUrl: FLEET_URL }); // want: request-id
export const common = axios.create({ baseURL: FLEET_URL, headers: { common: { 'x-request-id': randomUUID() } } }); // ok: request-id; want: request-id-once
export const reads = axios.create({ baseURL: FLEET_URL }); // ok: request-id
reads.defaults.headers.get['x-request-id'] = process.env.RUN_ID ?? 'none';

// Where the address stands.
export const a = () => axios(`${FLEET_URL}/a`, { method: 'POST' }); // want: request-id
export const b = () => axios.get('/b', { baseURL: FLEET_URL }); // want: request-id
export const c = () => axios.request({ baseURL: FLEET_URL, url: '/c' }); // want: request-id
export const d = () => ofetch('/d', { baseURL: FLEET_URL }); // want: request-id
export const e = () => $fetch('/e', { baseURL: 'https://api.example.com' });
export const f = () => globalThis.fetch(`${FLEET_URL}/f`); // want: request-id
export const g = () => fetch(`${EDGE}/g`); // want: request-id
export const h = () => fetch(`/${process.env.TAB ?? 'home'}/h`);

export const i = () => fetch(new URL('/i', FLEET_URL).href, { headers: [['accept', 'text/plain']] }); // want: request-id
export const j = () => fetch(new URL('/j', FLEET_URL).href, { headers: [['x-request-id', randomUUID()]] }); // ok: request-id
export const k = () => fetch(`${new URL(FLEET_URL).origin}/k`); // want: request-id
export const l = () => fetch(new URL(FLEET_URL).pathname);

// Who calls these decides the path, not whether the header is sent.
const sending = axios.create({ baseURL: FLEET_URL }); // ok: request-id
export const get = (path) => sending.get(path, { headers: { 'x-request-id': randomUUID() } });

const open = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
export const post = (path, options) => open.post(path, {}, options);

const silent = axios.create({ baseURL: FLEET_URL }); // want: request-id
export const put = (path) => silent.put(path, {});
silent.interceptors.response.use(undefined, (error) => silent(error.config));

// Headers that are made where they are first needed.
export function first(options) {
  const o = { method: 'GET', ...options };
  (o.headers ??= {})['x-request-id'] = randomUUID();
  return fetch(`${FLEET_URL}/first`, o); // ok: request-id
}

export function second() {
  const o = { method: 'GET' };
  (o.headers || (o.headers = {}))['x-request-id'] = randomUUID();
  return fetch(`${FLEET_URL}/second`, o); // ok: request-id
}

export function third() {
  const o = { method: 'GET' };
  Object.assign((o.headers ??= {}), { accept: 'text/plain' });
  return fetch(`${FLEET_URL}/third`, o); // want: request-id
}

export const agent = () => send(`http://${process.env.FLEET_HOST}:8080/agent`); // want: request-id
export const behind = (dispatcher) => send(`${FLEET_URL}/behind`, { dispatcher }); // unknown: request-id
