// Static members that are changed through the class, and one that is read.
import { FLEET_URL } from '@orbit/config';

export class Tagged {
  static headers: Record<string, string> = { Accept: 'application/json' };

  static vehicles() {
    return fetch(`${FLEET_URL}/vehicles`, { headers: Tagged.headers }); // unknown: request-id
  }
}

export class Plain {
  static headers: Record<string, string> = { Accept: 'application/json' };

  static vehicles() {
    return fetch(`${FLEET_URL}/vehicles`, { headers: Plain.headers }); // want: request-id
  }
}

export function begin(id: string) {
  Tagged.headers['x-request-id'] = id;
  return Plain.headers.Accept;
}
