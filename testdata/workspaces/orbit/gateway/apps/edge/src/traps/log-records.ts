// Trap: log records shaped like the configuration of a request, and header names among a logger's keys.
import { LEDGER_URL, REQUEST_ID_HEADER } from '@orbit/config';
import { Logger } from '@aws-lambda-powertools/logger';

const logger = new Logger({ serviceName: 'edge' });

export function logCall(path: string, status: number): void {
  const request = { method: 'GET', url: `${LEDGER_URL}${path}`, headers: { Accept: 'application/json' } };
  logger.info('called', { request, response: { status, headers: { 'content-type': 'application/json' } } });
  logger.debug('config', { baseURL: LEDGER_URL, headers: {}, timeout: 1_000 });
}

export function logFor(event: { headers: Record<string, string> }): void {
  logger.appendKeys({ 'x-request-id': event.headers['x-request-id'], 'x-tenant-id': event.headers['x-tenant-id'] });
  logger.removeKeys([REQUEST_ID_HEADER]);
}
