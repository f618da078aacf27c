// T1, twins: interceptors that add another header, hand on what they got, or see the answer only.
import axios from 'axios';
import { CATALOG_URL, DISPATCH_URL, FLEET_URL, LEDGER_URL } from '@orbit/config';
import { auditHook } from '@corp/axios-audit';
import { session } from '../session.js';

const ledger = axios.create({ baseURL: LEDGER_URL }); // want: request-id
ledger.interceptors.request.use((cfg) => {
  cfg.headers.Authorization = `Bearer ${session.token()}`;
  return cfg;
});

const catalog = axios.create({ baseURL: CATALOG_URL }); // want: request-id
catalog.interceptors.request.use((cfg) => ({ ...cfg, signal: AbortSignal.timeout(3_000) }));

const fleet = axios.create({ baseURL: FLEET_URL }); // want: request-id
fleet.interceptors.response.use((res) => {
  res.headers['x-request-id'] = res.config.headers['x-request-id'];
  return res;
});

// What a hook from a package that nobody has checked out adds, cannot be known.
const dispatch = axios.create({ baseURL: DISPATCH_URL }); // unknown: request-id
dispatch.interceptors.request.use(auditHook);

export const accounts = () => ledger.get('/accounts');
export const items = () => catalog.get('/items');
export const vehicles = () => fleet.get('/vehicles');
export const jobs = () => dispatch.get('/jobs');
