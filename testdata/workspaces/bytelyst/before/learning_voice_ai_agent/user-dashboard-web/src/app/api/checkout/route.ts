interface PortalSession {
  url: string;
}

/** Opens Stripe's customer portal, where cards and addresses are changed. */
export async function POST(request: Request): Promise<Response> {
  const { customerId, returnUrl } = (await request.json()) as { customerId: string; returnUrl: string };
  if (!customerId) {
    return Response.json({ error: { code: 'invalid', message: 'customerId is required' } }, { status: 422 });
  }

  const answer = await fetch('https://api.stripe.com/v1/billing_portal/sessions', {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ customer: customerId, return_url: returnUrl }),
  });
  if (!answer.ok) {
    console.error('stripe portal', { status: answer.status, requestId: request.headers.get('x-request-id') });
    return Response.json({ error: { code: 'upstream', message: 'the portal is not available' } }, { status: 502 });
  }

  const session = (await answer.json()) as PortalSession;
  return Response.json({ url: session.url });
}
