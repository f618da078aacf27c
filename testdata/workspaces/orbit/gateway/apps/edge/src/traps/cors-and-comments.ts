// Trap: lists of allowed headers, and clients that are commented out.
import { cors } from 'hono/cors';

export const crossOrigin = cors({
  origin: ['http://localhost:3000', 'https://console.orbit.internal'],
  allowHeaders: ['authorization', 'content-type', 'x-request-id'],
  exposeHeaders: ['x-request-id'],
});

// export const ledger = axios.create({ baseURL: process.env.LEDGER_URL });
// const res = await fetch(`${LEDGER_URL}/accounts`, { headers: { Accept: 'application/json' } });

/*
import axios from 'axios';
export async function items() {
  return axios.get('http://localhost:7002/items');
}
*/

/**
 * @example
 *   const res = await fetch('http://localhost:8080/items');
 */
export const maxAge = 600;
