// The other side of traps/substring-names.ts: to our own service such a name does not do in place of the real one.
import { FLEET_URL } from '@orbit/config';

export const target = (id: string) => fetch(`${FLEET_URL}/targets`, { headers: { 'x-target-request-id': id } }); // want: request-id
export const source = (id: string) => fetch(`${FLEET_URL}/sources`, { headers: { 'X-REQUEST-ID': id } }); // ok: request-id
