import type { FastifyInstance } from 'fastify';
import { getContainer } from '../../lib/cosmos.js';
import { productOf } from '../../lib/product.js';

interface FlagDoc {
  id: string;
  productId: string;
  enabled: boolean;
  /** Share of users, 0 to 100, that see the feature while it is enabled. */
  rollout: number;
}

function bucket(userId: string, flagId: string): number {
  let hash = 0;
  for (const char of `${flagId}:${userId}`) {
    hash = (hash * 31 + char.charCodeAt(0)) >>> 0;
  }
  return hash % 100;
}

async function flagsOf(productId: string): Promise<FlagDoc[]> {
  const { resources } = await getContainer('feature_flags')
    .items.query<FlagDoc>('SELECT * FROM c', { partitionKey: productId })
    .fetchAll();
  return resources;
}

export async function flagRoutes(app: FastifyInstance): Promise<void> {
  app.get<{ Querystring: { userId?: string } }>('/', async (req) => {
    const flags = await flagsOf(productOf(req));
    const userId = req.query.userId ?? 'anonymous';
    return Object.fromEntries(flags.map((f) => [f.id, f.enabled && bucket(userId, f.id) < f.rollout]));
  });
}
