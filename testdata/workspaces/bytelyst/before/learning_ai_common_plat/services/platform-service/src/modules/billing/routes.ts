import type { FastifyInstance } from 'fastify';
import { productOf, traceOf } from '../../lib/product.js';
import { createCheckoutSession, listPlans } from './stripe.js';

export async function billingRoutes(app: FastifyInstance): Promise<void> {
  app.get('/plans', async (req) => listPlans(productOf(req)));

  app.post<{ Body: { planId: string; customerId: string; returnUrl: string } }>('/checkout', async (req, reply) => {
    const session = await createCheckoutSession({
      product: productOf(req),
      requestId: traceOf(req).requestId,
      price: req.body.planId,
      customer: req.body.customerId,
      returnUrl: req.body.returnUrl,
    });
    return reply.code(201).send({ url: session.url });
  });
}
