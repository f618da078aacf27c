// T32: classes whose fields are called as the rules call what a client has: `url`, `headers`.
import { FLEET_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

class Traced {
  constructor(private url: string) {}

  get(path: string): Promise<Response> {
    return fetch(this.url + path, { headers: { 'x-request-id': newId() } });
  }
}

class Plain {
  private url: string;

  constructor(options: { baseUrl: string }) {
    this.url = options.baseUrl;
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { Accept: 'application/json' } });
  }
}

class Handed {
  constructor(private url: string, private headers: Record<string, string>) {}

  get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: this.headers });
  }
}

export const traced = new Traced(LEDGER_URL); // ok: request-id
export const plain = new Plain({ baseUrl: LEDGER_URL }); // want: request-id
export const partner = new Plain({ baseUrl: 'https://api.partner.example.com' });
export const handed = new Handed(FLEET_URL, { 'x-request-id': newId() }); // ok: request-id; want: request-id-once
export const bare = new Handed(FLEET_URL, { Accept: 'application/json' }); // want: request-id
