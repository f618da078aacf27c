// Fields that are set by names that are worked out, or changed through a getter; twins that are not.
import { randomUUID } from 'node:crypto';
import { FLEET_URL } from './services.js';

class Filled {
  headers = { Accept: 'application/json' };

  constructor(options) {
    Object.assign(this, options);
  }

  go() {
    return fetch(`${FLEET_URL}/filled`, { headers: this.headers }); // unknown: request-id
  }
}

export const filled = new Filled({ headers: { 'x-request-id': randomUUID() } });

class Other {
  headers = { Accept: 'application/json' };

  constructor() {
    Object.assign(this, { retries: 2 });
  }

  go() {
    return fetch(`${FLEET_URL}/other`, { headers: this.headers }); // want: request-id
  }
}

export const other = new Other();

class Got {
  #headers = { Accept: 'application/json' };

  get headers() {
    return this.#headers;
  }

  go() {
    return fetch(`${FLEET_URL}/got`, { headers: this.headers }); // unknown: request-id
  }
}

export const got = new Got();
got.headers['x-request-id'] = randomUUID();

class Read {
  #headers = { Accept: 'application/json' };

  get headers() {
    return this.#headers;
  }

  go() {
    return fetch(`${FLEET_URL}/read`, { headers: this.headers }); // want: request-id
  }
}

export const read = new Read();
console.log(read.headers.Accept);
