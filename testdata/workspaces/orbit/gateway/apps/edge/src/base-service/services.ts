// T22: the subclasses.
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';
import { FleetService, PlainService, TracedService } from './base.js';

export class LedgerService extends TracedService {
  protected readonly baseUrl = LEDGER_URL;

  accounts(): Promise<unknown> {
    return this.request('/accounts');
  }
}

export class CatalogService extends PlainService {
  protected readonly baseUrl = CATALOG_URL;

  items(page = 1): Promise<unknown> {
    return this.request(`/items?page=${page}`);
  }
}

export class VehicleService extends FleetService {
  all(): Promise<unknown> {
    return this.request('/vehicles', { 'x-request-id': newId() }); // ok: request-id
  }

  parked(): Promise<unknown> {
    return this.request('/vehicles?parked=1', { Accept: 'application/json' }); // want: request-id
  }

  drivers(): Promise<unknown> {
    return this.request('/drivers'); // want: request-id
  }
}
