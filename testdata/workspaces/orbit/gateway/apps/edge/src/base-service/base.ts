// T22: abstract base classes; the subclasses say where they go and, in one of them, what they send.
import { newId } from '@orbit/shared-api';
import { FLEET_URL } from '@orbit/config';

export abstract class TracedService {
  protected abstract readonly baseUrl: string;

  protected async request(path: string): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}${path}`, { headers: { 'x-request-id': newId() } }); // ok: request-id
    return response.json();
  }
}

export abstract class PlainService {
  protected abstract readonly baseUrl: string;

  protected async request(path: string): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}${path}`, { headers: { Accept: 'application/json' } }); // want: request-id
    return response.json();
  }
}

export abstract class FleetService {
  /** Sends what it is given; the methods of the subclasses are judged. */
  protected async request(path: string, headers?: Record<string, string>): Promise<unknown> {
    const response = await fetch(`${FLEET_URL}${path}`, { headers });
    return response.json();
  }
}
