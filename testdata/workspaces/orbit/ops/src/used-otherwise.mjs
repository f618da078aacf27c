// T5: clients that are used by other names than their own, where no call of theirs is seen; twins whose calls are.
import { randomUUID } from 'node:crypto';
import axios from 'axios';
import axiosRetry from 'axios-retry';
import { once } from 'lodash-es';
import { FLEET_URL } from './services.js';

const apart = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
const { get } = apart;
export const apartly = () => get('/apart', { headers: { 'x-request-id': randomUUID() } });

const chosen = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
export const choose = (method) => chosen[method]('/chosen', { headers: { 'x-request-id': randomUUID() } });

const whole = axios.create({ baseURL: FLEET_URL }); // want: request-id
export const wholly = () => whole.get('/whole');

export class Retrying {
  constructor() {
    this.http = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
    axiosRetry(this.http, { retries: 2 });
  }

  go() {
    return this.http.get('/retrying');
  }
}

export class Plain {
  constructor() {
    this.http = axios.create({ baseURL: FLEET_URL }); // want: request-id
    console.log(this.http.defaults.baseURL);
  }

  go() {
    return this.http.get('/plain');
  }
}

const lazy = once(() => axios.create({ baseURL: FLEET_URL })); // unknown: request-id
export const begin = () => lazy().interceptors.request.use((cfg) => {
  cfg.headers['x-request-id'] = randomUUID();
  return cfg;
});

const replaced = axios.create({ baseURL: FLEET_URL }); // unknown: request-id
const original = replaced.request;
replaced.request = (config) => original({ ...config, headers: { ...config.headers, 'x-request-id': randomUUID() } });
export const replacing = () => replaced.get('/replaced');

// The paths differ by branch, the host does not.
const branches = axios.create({ baseURL: FLEET_URL }); // ok: request-id
export const all = () => ['/one', '/two'].map((path) => branches.get(path, { headers: { 'x-request-id': randomUUID() } }));

const none = axios.create({ baseURL: FLEET_URL }); // want: request-id
export const nothing = () => ['/one', '/two'].map((path) => none.get(path));
