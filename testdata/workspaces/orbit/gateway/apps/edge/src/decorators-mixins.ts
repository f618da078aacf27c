// Methods under decorators that cannot be read, and classes with bases that cannot be: what they are given or override is not known.
import { Traced } from '@acme/tracing';
import { WithTracing } from '@acme/mixins';
import { Get } from '@nestjs/common';
import { FLEET_URL } from '@orbit/config';

export class Api {
  @Traced()
  tagged(path: string, headers: Record<string, string> = {}) {
    return fetch(`${FLEET_URL}${path}`, { headers }); // unknown: request-id
  }

  @Get('plain')
  plain(path: string, headers: Record<string, string> = {}) {
    return fetch(`${FLEET_URL}${path}`, { headers }); // want: request-id
  }
}

const api = new Api();
export const tagged = () => api.tagged('/tagged');
export const plain = () => api.plain('/plain');

class Mixed {
  headers(): Record<string, string> {
    return { Accept: 'application/json' };
  }

  go() {
    return fetch(`${FLEET_URL}/mixed`, { headers: this.headers() }); // unknown: request-id
  }
}

class MixedUse extends WithTracing(Mixed) {}
export const mixed = () => new MixedUse().go();

class Alone {
  headers(): Record<string, string> {
    return { Accept: 'application/json' };
  }

  go() {
    return fetch(`${FLEET_URL}/alone`, { headers: this.headers() }); // want: request-id
  }
}

class AloneUse extends Alone {}
export const alone = () => new AloneUse().go();

type Constructor = new (...args: any[]) => object;

function WithId<T extends Constructor>(Base: T) {
  return class extends Base {
    headers() {
      return { 'x-request-id': crypto.randomUUID() };
    }
  };
}

class Read {
  headers(): Record<string, string> {
    return { Accept: 'application/json' };
  }

  go() {
    return fetch(`${FLEET_URL}/read`, { headers: this.headers() }); // ok: request-id
  }
}

class ReadUse extends WithId(Read) {}
export const read = () => new ReadUse().go();
