// Trap: schemas that describe headers.
import { createRoute, z } from '@hono/zod-openapi';

export const tracedHeaders = z.object({
  'x-request-id': z.string().uuid().optional().openapi({ description: 'The id of the trace.' }),
  authorization: z.string(),
});

export const listItems = createRoute({
  method: 'get',
  path: '/items',
  request: { headers: tracedHeaders, query: z.object({ page: z.coerce.number() }) },
  responses: { 200: { description: 'A page of items.', headers: { 'x-request-id': { schema: { type: 'string' } } } } },
});

export const openapi = {
  servers: [{ url: 'http://localhost:8080' }],
  components: { parameters: { RequestId: { name: 'x-request-id', in: 'header', required: false, schema: { type: 'string' } } } },
};
