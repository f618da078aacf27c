// T6: helpers that return a HEADERS object; their callers live in another package.
import { Header } from '@orbit/config';
import { newId } from './ids.js';

export type HeaderMap = Record<string, string>;

/** For calls between our services. */
export function tracedHeaders(token: string): HeaderMap {
  return {
    Accept: 'application/json',
    Authorization: `Bearer ${token}`,
    [Header.RequestId]: newId(),
  };
}

/** Older than tracing; nobody has extended it since. */
export function bearerHeaders(token: string): HeaderMap {
  return { // cause: request-id 2
    Accept: 'application/json',
    Authorization: `Bearer ${token}`,
  };
}
