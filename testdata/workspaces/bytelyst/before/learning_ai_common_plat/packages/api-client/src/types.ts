/** Header names as they go over the wire, mapped to their values. */
export type HeaderMap = Record<string, string>;

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RetryPolicy {
  /** How often a failed request is sent again; 0 switches retries off. */
  attempts: number;
  /** Milliseconds before the first retry; doubled for each further one. */
  backoffMs: number;
}

export interface ApiClientConfig {
  /** Where the service listens, with or without a trailing slash. */
  baseUrl: string;
  /** Called before each request; null sends no Authorization header. */
  getToken?: () => string | null | Promise<string | null>;
  /** Sent with every request, under the headers of the single call. */
  defaultHeaders?: HeaderMap;
  timeoutMs?: number;
  retry?: RetryPolicy;
  /** Runs once when the service answers 401, e.g. to send the user to the login page. */
  onUnauthorized?: () => void;
}

export interface RequestOptions {
  headers?: HeaderMap;
  query?: Record<string, string | number | boolean | undefined>;
  signal?: AbortSignal;
}

export interface ApiClient {
  get<T>(path: string, options?: RequestOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  put<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  patch<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  delete<T>(path: string, options?: RequestOptions): Promise<T>;
}
