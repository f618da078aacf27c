// T26: raw fetch and axios beside a wrapper that sends the id; and all those places to which nobody owes one.
import axios from 'axios';
import { CATALOG_URL, FLEET_URL, LEDGER_URL, PARTNER_RATES_URL } from '@orbit/config';
import { catalog } from '~/fetch-wrapper/catalog.js';
import { newId } from '@orbit/shared-api';

// Ours: the address is configured, local, in the cluster, or matches *.internal.
export const item = (sku: string) => catalog(`/items/${sku}`);
export const itemCount = () => fetch(`${CATALOG_URL}/items/count`); // want: request-id
export const accounts = () => axios.get(LEDGER_URL + '/accounts'); // want: request-id
export const rename = (id: string, name: string) => axios.put(`${FLEET_URL}/vehicles/${id}`, { name }, { timeout: 900 }); // want: request-id
export const sweep = () => axios({ method: 'post', url: `${FLEET_URL}/sweep`, headers: { Accept: '*/*' } }); // want: request-id
export const health = () => fetch('http://localhost:7009/health', { method: 'HEAD' }); // want: request-id
export const flags = () => fetch(new URL('/flags', 'http://flags.orbit.internal')); // want: request-id
export const jobs = () => fetch('http://dispatch:8080/jobs', { method: 'GET' }); // want: request-id
export const queue = () => fetch(process.env.QUEUE_ADMIN_URL + '/queues'); // want: request-id

// The same, with the id.
export const itemCountTraced = () => fetch(`${CATALOG_URL}/items/count`, { headers: new Headers({ 'x-request-id': newId() }) }); // ok: request-id
export const jobsTraced = () => fetch(new Request('http://dispatch:8080/jobs', { headers: { 'x-request-id': newId() } })); // ok: request-id

// Another company's.
export const rates = () => fetch(`${PARTNER_RATES_URL}/rates`);
export const charge = (body: string) => fetch('https://api.stripe.com/v1/charges', { method: 'POST', body });
export const complete = (body: object) => axios.post(`${process.env.OPENAI_BASE_URL}/chat/completions`, body);
export const geocode = (q: string) => axios.get('https://nominatim.openstreetmap.org/search', { params: { q } });

// Signed addresses come in an answer: whose they are cannot be known.
export async function upload(file: Blob): Promise<void> {
  const { uploadUrl } = (await catalog('/uploads', { method: 'POST' })) as { uploadUrl: string };
  await fetch(uploadUrl, { method: 'PUT', body: file }); // unknown: request-id
}
