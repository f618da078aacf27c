// T1, variant: nothing here says that this client sends the id; boot.ts does.
import axios from 'axios';
import { LEDGER_URL } from '@orbit/config';

export const ledger = axios.create({ baseURL: LEDGER_URL }); // ok: request-id

/** The twin: boot.ts does not know of this one. */
export const ledgerAdmin = axios.create({ baseURL: `${LEDGER_URL}/admin` }); // want: request-id
