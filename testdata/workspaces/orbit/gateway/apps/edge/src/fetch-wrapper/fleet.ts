// T12, twin: none of the callers sends it: one finding, at the call inside the wrapper.
import { FLEET_URL } from '@orbit/config';

async function fleet(path: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(`${FLEET_URL}${path}`, { // want: request-id
    ...init,
    headers: { Accept: 'application/json', ...init?.headers },
  });
  return response.json();
}

export const vehicles = () => fleet('/vehicles');
export const park = (id: string) => fleet(`/vehicles/${id}/park`, { method: 'POST' });
export const rename = (id: string, name: string) =>
  fleet(`/vehicles/${id}`, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name }) });
