// T16: client libraries that ask a callback for the headers of each request.
import { hc } from 'hono/client';
import ky from 'ky';
import { ofetch } from 'ofetch';
import createClient from 'openapi-fetch';
import { CATALOG_URL, DISPATCH_URL, FLEET_URL, LEDGER_URL, REQUEST_ID_HEADER as H } from '@orbit/config';
import { newId } from '@orbit/shared-api';
import type { CatalogApp } from './server-types.js';

export const catalog = hc<CatalogApp>(CATALOG_URL, { // ok: request-id
  headers() {
    return { [H]: newId() };
  },
});

export const items = hc<CatalogApp>(`${CATALOG_URL}/items`); // want: request-id
export const stock = hc<CatalogApp>(`${CATALOG_URL}/stock`, { headers: () => ({ Accept: 'application/json' }) }); // want: request-id

export const dispatch = ofetch.create({ // ok: request-id
  baseURL: DISPATCH_URL,
  onRequest({ options }) {
    const headers = new Headers(options.headers);
    headers.set(H, newId());
    options.headers = headers;
  },
});

export const jobs = ofetch.create({ // want: request-id
  baseURL: `${DISPATCH_URL}/jobs`,
  onRequest({ request }) {
    console.debug('request', request);
  },
});

export const fleet = ky.create({ // ok: request-id
  prefixUrl: FLEET_URL,
  hooks: { beforeRequest: [(request) => { request.headers.set(H, newId()); }] },
});

export const depots = ky.create({ prefixUrl: `${FLEET_URL}/depots`, headers: { accept: 'application/json' } }); // want: request-id

// A library of which the rules know nothing: silent.
export const ledger = createClient({ baseUrl: LEDGER_URL, headers: { accept: 'application/json' } });
