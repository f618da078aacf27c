// T10: conditional spreads.
import { FLEET_URL } from '@orbit/config';

const name = 'x-request-id';

export async function vehicle(id: string, requestId?: string, tenant?: string): Promise<Response> {
  return fetch(`${FLEET_URL}/vehicles/${id}`, { // ok: request-id
    headers: {
      Accept: 'application/json',
      ...(requestId && { [name]: requestId }),
      ...(tenant ? { 'x-tenant-id': tenant } : {}),
    },
  });
}

export async function depot(id: string, tenant?: string): Promise<Response> {
  return fetch(`${FLEET_URL}/depots/${id}`, { // want: request-id
    headers: {
      Accept: 'application/json',
      ...(tenant ? { 'x-tenant-id': tenant } : {}),
    },
  });
}

/** Nobody here calls it; what `extra` holds cannot be known. */
export async function driver(id: string, extra?: Record<string, string>): Promise<Response> {
  return fetch(`${FLEET_URL}/drivers/${id}`, { // unknown: request-id
    headers: { Accept: 'application/json', ...(extra ?? {}) },
  });
}
