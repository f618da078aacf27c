// T6: a helper of another workspace package, or a method, returns the HEADERS.
import axios from 'axios';
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';
import { bearerHeaders, tracedHeaders } from '@orbit/shared-api/headers';
import { corpHeaders } from '@corp/auth';
import { newId } from '@orbit/shared-api';

export async function item(sku: string, token: string): Promise<unknown> {
  const h = tracedHeaders(token);
  const { data } = await axios.get(`${CATALOG_URL}/items/${sku}`, { headers: h }); // ok: request-id
  return data;
}

export async function account(id: string, token: string): Promise<unknown> {
  const h = bearerHeaders(token);
  const { data } = await axios.get(`${LEDGER_URL}/accounts/${id}`, { headers: h }); // want: request-id
  return data;
}

export async function closeAccount(id: string, token: string): Promise<void> {
  await axios.post(`${LEDGER_URL}/accounts/${id}/close`, null, { headers: bearerHeaders(token) }); // want: request-id
}

export async function profile(id: string, token: string): Promise<unknown> {
  const h = corpHeaders(token);
  const { data } = await axios.get(`${LEDGER_URL}/owners/${id}`, { headers: h }); // unknown: request-id
  return data;
}

class Credentials {
  constructor(private readonly token: string) {}

  headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.token}`, 'x-request-id': newId() };
  }
}

export async function statement(id: string, credentials: Credentials): Promise<unknown> {
  const { data } = await axios.get(`${LEDGER_URL}/accounts/${id}/statement`, { headers: credentials.headers() }); // ok: request-id
  return data;
}
