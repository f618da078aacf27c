// T14: the call sites, which import nothing.
import type { ServerRoute } from '@hapi/hapi';

export const routes: ServerRoute[] = [
  {
    method: 'GET',
    path: '/accounts/{id}',
    handler: async (request) => {
      const response = await request.authedCall(`/accounts/${request.params.id}`);
      return response.json();
    },
  },
  {
    method: 'GET',
    path: '/jobs',
    handler: async (request) => (await request.plainCall('/jobs')).json(),
  },
  {
    method: 'POST',
    path: '/accounts',
    handler: async (request) => {
      const response = await request.rawCall('/accounts', { method: 'POST', body: JSON.stringify(request.payload) });
      return response.json();
    },
  },
];
