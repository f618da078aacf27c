// T19: a client of our own with its address from the constructor. A construction all of whose calls send is ok; where a call goes
// round what the others send, that call is the finding.
import { FLEET_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

class TracedHttp {
  constructor(private base: string) {}

  load(path: string): Promise<Response> {
    return fetch(this.base + path, { headers: { 'x-request-id': newId() } });
  }

  loadWithoutAuth(path: string): Promise<Response> {
    return fetch(this.base + path, { method: 'POST' });
  }

  describe(): string {
    return `client of ${this.base}`;
  }
}

const fleet = new TracedHttp(FLEET_URL);
export const drivers = () => fleet.load('/drivers');
export const login = () => fleet.loadWithoutAuth('/sessions'); // want: request-id

const ledger = new TracedHttp(LEDGER_URL); // ok: request-id
export const accounts = () => ledger.load('/accounts');
export const name = () => ledger.describe();

const partner = new TracedHttp('https://api.partner.example.com');
export const rates = () => partner.loadWithoutAuth('/rates');
