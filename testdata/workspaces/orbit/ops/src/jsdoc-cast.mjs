// T24: an alias through a JSDoc cast. The wrapper's callers are judged, by whichever name they call it.
import services from './services.js';

/** @typedef {{ id: string, balance: number }} Account */

/**
 * @template T
 * @param {string} path
 * @param {Record<string, string>} [headers]
 * @returns {Promise<T>}
 */
export async function get(path, headers) {
  const response = await fetch(`${services.LEDGER_URL}${path}`, { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

const getTyped = /** @type {typeof get<Account>} */ (get);
const getAll = /** @type {(path: string, headers?: Record<string, string>) => Promise<Account[]>} */ (/** @type {unknown} */ (get));

/** @param {string} id @param {string} requestId */
export async function account(id, requestId) {
  return getTyped(`/accounts/${id}`, { 'x-request-id': requestId }); // ok: request-id
}

/** @param {string} id */
export async function balance(id) {
  const found = await getTyped(`/accounts/${id}`); // want: request-id
  return found.balance;
}

export async function accounts() {
  return getAll('/accounts', { accept: 'application/json' }); // want: request-id
}
