import { Redis } from 'ioredis';

export const redis = new Redis(); // ok: client-per-request
