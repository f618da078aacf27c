// Calls of a global fetch that nothing replaces but a polyfill.
import { FLEET_URL } from '@orbit/config';

export const screens = () => fetch(`${FLEET_URL}/screens`); // want: request-id
