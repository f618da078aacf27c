// T3: clients whose defaults are changed later, in trace.ts.
import axios from 'axios';
import { CATALOG_URL, DISPATCH_URL, LEDGER_URL } from '@orbit/config';

export const ledger = axios.create({ baseURL: LEDGER_URL }); // ok: request-id

/** The twin: gets a token, but no id. */
export const catalog = axios.create({ baseURL: CATALOG_URL }); // want: request-id

/** Gets its id when the module is loaded: one for all requests. */
export const dispatch = axios.create({ baseURL: DISPATCH_URL }); // ok: request-id; want: request-id-once
dispatch.defaults.headers.common['x-request-id'] = crypto.randomUUID();
