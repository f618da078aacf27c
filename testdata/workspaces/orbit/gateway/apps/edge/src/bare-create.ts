// T4: a bare axios.create(), and headers with each call. Where some calls send the id, the others are the findings.
import axios from 'axios';
import { LEDGER_URL } from '@orbit/config';

const ax = axios.create();

export async function entries(account: string, requestId: string): Promise<unknown[]> {
  const { data } = await ax.get(`${LEDGER_URL}/accounts/${account}/entries`, { // ok: request-id
    params: { limit: 50 },
    headers: { Accept: 'application/json', 'x-request-id': requestId },
  });
  return data.items;
}

export async function post(entry: object): Promise<void> {
  await ax.post(`${LEDGER_URL}/entries`, entry, { headers: { Accept: 'application/json' } }); // want: request-id
}

export async function exchangeRates(): Promise<Record<string, number>> {
  const { data } = await ax.get('https://open.er-api.com/v6/latest/EUR', { headers: { Accept: 'application/json' } });
  return data.rates;
}
