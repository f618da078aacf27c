// T9: a header variable and branches. Sent on one branch is sent.
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

const secret = process.env.CATALOG_SECRET;

export async function search(query: string, traceId?: string): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (secret) headers.Authorization = `Bearer ${secret}`;
  if (traceId) {
    headers['x-request-id'] = traceId;
  }
  return fetch(`${CATALOG_URL}/search?q=${encodeURIComponent(query)}`, { headers }); // ok: request-id
}

export async function suggest(prefix: string, inherited?: string): Promise<Response> {
  let headers: Record<string, string>;
  if (inherited) {
    headers = { 'x-request-id': inherited, 'x-inherited': '1' };
  } else {
    headers = { 'x-request-id': newId() };
  }
  return fetch(`${CATALOG_URL}/suggest/${prefix}`, { headers }); // ok: request-id
}

export async function balance(account: string, tenant?: string): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (secret) {
    headers.Authorization = `Bearer ${secret}`;
  } else if (tenant) {
    headers['x-tenant-id'] = tenant;
  }
  return fetch(`${LEDGER_URL}/accounts/${account}`, { headers }); // want: request-id
}
