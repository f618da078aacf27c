import type { Hono } from 'hono';

export type CatalogApp = Hono;
