import { createApiClient } from '@bytelyst/api-client';
import type { HeaderMap } from '@bytelyst/api-client';
import type { Entity, ExtractionJob, ExtractionRequest } from './types.js';

const EXTRACTION_URL = process.env.EXTRACTION_SERVICE_URL ?? 'http://localhost:4005';

/** The service bills by product; the processes that use this package run for exactly one. */
const productHeaders: HeaderMap = { 'x-product-id': process.env.PRODUCT_ID ?? '' };

const api = createApiClient({ // want: request-id; ok: product-id
  baseUrl: `${EXTRACTION_URL}/api/v1`,
  getToken: () => process.env.SERVICE_TOKEN ?? null,
  defaultHeaders: productHeaders,
  timeoutMs: 60_000,
  retry: { attempts: 2, backoffMs: 250 },
});

/** Extracts from a short text while the caller waits. */
export async function extractEntities(request: ExtractionRequest): Promise<Entity[]> {
  const job = await api.post<ExtractionJob>('/extract', request);
  return job.entities;
}

export function startExtraction(request: ExtractionRequest): Promise<ExtractionJob> {
  return api.post<ExtractionJob>('/jobs', request);
}

export function getExtractionJob(id: string): Promise<ExtractionJob> {
  return api.get<ExtractionJob>(`/jobs/${encodeURIComponent(id)}`);
}

/** Polls until the job has an end; throws when it failed or `deadlineMs` has passed. */
export async function waitForExtraction(id: string, deadlineMs = 120_000): Promise<Entity[]> {
  const until = Date.now() + deadlineMs;
  while (Date.now() < until) {
    const job = await getExtractionJob(id);
    if (job.state === 'done') return job.entities;
    if (job.state === 'failed') throw new Error(`extraction ${id} failed: ${job.error ?? 'no reason given'}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  throw new Error(`extraction ${id} did not finish within ${deadlineMs} ms`);
}
