// T20: a class with a headers() method or a property arrow, and fluent setters. The key is written in mixed case.
import axios, { type AxiosInstance } from 'axios';
import { DISPATCH_URL, LEDGER_URL } from '@orbit/config';

class CallContext {
  private id = '';
  private tenant = '';

  withId(id: string): this {
    this.id = id;
    return this;
  }

  withTenant(tenant: string): this {
    this.tenant = tenant;
    return this;
  }

  headers(): Record<string, string> {
    return { 'x-Request-ID': this.id, 'x-tenant-id': this.tenant };
  }

  tenantHeaders = (): Record<string, string> => ({ 'x-tenant-id': this.tenant });
}

export class Ledger {
  private readonly ax: AxiosInstance = axios.create({ baseURL: LEDGER_URL }); // ok: request-id

  accounts(client: CallContext): Promise<unknown> {
    return this.ax.get('/accounts', { headers: client.headers() });
  }
}

export class Dispatch {
  private readonly ax: AxiosInstance = axios.create({ baseURL: DISPATCH_URL }); // want: request-id

  jobs(client: CallContext): Promise<unknown> {
    return this.ax.get('/jobs', { headers: client.tenantHeaders() });
  }
}

const context = new CallContext().withTenant('orbit');

export const accounts = (id: string) => new Ledger().accounts(context.withId(id));
export const jobs = () => new Dispatch().jobs(context);
