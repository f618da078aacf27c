// T28: a gateway hands on the headers that came in. Whether an id was among them, only the request knows.
import type { Context } from 'hono';
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

export async function toCatalog(c: Context): Promise<Response> {
  const headers = new Headers(c.req.raw.headers);
  headers.delete('host');
  headers.set('x-forwarded-by', 'edge');
  return fetch(`${CATALOG_URL}${c.req.path}`, { method: c.req.method, headers }); // unknown: request-id
}

/** The twin: sets it, whatever came in. */
export async function toLedger(c: Context): Promise<Response> {
  const headers = new Headers(c.req.raw.headers);
  headers.delete('host');
  headers.set('x-request-id', c.get('requestId') ?? newId());
  return fetch(`${LEDGER_URL}${c.req.path}`, { method: c.req.method, headers }); // ok: request-id
}

/** The twin: takes some of what came in, by name, and not the id. */
export async function search(c: Context): Promise<Response> {
  const headers = new Headers();
  headers.set('accept-language', c.req.header('accept-language') ?? 'en');
  return fetch(`${CATALOG_URL}/search?q=${c.req.query('q')}`, { headers }); // want: request-id
}
