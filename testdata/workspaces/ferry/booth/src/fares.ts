// Clients that send the id on: what the other repositories are held to.
import { randomUUID } from 'node:crypto';

const FARES_URL = process.env.FARES_URL ?? '';

export const fares = (id: string) => fetch(`${FARES_URL}/fares`, { headers: { 'x-request-id': id } }); // ok: request-id
export const lanes = () => fetch(`${FARES_URL}/lanes`, { headers: { 'x-request-id': randomUUID() } }); // ok: request-id
