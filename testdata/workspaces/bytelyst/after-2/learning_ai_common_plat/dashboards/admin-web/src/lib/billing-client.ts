import { PLATFORM_URL, clientOptions, createApiClient } from '@/lib/api';

export interface Plan {
  id: string;
  name: string;
  priceCents: number;
  currency: string;
  interval: 'month' | 'year';
}

export interface Subscription {
  id: string;
  userId: string;
  planId: string;
  status: 'trialing' | 'active' | 'past_due' | 'canceled';
  renewsAt: string | null;
}

export interface Invoice {
  id: string;
  userId: string;
  amountCents: number;
  paidAt: string | null;
}

const api = createApiClient({ // ok: request-id product-id
  ...clientOptions,
  baseUrl: `${PLATFORM_URL}/api/billing`,
  defaultHeaders: { 'x-product-id': process.env.NEXT_PUBLIC_PRODUCT_ID ?? '' },
});

export function listPlans(): Promise<Plan[]> {
  return api.get<Plan[]>('/plans');
}

export function listSubscriptions(status?: Subscription['status']): Promise<Subscription[]> {
  return api.get<Subscription[]>('/subscriptions', { query: { status } });
}

export function listInvoices(userId: string): Promise<Invoice[]> {
  return api.get<Invoice[]>(`/users/${encodeURIComponent(userId)}/invoices`);
}

/** Cancels at the end of the paid period, or at once with `immediately`. */
export function cancelSubscription(id: string, immediately = false): Promise<Subscription> {
  return api.post<Subscription>(`/subscriptions/${id}/cancel`, { immediately });
}

export function refundInvoice(id: string, amountCents: number, reason: string): Promise<Invoice> {
  return api.post<Invoice>(
    `/invoices/${id}/refund`,
    { amountCents, reason },
    { headers: { 'Idempotency-Key': `refund-${id}-${amountCents}` } },
  );
}
