// T14: wrappers hung on the request object; nothing imports them.
import type { Request, Server } from '@hapi/hapi';
import { DISPATCH_URL, LEDGER_URL } from '@orbit/config';

export function register(server: Server): void {
  server.decorate('request', 'authedCall', function (this: Request, path: string) {
    return fetch(`${LEDGER_URL}${path}`, { // ok: request-id
      headers: { authorization: this.headers.authorization, 'x-request-id': this.info.id },
    });
  });

  server.decorate('request', 'plainCall', async function (this: Request, path: string): Promise<Response> {
    return fetch(`${DISPATCH_URL}${path}`, { // want: request-id
      headers: { authorization: this.headers.authorization },
    });
  });

  // Called as request.rawCall(...): by whom, no import tells.
  server.decorate('request', 'rawCall', (path: string, init: RequestInit) => {
    return fetch(`${LEDGER_URL}${path}`, init); // unknown: request-id
  });
}
