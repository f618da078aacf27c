// T15: a factory that other packages call. A client is judged where it is made; what all clients of a factory
// lack is lacking in one place, the headers object below.
import { Header } from '@orbit/config';
import { newId } from './ids.js';

type HeaderMap = Record<string, string>;

export interface ClientOptions {
  /** Called for each request. */
  headers?: () => HeaderMap | Promise<HeaderMap>;
  timeoutMs?: number;
}

export interface ServiceClient {
  get<R>(path: string): Promise<R>;
  post<R>(path: string, body: unknown): Promise<R>;
}

export function makeServiceClient(base: string, options: ClientOptions = {}): ServiceClient {
  async function send<R>(method: string, path: string, body?: unknown): Promise<R> {
    const own = options.headers ? await options.headers() : {};
    const headers: HeaderMap = { // cause: request-id 3
      'content-type': 'application/json',
      ...own,
    };
    const response = await fetch(`${base}${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
    return (await response.json()) as R;
  }

  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
  };
}

/** A factory on the factory: what its clients lack is still lacking in the one below. */
export const makeTenantClient = (base: string, tenant: string): ServiceClient =>
  makeServiceClient(base, { headers: () => ({ [Header.Tenant]: tenant }) });

/** The twin: every client of this one sends the id, whatever its maker says. */
export const makeTracedClient = (base: string): ServiceClient =>
  makeServiceClient(base, { headers: () => ({ [Header.RequestId]: newId() }) });
