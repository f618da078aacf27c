// T23: fetch is handed out by a function, and called at once or by another name.
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';
import { proxiedFetch } from '@corp/proxy';

function getFetch(): typeof fetch {
  return globalThis.fetch;
}

function resolve() {
  return { doFetch: getFetch(), attempts: 3 };
}

export async function accounts(): Promise<Response> {
  return getFetch()(`${LEDGER_URL}/accounts`, { headers: { 'x-request-id': newId() } }); // ok: request-id
}

export async function owners(): Promise<Response> {
  return getFetch()(`${LEDGER_URL}/owners`, { headers: { Accept: 'application/json' } }); // want: request-id
}

export async function items(): Promise<Response> {
  const f = getFetch();
  return f(`${CATALOG_URL}/items`); // want: request-id
}

export async function stock(sku: string): Promise<Response> {
  const { doFetch } = resolve();
  return doFetch(`${CATALOG_URL}/stock/${sku}`, { headers: { 'x-request-id': newId() } }); // ok: request-id
}

// What this one adds on the way, nobody can read: silent.
export async function prices(sku: string): Promise<Response> {
  const f = proxiedFetch();
  return f(`${CATALOG_URL}/prices/${sku}`);
}
