// T1: axios.create and a request interceptor that assigns the header.
import axios from 'axios';
import { CATALOG_URL, Header, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

export const ledger = axios.create({ baseURL: LEDGER_URL }); // ok: request-id
ledger.interceptors.request.use((cfg) => {
  cfg.headers['x-request-id'] = newId();
  return cfg;
});

// The header is the member of an enum.
export const catalog = axios.create({ baseURL: CATALOG_URL }); // ok: request-id
catalog.interceptors.request.use((cfg) => {
  cfg.headers[Header.RequestId] = newId();
  return cfg;
}, (err) => Promise.reject(err));

export async function balance(account: string): Promise<number> {
  const { data } = await ledger.get(`/accounts/${account}`);
  return data.balance;
}

export const item = (sku: string) => catalog.get(`/items/${sku}`).then((r) => r.data);
