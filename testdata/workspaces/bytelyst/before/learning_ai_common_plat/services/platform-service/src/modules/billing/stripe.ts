/** The payment provider. We speak its plain HTTP API: the SDK is larger than this service. */

const STRIPE_URL = process.env.STRIPE_API_URL ?? 'https://api.stripe.com/v1';

interface Price {
  id: string;
  nickname: string;
  unit_amount: number;
  currency: string;
}

interface CheckoutSession {
  id: string;
  url: string;
}

export interface CheckoutInput {
  product: string;
  requestId: string;
  price: string;
  customer: string;
  returnUrl: string;
}

function authorization(): string {
  return `Bearer ${process.env.STRIPE_SECRET_KEY ?? ''}`;
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`stripe answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

export async function listPlans(product: string): Promise<Price[]> {
  const response = await fetch(`${STRIPE_URL}/prices?active=true&lookup_keys[]=${encodeURIComponent(product)}`, {
    headers: { Authorization: authorization() },
  });
  const page = await read<{ data: Price[] }>(response);
  return page.data;
}

export async function createCheckoutSession(input: CheckoutInput): Promise<CheckoutSession> {
  const form = new URLSearchParams({
    mode: 'subscription',
    customer: input.customer,
    success_url: input.returnUrl,
    'line_items[0][price]': input.price,
    'line_items[0][quantity]': '1',
    'metadata[product]': input.product,
  });
  const response = await fetch('https://api.stripe.com/v1/checkout/sessions', {
    method: 'POST',
    headers: {
      Authorization: authorization(),
      'Content-Type': 'application/x-www-form-urlencoded',
      'Idempotency-Key': input.requestId,
    },
    body: form,
  });
  return read<CheckoutSession>(response);
}
