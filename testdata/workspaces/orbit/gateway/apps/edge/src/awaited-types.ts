// Calls that are awaited and have type arguments are calls like others.
import axios from 'axios';
import { FLEET_URL } from '@orbit/config';

const traced = axios.create({ baseURL: FLEET_URL }); // ok: request-id

export async function routes() {
  const { data } = await traced.get<string[]>('/routes', { headers: { 'x-request-id': crypto.randomUUID() } });
  return data;
}

export async function lines() {
  const { data } = await axios.get<string[]>(`${FLEET_URL}/lines`); // want: request-id
  return data;
}
