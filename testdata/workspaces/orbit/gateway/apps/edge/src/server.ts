// The convention's other half: a server that keeps the caller's id, or starts a trace where none came in.
import { Hono } from 'hono';
import { REQUEST_ID_HEADER } from '@orbit/config';
import { newId } from '@orbit/shared-api';
import { items } from './catalog-client-user.js';

export const app = new Hono();

app.use('*', async (c, next) => {
  const requestId = c.req.header(REQUEST_ID_HEADER) ?? newId(); // ok: request-id
  c.set('requestId', requestId);
  await next();
  c.res.headers.set(REQUEST_ID_HEADER, requestId);
});

app.get('/items', async (c) => c.json(await items()));
app.get('/health', (c) => c.text('ok'));

export default { port: 8080, fetch: app.fetch };
