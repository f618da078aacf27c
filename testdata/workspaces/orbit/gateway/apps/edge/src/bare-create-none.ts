// T4, twin: none of the calls sends it, so the place to mend is where the client is made.
import axios from 'axios';
import { CATALOG_URL } from '@orbit/config';

const ax = axios.create({ timeout: 4_000 }); // want: request-id

export const items = (page: number) => ax.get(`${CATALOG_URL}/items`, { params: { page }, headers: { Accept: 'application/json' } });

export const rename = (sku: string, name: string) => ax.patch(`${CATALOG_URL}/items/${sku}`, { name });
