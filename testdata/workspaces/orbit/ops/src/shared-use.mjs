import { FLEET_URL } from './services.js';
import { fixed, session } from './shared-headers.mjs';

export const mine = () => fetch(`${FLEET_URL}/mine`, { headers: session }); // unknown: request-id
export const theirs = () => fetch(`${FLEET_URL}/theirs`, { headers: fixed }); // want: request-id
