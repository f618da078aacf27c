// T18: the second layer, an adapter made of an object literal.
import { newId } from '@orbit/shared-api';
import { HttpClient } from './http-client.js';

const http = new HttpClient();

http.addRequestInterceptor((cfg) => {
  const h = new Headers(cfg.headers);
  h.set('x-request-id', newId());
  return { ...cfg, headers: h };
});

export const apiClient = {
  get: (path: string) => http.get(path),
  post: (path: string, body: unknown) => http.post(path, body),
};

export const vehicles = () => apiClient.get('/vehicles');
export const login = (name: string, password: string) => http.postWithoutAuth('/sessions', { name, password });
