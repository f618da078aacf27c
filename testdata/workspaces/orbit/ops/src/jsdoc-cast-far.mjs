// T24: an alias of a wrapper of another file. Its callers are judged, too.
import { get } from './jsdoc-cast.mjs';

const getRun = /** @type {(path: string, headers?: Record<string, string>) => Promise<{ id: string }>} */ (get);

/** @param {string} id @param {string} requestId */
export const run = (id, requestId) => getRun(`/runs/${id}`, { 'x-request-id': requestId }); // ok: request-id

/** @param {string} id */
export const queued = (id) => getRun(`/queue/${id}`, { accept: 'application/json' }); // want: request-id
