// T12, twin: the wrapper itself sends the id; a caller's own goes over it.
import { CATALOG_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

export async function catalog(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${CATALOG_URL}${path}`, { // ok: request-id
    ...init,
    headers: { 'x-request-id': newId(), ...init?.headers },
  });
  return response.json();
}

export const items = () => catalog('/items');
export const item = (sku: string, requestId: string) => catalog(`/items/${sku}`, { headers: { 'x-request-id': requestId } });
export const retire = (sku: string) => catalog(`/items/${sku}`, { method: 'DELETE', headers: { Accept: '*/*' } });
