// T17: a hook appends to the headers it is handed.
import { createAuthClient } from 'better-auth/client';
import { ofetch } from 'ofetch';
import { DISPATCH_URL, FLEET_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

export const dispatch = ofetch.create({ // ok: request-id
  baseURL: DISPATCH_URL,
  onRequest: (ctx) => {
    ctx.options.headers.append('X-Request-Id', newId());
  },
});

export const fleet = ofetch.create({ // want: request-id
  baseURL: FLEET_URL,
  onRequest: (ctx) => {
    ctx.options.headers.append('x-request-started', String(Date.now()));
  },
});

// The library the shape was seen in; the rules know nothing of it: silent.
export const auth = createAuthClient({
  baseURL: LEDGER_URL,
  fetchOptions: { onRequest: (ctx) => ctx.headers.append('x-request-started', String(Date.now())) },
});
