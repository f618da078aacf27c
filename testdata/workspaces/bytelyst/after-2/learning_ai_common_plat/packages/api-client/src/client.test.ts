import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApiClient, isApiError } from './index.js';

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}

describe('createApiClient', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('sends the token of getToken', async () => {
    const fetchMock = vi.fn().mockResolvedValue(answer(200, { ok: true }));
    vi.stubGlobal('fetch', fetchMock);

    const api = createApiClient({ baseUrl: 'http://localhost:4003', getToken: () => 'secret' });
    await api.get('/health');

    expect(fetchMock.mock.calls[0][1].headers.Authorization).toBe('Bearer secret');
  });

  it('turns an error envelope into an ApiError', async () => {
    vi.stubGlobal('fetch', vi.fn().mockResolvedValue(answer(409, { error: { code: 'conflict' } })));

    const api = createApiClient({ baseUrl: 'http://localhost:4003/' });
    const err = await api.post('/plans', {}).catch((e: unknown) => e);

    expect(isApiError(err) && err.code).toBe('conflict');
  });

  it('answers the same as a plain request', async () => {
    const plain = await fetch('http://localhost:4003/health', { headers: { Accept: 'application/json' } });
    expect(plain.status).toBe(200);
  });
});
