// T3: defaults mutated after the clients were made.
import { REQUEST_ID_HEADER } from '@orbit/config';
import { catalog, dispatch, ledger } from './clients.js';

/** Begins a trace; until endTrace all calls to the ledger belong to it. */
export function beginTrace(id: string): void {
  ledger.defaults.headers.common[REQUEST_ID_HEADER] = id;
}

export function endTrace(): void {
  delete ledger.defaults.headers.common[REQUEST_ID_HEADER];
}

export function signIn(token: string): void {
  ledger.defaults.headers.common['Authorization'] = `Bearer ${token}`;
  catalog.defaults.headers.common['Authorization'] = `Bearer ${token}`;
  catalog.defaults.timeout = 10_000;
}

export const accounts = () => ledger.get('/accounts');
export const items = () => catalog.get('/items');
export const jobs = () => dispatch.get('/jobs');
