// T12, twin: exported, and called from nowhere that can be read.
import { LEDGER_URL } from '@orbit/config';

export function ledgerRequest(path: string, init: RequestInit): Promise<Response> {
  return fetch(`${LEDGER_URL}${path}`, { // unknown: request-id
    ...init,
    headers: { Accept: 'application/json', ...init.headers },
  });
}

/** Neither the address nor the headers are known. */
export function forward(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, init); // unknown: request-id
}
