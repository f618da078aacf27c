import { describe, expect, it, vi } from 'vitest';
import { createApiClient } from '@bytelyst/api-client';
import { refundInvoice } from './billing-client';

describe('billing client', () => {
  it('sends a refund once', async () => {
    const send = vi.fn().mockResolvedValue(new Response('{"id":"in_1"}'));
    vi.stubGlobal('fetch', send);
    await refundInvoice('in_1', 500, 'duplicate');
    expect(send.mock.calls[0][1].headers['Idempotency-Key']).toBe('refund-in_1-500');
  });

  it('reads the plans of a running service', async () => {
    const direct = await fetch('http://localhost:4003/api/billing/plans');
    const api = createApiClient({ baseUrl: 'http://localhost:4003/api/billing' });
    expect(await api.get('/plans')).toEqual(await direct.json());
  });
});
