// Calls of a global fetch that patch.ts has replaced; the twin is in ../signage.
import { FLEET_URL } from '@orbit/config';

export const doors = () => fetch(`${FLEET_URL}/doors`); // unknown: request-id
export const lights = () => window.fetch(`${FLEET_URL}/lights`); // unknown: request-id
