// T5: the instance comes in as a parameter, or sits in a field; only the callers tell where it goes.
import type { AxiosInstance } from 'axios';
import { newId } from '@orbit/shared-api';

export async function postEntry(ax: AxiosInstance, entry: object): Promise<string> {
  const res = await ax.post('/entries', entry, { headers: { 'x-request-id': newId() } });
  return res.data.id;
}

export async function listItems(ax: AxiosInstance, page: number): Promise<unknown[]> {
  const res = await ax.get('/items', { params: { page } });
  return res.data;
}

export class Payouts {
  constructor(private readonly ax: AxiosInstance) {}

  send(account: string, amount: number): Promise<unknown> {
    return this.ax.post('/payouts', { account, amount }, { headers: { 'x-request-id': newId() } });
  }
}

export class Vehicles {
  private readonly ax: AxiosInstance;

  constructor(ax: AxiosInstance) {
    this.ax = ax;
  }

  all(): Promise<unknown> {
    return this.ax.get('/vehicles');
  }
}

/** Nobody in the workspace calls this: whose client it is cannot be known. */
export async function ping(ax: AxiosInstance): Promise<boolean> {
  const res = await ax.get('/health');
  return res.status === 200;
}
