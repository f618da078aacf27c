// T5: the callers.
import axios from 'axios';
import { CATALOG_URL, DISPATCH_URL, FLEET_URL, LEDGER_URL } from '@orbit/config';
import { listItems, Payouts, postEntry, Vehicles } from './calls.js';

const ledger = axios.create({ baseURL: LEDGER_URL }); // ok: request-id
const catalog = axios.create({ baseURL: CATALOG_URL }); // want: request-id

export const book = (entry: object) => postEntry(ledger, entry);
export const firstPage = () => listItems(catalog, 1);

export const payouts = new Payouts(axios.create({ baseURL: DISPATCH_URL })); // ok: request-id
export const vehicles = new Vehicles(axios.create({ baseURL: FLEET_URL })); // want: request-id
