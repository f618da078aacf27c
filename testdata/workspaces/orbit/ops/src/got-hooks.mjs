// T16, T17 in JavaScript: got's hooks, with the options object typed by JSDoc.
import { randomUUID } from 'node:crypto';
import got from 'got';
import services from './services.js';

/** @param {import('got').Options} options */
function trace(options) {
  options.headers['x-request-id'] = randomUUID();
}

/** @param {import('got').Options} options */
function note(options) {
  console.debug(options.method, options.url?.href);
}

export const fleet = got.extend({ prefixUrl: services.FLEET_URL, hooks: { beforeRequest: [note, trace] } }); // ok: request-id

export const ledger = got.extend({ prefixUrl: services.LEDGER_URL, hooks: { beforeRequest: [note] } }); // want: request-id

export const status = got.extend({ prefixUrl: 'https://www.githubstatus.com/api/v2' });

export const vehicles = () => fleet.get('vehicles').json();
export const accounts = () => ledger.get('accounts').json();
