// How often an id is made: for each object of a class, which lives for one request or for all of them.
import { FLEET_URL } from '@orbit/config';

class Visit {
  private readonly id = crypto.randomUUID();

  go() {
    return fetch(`${FLEET_URL}/visit`, { headers: { 'x-request-id': this.id } }); // ok: request-id
  }
}

export async function visit() {
  await new Visit().go();
}

class Station {
  private readonly id = crypto.randomUUID();

  go() {
    return fetch(`${FLEET_URL}/station`, { headers: { 'x-request-id': this.id } }); // ok: request-id; want: request-id-once
  }
}

export const station = new Station();
