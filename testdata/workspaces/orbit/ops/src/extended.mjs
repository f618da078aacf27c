// T16: instances that are made of another one send what that one does, and what they add.
import { randomUUID } from 'node:crypto';
import ky from 'ky';
import { $fetch } from 'ofetch';
import { FLEET_URL } from './services.js';

const base = ky.create({ prefixUrl: FLEET_URL }); // unknown: request-id
const plain = base.extend({ headers: { Accept: 'application/json' } }); // want: request-id
const traced = base.extend({ // ok: request-id
  hooks: {
    beforeRequest: [
      (request) => {
        request.headers.set('x-request-id', randomUUID());
      },
    ],
  },
});
const again = traced.extend({ headers: { Accept: 'application/json' } }); // ok: request-id

export const rides = () => Promise.all([plain.get('rides'), again.get('rides')]);

const fleet = $fetch.create({ baseURL: FLEET_URL }); // want: request-id
export const stops = () => fleet('/stops');

const each = $fetch.create({ baseURL: FLEET_URL }); // ok: request-id
export const lines = () => each('/lines', { headers: { 'x-request-id': randomUUID() } });
