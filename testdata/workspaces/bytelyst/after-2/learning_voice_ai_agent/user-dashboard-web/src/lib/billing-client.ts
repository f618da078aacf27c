import { createDashboardClient } from '@/lib/dashboard-client';

export interface Plan {
  id: string;
  name: string;
  minutesPerMonth: number;
  priceCents: number;
}

export interface Subscription {
  planId: string;
  status: 'trialing' | 'active' | 'past_due' | 'canceled';
  minutesUsed: number;
  renewsAt: string | null;
}

const billing = createDashboardClient('billing', { // ok: request-id product-id
  defaultHeaders: { 'x-product-id': process.env.NEXT_PUBLIC_PRODUCT_ID ?? '' },
  retry: { attempts: 1, backoffMs: 300 },
});

export function plans(): Promise<Plan[]> {
  return billing.get<Plan[]>('/plans');
}

export function currentSubscription(): Promise<Subscription | null> {
  return billing.get<Subscription | null>('/subscription');
}

/** Starts a checkout; the caller sends the browser to the returned address. */
export async function startCheckout(planId: string, returnUrl: string): Promise<string> {
  const session = await billing.post<{ url: string }>('/checkout', { planId, returnUrl });
  return session.url;
}

export function cancel(reason: string): Promise<Subscription> {
  return billing.post<Subscription>('/subscription/cancel', { reason });
}
