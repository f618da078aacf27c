// T22: base classes that are given their address; what is derived of them stands elsewhere.
import axios, { type AxiosInstance } from 'axios';

export abstract class AddressedService {
  constructor(protected readonly baseUrl: string) {}

  protected async get(path: string, headers: Record<string, string> = {}): Promise<unknown> {
    const response = await fetch(this.baseUrl + path, { headers: { Accept: 'application/json', ...headers } }); // cause: request-id 2
    return response.json();
  }
}

export abstract class PooledService {
  protected readonly http: AxiosInstance;

  constructor(baseUrl: string) {
    this.http = axios.create({ baseURL: baseUrl, headers: { Accept: 'application/json' } }); // cause: request-id 1
  }
}

/** Only keeps the address: which of the derived classes send is theirs. */
export abstract class KeptAddress {
  constructor(protected readonly baseUrl: string) {}
}
