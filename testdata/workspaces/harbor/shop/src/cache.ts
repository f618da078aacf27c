import { redis } from './redis.js';

export const session = (id: string) => redis.get(`session:${id}`); // want: cache-prefix-owner
export const basket = (id: string) => redis.get('basket:' + id); // ok: cache-prefix-owner
