// T1, variants: the headers are spread into a new object; the configuration is spread into a new one.
import axios, { AxiosHeaders } from 'axios';
import { DISPATCH_URL, FLEET_URL, REQUEST_ID_HEADER as H } from '@orbit/config';
import { newId } from '@orbit/shared-api';

const fleet = axios.create({ baseURL: FLEET_URL, timeout: 5_000 }); // ok: request-id
fleet.interceptors.request.use((cfg) => {
  cfg.headers = { ...cfg.headers, [H]: newId() } as typeof cfg.headers;
  return cfg;
});

const dispatch = axios.create({ baseURL: DISPATCH_URL }); // ok: request-id
dispatch.interceptors.request.use((cfg) => {
  cfg.headers.set(H, newId());
  return cfg;
});

const routes = axios.create({ baseURL: `${DISPATCH_URL}/routes` }); // ok: request-id
routes.interceptors.request.use((cfg) => {
  const headers = AxiosHeaders.from(cfg.headers);
  headers.set(H, newId());
  return { ...cfg, headers, signal: AbortSignal.timeout(2_000) };
});

export const vehicles = () => fleet.get('/vehicles');
export const jobs = () => dispatch.get('/jobs');
export const route = (id: string) => routes.get(`/${id}`);
