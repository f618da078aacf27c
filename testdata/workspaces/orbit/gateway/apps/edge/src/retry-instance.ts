// T31: the instance is called with the configuration of the request that failed.
import axios from 'axios';
import { CATALOG_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

const ledger = axios.create({ baseURL: LEDGER_URL }); // ok: request-id
ledger.interceptors.request.use((cfg) => {
  cfg.headers.set('x-request-id', newId());
  return cfg;
});
ledger.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 503 || error.config.retried) throw error;
  error.config.retried = true;
  return ledger(error.config);
});

const catalog = axios.create({ baseURL: CATALOG_URL }); // want: request-id
catalog.interceptors.response.use(undefined, (error) => {
  if (error.response?.status !== 503) throw error;
  return catalog(error.config);
});

// Its one call sends the id, and the retry repeats what that sent.
const uploads = axios.create({ baseURL: `${CATALOG_URL}/uploads` }); // ok: request-id
uploads.interceptors.response.use(undefined, (error) => uploads(error.config));

export const accounts = () => ledger.get('/accounts');
export const items = () => catalog.get('/items');
export const upload = (file: Blob) => uploads.post('/', file, { headers: { 'x-request-id': newId() } });
