// T13: a wrapper that picks the method by name.
import Wreck from '@hapi/wreck';
import axios from 'axios';
import { CATALOG_URL, FLEET_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

type Reading = 'get' | 'delete';

export function catalog(method: Reading, path: string): Promise<unknown> {
  return axios[method](`${CATALOG_URL}${path}`, { headers: { 'x-request-id': newId() } }); // ok: request-id
}

export function fleet(method: Reading, path: string): Promise<unknown> {
  return axios[method](`${FLEET_URL}${path}`, { headers: { Accept: 'application/json' } }); // want: request-id
}

export function ledger(method: string, path: string, data?: unknown): Promise<unknown> {
  return axios.request({ method, url: `${LEDGER_URL}${path}`, data, headers: { 'x-request-id': newId() } }); // ok: request-id
}

export function ledgerBatch(method: string, data: unknown[]): Promise<unknown> {
  return axios.request({ method, url: `${LEDGER_URL}/batch`, data, headers: { Accept: 'application/json' } }); // want: request-id
}

// A library of which the rules know nothing: silent.
export function legacy(method: 'get' | 'post', path: string): Promise<unknown> {
  return Wreck[method](`${LEDGER_URL}${path}`, { headers: { accept: 'application/json' }, json: true });
}

export const item = (sku: string) => catalog('get', `/items/${sku}`);
export const scrap = (id: string) => fleet('delete', `/vehicles/${id}`);
