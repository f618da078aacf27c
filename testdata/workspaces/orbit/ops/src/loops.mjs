// What a loop does to each of several objects, by the name that it gives them; and a loop that only reads.
import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { FLEET_URL, LEDGER_URL } from './services.js';

const clients = { fleet: axios.create({ baseURL: FLEET_URL }) }; // ok: request-id
Object.values(clients).forEach((c) => c.interceptors.request.use((cfg) => {
  cfg.headers['x-request-id'] = randomUUID();
  return cfg;
}));
export const trams = () => clients.fleet.get('/trams');

const shown = { fleet: axios.create({ baseURL: FLEET_URL }) }; // want: request-id
Object.values(shown).forEach((c) => console.log(c.defaults.headers));
export const buses = () => shown.fleet.get('/buses');

const first = { headers: { Accept: 'application/json' } };
const second = { headers: { Accept: 'application/json' } };
const third = { headers: { Accept: 'application/json' } };
for (const options of [first, second]) options.headers['x-request-id'] = randomUUID();
for (const options of [third]) console.log(options.headers);
export const one = () => fetch(`${LEDGER_URL}/one`, first); // unknown: request-id
export const two = () => fetch(`${LEDGER_URL}/two`, second); // unknown: request-id
export const three = () => fetch(`${LEDGER_URL}/three`, third); // want: request-id

const listed = { Accept: 'application/json' };
const named = { Accept: 'application/json' };
[listed].forEach((headers) => {
  headers['x-request-id'] = randomUUID();
});
[named].forEach((headers) => Object.keys(headers));
export const four = () => fetch(`${LEDGER_URL}/four`, { headers: listed }); // unknown: request-id
export const five = () => fetch(`${LEDGER_URL}/five`, { headers: named }); // want: request-id

// An object that is made and changed in one statement.
export function six() {
  let headers;
  (headers = {})['x-request-id'] = randomUUID();
  return fetch(`${LEDGER_URL}/six`, { headers }); // ok: request-id
}

export function seven() {
  let headers;
  (headers = {}).Accept = 'application/json';
  return fetch(`${LEDGER_URL}/seven`, { headers }); // want: request-id
}
