// T12: the order of the spreads decides. Here the caller's `headers` replace the wrapper's, id and all.
import { DISPATCH_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';

function dispatch(path: string, init?: RequestInit): Promise<Response> {
  return fetch(`${DISPATCH_URL}${path}`, {
    headers: { 'x-request-id': newId() },
    ...init,
  });
}

export const jobs = () => dispatch('/jobs'); // ok: request-id
export const cancel = (id: string) => dispatch(`/jobs/${id}`, { method: 'DELETE' }); // ok: request-id
export const create = (job: object) =>
  dispatch('/jobs', { // want: request-id
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(job),
  });
