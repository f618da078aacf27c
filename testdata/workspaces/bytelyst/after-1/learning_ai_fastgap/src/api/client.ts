import { API_CONFIG } from './config';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface ApiFailure {
  status: number;
  message: string;
  requestId: string | null;
}

export type Result<T> = { ok: true; value: T } | { ok: false; failure: ApiFailure };

/** Talks to the platform service; keeps the token of who is signed in. */
export class ApiClient {
  private token: string | null = null;

  setToken(token: string | null): void {
    this.token = token;
  }

  get<T>(path: string): Promise<Result<T>> {
    return this.request<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<Result<T>> {
    return this.request<T>('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<Result<T>> {
    return this.request<T>('PUT', path, body);
  }

  delete<T>(path: string): Promise<Result<T>> {
    return this.request<T>('DELETE', path);
  }

  private headers(): Record<string, string> {
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      'x-request-id': crypto.randomUUID(),
      'x-product-id': API_CONFIG.productId,
    };
    if (this.token) {
      headers.Authorization = `Bearer ${this.token}`;
    }
    return headers;
  }

  private async request<T>(method: Method, path: string, body?: unknown): Promise<Result<T>> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), API_CONFIG.timeoutMs);
    try {
      const response = await fetch(`${API_CONFIG.baseUrl}${path}`, { // ok: request-id product-id
        method,
        headers: this.headers(),
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: abort.signal,
      });
      if (response.ok) return { ok: true, value: (await response.json()) as T };
      return {
        ok: false,
        failure: {
          status: response.status,
          message: response.statusText,
          requestId: response.headers.get('x-request-id'),
        },
      };
    } catch (err) {
      return { ok: false, failure: { status: 0, message: String(err), requestId: null } };
    } finally {
      clearTimeout(timer);
    }
  }
}

export const apiClient = new ApiClient();
