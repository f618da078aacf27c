import { toApiError } from './errors.js';
import { withRetry } from './retry.js';
import type { ApiClient, ApiClientConfig, HeaderMap, HttpMethod, RequestOptions } from './types.js';

const DEFAULT_TIMEOUT_MS = 15_000;

function buildUrl(baseUrl: string, path: string, query: RequestOptions['query']): string {
  const url = `${baseUrl}${path.startsWith('/') ? path : `/${path}`}`;
  if (!query) return url;

  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${url}?${text}` : url;
}

/**
 * Creates a typed JSON client for one service of the platform.
 *
 * Every dashboard and app goes through this factory, so that tokens, timeouts and errors are
 * treated alike. A client holds no state but its configuration and may be shared freely.
 */
export function createApiClient(config: ApiClientConfig): ApiClient {
  const baseUrl = config.baseUrl.replace(/\/+$/, '');
  const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;

  async function buildHeaders(perCall?: HeaderMap): Promise<HeaderMap> {
    const token = config.getToken ? await config.getToken() : null;
    return { // cause: request-id 9
      'Content-Type': 'application/json',
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...config.defaultHeaders,
      ...perCall,
    };
  }

  async function send<T>(method: HttpMethod, path: string, body: unknown, options: RequestOptions): Promise<T> {
    const response = await fetch(buildUrl(baseUrl, path, options.query), {
      method,
      headers: await buildHeaders(options.headers),
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal ?? AbortSignal.timeout(timeoutMs),
    });

    if (response.status === 401) config.onUnauthorized?.();
    if (!response.ok) throw await toApiError(response);
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  }

  function request<T>(method: HttpMethod, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
    return withRetry(() => send<T>(method, path, body, options), config.retry);
  }

  return {
    get: (path, options) => request('GET', path, undefined, options),
    post: (path, body, options) => request('POST', path, body, options),
    put: (path, body, options) => request('PUT', path, body, options),
    patch: (path, body, options) => request('PATCH', path, body, options),
    delete: (path, options) => request('DELETE', path, undefined, options),
  };
}
