// T21: a field of the instance is changed just before the call.
import axios from 'axios';
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';

export class LedgerReader {
  private readonly ax = axios.create({ baseURL: LEDGER_URL }); // ok: request-id
  private readonly out: Record<string, string> = { Accept: 'application/json' };

  async account(id: string, requestId: string): Promise<unknown> {
    this.out['x-request-id'] = requestId;
    const { data } = await this.ax.get(`/accounts/${id}`, { headers: this.out });
    return data;
  }
}

export class CatalogReader {
  private readonly ax = axios.create({ baseURL: CATALOG_URL }); // want: request-id
  private readonly out: Record<string, string> = { Accept: 'application/json' };

  async item(sku: string, tenant: string): Promise<unknown> {
    this.out['x-tenant-id'] = tenant;
    const { data } = await this.ax.get(`/items/${sku}`, { headers: this.out });
    return data;
  }
}
