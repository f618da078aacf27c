import cors from '@fastify/cors';
import Fastify from 'fastify';
import { CORS_ALLOWED_HEADERS, CORS_EXPOSED_HEADERS, REQUEST_ID_HEADER, createLogger } from '@bytelyst/observability';
import { initializeAllContainers } from './lib/cosmos-init.js';
import { billingRoutes } from './modules/billing/routes.js';
import { flagRoutes } from './modules/flags/routes.js';
import { referralRoutes } from './modules/referrals/routes.js';

const logger = createLogger('platform-service');

export async function buildServer() {
  const app = Fastify({ requestIdHeader: REQUEST_ID_HEADER, disableRequestLogging: true });

  await app.register(cors, {
    origin: (process.env.CORS_ORIGINS ?? '').split(','),
    allowedHeaders: CORS_ALLOWED_HEADERS,
    exposedHeaders: CORS_EXPOSED_HEADERS,
    maxAge: 600,
  });

  app.addHook('onResponse', async (req, reply) => {
    logger.request({
      method: req.method,
      url: req.url,
      headers: { 'x-request-id': req.id, 'user-agent': req.headers['user-agent'] },
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    });
  });

  app.get('/health', async () => ({ status: 'ok' }));
  await app.register(billingRoutes, { prefix: '/api/billing' });
  await app.register(flagRoutes, { prefix: '/api/flags' });
  await app.register(referralRoutes, { prefix: '/api/referrals' });
  return app;
}

async function main(): Promise<void> {
  await initializeAllContainers();
  const app = await buildServer();
  const port = Number(process.env.PORT ?? 4003);
  await app.listen({ port, host: '0.0.0.0' });
  logger.info('listening', { port });
}

main().catch((err: unknown) => {
  logger.error('could not start', { error: String(err) });
  process.exitCode = 1;
});
