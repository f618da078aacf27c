// T12: a wrapper around fetch that spreads its caller's headers over its own. Its callers are judged.
import { LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

export async function ledger(path: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(`${LEDGER_URL}${path}`, {
    ...init,
    headers: { // cause: request-id 2
      Accept: 'application/json',
      ...init.headers,
    },
  });
  if (!response.ok) throw new Error(`ledger: ${response.status}`);
  return response.json();
}

export const entries = (account: string) => ledger(`/accounts/${account}/entries`, { headers: { 'x-request-id': newId() } }); // ok: request-id
export const accounts = () => ledger('/accounts'); // want: request-id
export const freeze = (account: string) => ledger(`/accounts/${account}/freeze`, { method: 'POST' }); // want: request-id
