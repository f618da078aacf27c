// T22: derived classes with constructors of their own, and without; each is one client, made in addressed-users.ts.
import { newId } from '@orbit/shared-api';
import { AddressedService, KeptAddress, PooledService } from './addressed.js';

/** Its constructor is the base's. */
export class InheritedService extends AddressedService {
  items(): Promise<unknown> {
    return this.get('/items');
  }
}

export class OwnService extends AddressedService {
  constructor(area: string) {
    super(`http://catalog:8080/${area}`);
  }

  items(): Promise<unknown> {
    return this.get('/items');
  }
}

export class SendingService extends AddressedService {
  constructor() {
    super('http://catalog:8080');
  }

  items(): Promise<unknown> {
    return this.get('/items', { 'x-request-id': newId() });
  }
}

export class RatesService extends AddressedService {
  constructor() {
    super('https://api.exchangerate.host');
  }

  today(): Promise<unknown> {
    return this.get('/today');
  }
}

export class PooledItems extends PooledService {
  constructor() {
    super('http://catalog:8080');
  }

  items(): Promise<unknown> {
    return this.http.get('/items');
  }
}

/** The base's client sends nothing; all calls through it do. */
export class PooledSending extends PooledService {
  constructor() {
    super('http://catalog:8080');
  }

  items(): Promise<unknown> {
    return this.http.get('/items', { headers: { 'x-request-id': newId() } });
  }
}

export class PooledRates extends PooledService {
  constructor() {
    super('https://api.exchangerate.host');
  }

  today(): Promise<unknown> {
    return this.http.get('/today');
  }
}

export class StockService extends KeptAddress {
  async all(): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}/stock`, { headers: { Accept: 'application/json' } });
    return response.json();
  }
}

/** Makes no request, although its sibling does. */
export class LabelService extends KeptAddress {
  label(): string {
    return `at ${this.baseUrl}`;
  }
}
