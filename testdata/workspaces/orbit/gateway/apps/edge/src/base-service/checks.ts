// T22: a base class that calls, and asks methods and fields that its subclasses override for the headers.
import { CATALOG_URL, FLEET_URL } from '@orbit/config';

export class CheckedBase {
  protected headers(): Record<string, string> {
    return { Accept: 'application/json' };
  }

  check(): Promise<Response> {
    return fetch(`${FLEET_URL}/health`, { headers: this.headers() }); // ok: request-id
  }
}

export class LabelledBase {
  protected labels: Record<string, string> = { Accept: 'application/json' };

  check(): Promise<Response> {
    return fetch(`${CATALOG_URL}/health`, { headers: this.labels }); // want: request-id
  }
}

export class UsedBase {
  protected headers(): Record<string, string> {
    return { Accept: 'application/json' };
  }

  check(): Promise<Response> {
    return fetch(`${FLEET_URL}/ready`, { headers: this.headers() }); // want: request-id
  }
}
