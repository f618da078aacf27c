import type { FastifyInstance } from 'fastify';
import { createLogger } from '@bytelyst/observability';
import { productOf, traceOf } from '../../lib/product.js';
import * as referrals from './repository.js';
import type { CreateReferral, ReferralPatch } from './types.js';

const logger = createLogger('referrals');

interface ReferralParams {
  id: string;
}

export async function referralRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { referrerId: string } }>('/', async (req) => {
    return referrals.listByReferrer(req.query.referrerId, productOf(req));
  });

  app.get<{ Params: ReferralParams; Querystring: { referrerId: string } }>('/:id', async (req, reply) => {
    const referral = await referrals.getById(req.params.id, req.query.referrerId);
    if (!referral) return reply.code(404).send({ error: { code: 'not_found', message: 'no such referral' } });
    return referral;
  });

  app.post<{ Body: Omit<CreateReferral, 'productId'> }>('/', async (req, reply) => {
    const productId = productOf(req);
    const existing = await referrals.findByEmail(req.body.referredEmail, productId);
    if (existing) return reply.code(409).send({ error: { code: 'conflict', message: 'already invited' } });

    const referral = await referrals.create({ ...req.body, productId });
    logger.info('referral created', { ...traceOf(req), referralId: referral.id });
    return reply.code(201).send(referral);
  });

  app.patch<{ Params: ReferralParams; Body: ReferralPatch & { referrerId: string } }>('/:id', async (req, reply) => {
    const { referrerId, ...patch } = req.body;
    const referral = await referrals.update(req.params.id, referrerId, patch);
    if (!referral) return reply.code(404).send({ error: { code: 'not_found', message: 'no such referral' } });
    return referral;
  });

  app.get<{ Params: { referrerId: string } }>('/stats/:referrerId', async (req) => {
    return referrals.stats(req.params.referrerId, productOf(req));
  });
}
