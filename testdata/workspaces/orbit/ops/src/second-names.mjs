// T32: headers that are changed by a second name for them, and twins in which the second name is another object's.
import axios from 'axios';
import { randomUUID } from 'node:crypto';
import ky from 'ky';
import { ofetch } from 'ofetch';
import { FLEET_URL } from './services.js';

const local = axios.create({ baseURL: FLEET_URL }); // ok: request-id
local.interceptors.request.use((cfg) => {
  const h = cfg.headers;
  h.set('x-request-id', randomUUID());
  return cfg;
});

const taken = axios.create({ baseURL: FLEET_URL }); // ok: request-id
taken.interceptors.request.use((cfg) => {
  const { headers } = cfg;
  headers['x-request-id'] = randomUUID();
  return cfg;
});

// The twin: the name holds a copy.
const copied = axios.create({ baseURL: FLEET_URL }); // want: request-id
copied.interceptors.request.use((cfg) => {
  const h = { ...cfg.headers };
  h['x-request-id'] = randomUUID();
  return cfg;
});

// The twin: another header.
const other = axios.create({ baseURL: FLEET_URL }); // want: request-id
other.interceptors.request.use((cfg) => {
  const { headers } = cfg;
  headers.set('accept', 'application/json');
  return cfg;
});

// What has a name may be changed elsewhere by the time.
const late = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
late.interceptors.request.use((cfg) => {
  const h = cfg.headers;
  cfg.headers = {};
  h['x-request-id'] = randomUUID();
  return cfg;
});

const common = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
const defaults = common.defaults.headers.common;
defaults['x-request-id'] = randomUUID();

const hooks = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
const { request } = hooks.interceptors;
request.use((cfg) => ({ ...cfg, headers: { ...cfg.headers, 'x-request-id': randomUUID() } }));

export const vehicles = () => [
  local.get('/vehicles'),
  taken.get('/vehicles'),
  copied.get('/vehicles'),
  other.get('/vehicles'),
  late.get('/vehicles'),
  common.get('/vehicles'),
  hooks.get('/vehicles'),
];

export const short = ky.create({ // ok: request-id
  prefixUrl: FLEET_URL,
  hooks: {
    beforeRequest: [
      (req) => {
        const { headers } = req;
        headers.set('x-request-id', randomUUID());
      },
    ],
  },
});

export const nested = ofetch.create({ // ok: request-id
  baseURL: FLEET_URL,
  onRequest({ options: { headers } }) {
    headers.set('x-request-id', randomUUID());
  },
});

export const filled = ofetch.create({ // ok: request-id
  baseURL: FLEET_URL,
  onRequest({ options }) {
    const headers = (options.headers ||= {});
    headers['x-request-id'] = randomUUID();
  },
});

// The second names above and here are those of other objects.
export function answer(res) {
  const h = res.headers;
  h['x-request-id'] = randomUUID();
  return res;
}

export const plain = () => fetch(`${FLEET_URL}/plain`, { headers: { accept: 'application/json' } }); // want: request-id

export function traced(options) {
  const h = options.headers;
  h['x-request-id'] = randomUUID();
}

export async function kept() {
  const options = { headers: {} };
  traced(options);
  await fetch(`${FLEET_URL}/kept`, options); // ok: request-id
}

